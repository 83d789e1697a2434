import type { GoodsState, Parcel } from './goods';
import type { TicketStatus } from './lifecycle';
import type { Priority } from './priority';

export interface TicketContact {
  name: string;
  phone: string;
  /** Null where the settings do not require one. */
  email: string | null;
}

/** A picture, voice message or video of the chat, by the platform's media id. */
export interface Attachment {
  mediaId: string;
  kind: string;
}

/** What the customer fills in (S1-12 … S1-15). */
export interface TicketForm {
  customerName: string;
  contact: TicketContact;
  serviceType: string;
  product: string;
  model: string;
  /** `class/problem` of the taxonomy (S2-13), when the form asked for it. */
  problem: string | null;
  description: string;
  attachments: Attachment[];
}

/** A ticket as the rest of the product sees it. Instants are epoch milliseconds. */
export interface Ticket extends TicketForm {
  /** `YYMMDD-NNNNN` (S1-19) */
  number: string;
  followerId: string;
  status: TicketStatus;
  /** How far the work is, in words of staff. */
  progress: string;
  /** What came of it; null while the ticket is open. */
  result: string | null;
  priority: Priority;
  emergency: boolean;
  /** Where the goods of a repair are, and the parcels in which they travelled. */
  goods: GoodsState;
  parcelSent: Parcel | null;
  parcelReturned: Parcel | null;
  termsVersion: string;
  termsAt: number;
  createdAt: number;
  updatedAt: number;
  resolvedAt: number | null;
  closedAt: number | null;
}

export interface Actor {
  kind: 'follower' | 'staff';
  id: string;
  /** What people read; empty for followers. */
  name: string;
}

export const TICKET_EVENT_KINDS = [
  'created',
  'edited',
  'followed_up',
  'reopened',
  'cancelled',
  'processed',
  'goods_requested',
  'goods_withdrawn',
  'goods_sent',
  'goods_received',
  'goods_returned',
  'goods_delivered',
  'document_added',
  'document_removed',
] as const;
export type TicketEventKind = (typeof TICKET_EVENT_KINDS)[number];

/** One field before and after. */
export interface FieldChange {
  field: string;
  from: string | null;
  to: string | null;
}

/** One entry of a ticket's history; entries are only ever added. */
export interface TicketEvent {
  id: number;
  at: number;
  actor: Actor;
  kind: TicketEventKind;
  /** What the customer wrote in a follow-up. */
  text: string | null;
  changes: FieldChange[];
}
