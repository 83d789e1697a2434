import { z } from 'zod';
import { findUnitByName, RESPONSE_LEVELS } from '../../customers';
import {
  documentsOf,
  GOODS_STATES,
  PRIORITIES,
  TICKET_EVENT_KINDS,
  TICKET_STATUSES,
  type Ticket,
  type TicketEvent,
} from '../../tickets';
import type { StaffApiDeps } from './deps';

const instant = z.number().describe('epoch milliseconds');

const parcelView = z
  .object({ text: z.string(), trackingNo: z.string().nullable().describe('as found in the text') })
  .nullable();

/** Where the goods of a repair are, and in which parcels they travelled (S1-05). */
export const goodsView = z.object({
  state: z
    .enum(GOODS_STATES)
    .describe('none, awaited from the follower, sent by them, received, returned, delivered'),
  sent: parcelView,
  returned: parcelView,
});

export const documentView = z.object({
  id: z.number(),
  title: z.string(),
  content: z.string(),
  addedAt: instant,
});

/** A ticket as a list shows it. */
export const ticketView = z.object({
  number: z.string(),
  status: z.enum(TICKET_STATUSES),
  progress: z.string().describe('how far the work is, within the status'),
  result: z.string().nullable().describe('null while the ticket is open'),
  priority: z.enum(PRIORITIES),
  emergency: z.boolean(),
  goods: z.enum(GOODS_STATES),
  customerName: z.string(),
  serviceType: z.string(),
  product: z.string(),
  model: z.string(),
  follower: z.object({ id: z.string(), remark: z.string() }),
  createdAt: instant,
  updatedAt: instant,
});

/** The customer's entitlement, for a ticket whose customer name is exactly that of a unit (S3-32). */
const unitView = z.object({
  code: z.string(),
  level: z.enum(RESPONSE_LEVELS),
  validUntil: z.string().describe('YYYY-MM-DD, the last day of service'),
  enabled: z.boolean(),
});

const eventView = z.object({
  id: z.number(),
  at: instant,
  actor: z.object({ kind: z.enum(['follower', 'staff']), id: z.string(), name: z.string() }),
  kind: z.enum(TICKET_EVENT_KINDS),
  text: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
});

/** A ticket with everything there is to know about it. */
export const ticketDetail = ticketView.extend({
  contact: z.object({ name: z.string(), phone: z.string(), email: z.string().nullable() }),
  problem: z.string().nullable(),
  description: z.string(),
  shipping: goodsView,
  documents: z.array(documentView),
  attachments: z.array(z.object({ mediaId: z.string(), kind: z.string() })),
  terms: z.object({ version: z.string(), at: instant }),
  resolvedAt: instant.nullable(),
  closedAt: instant.nullable(),
  unit: unitView.nullable(),
  events: z.array(eventView).describe('the history, oldest entry first'),
});

export async function presentTickets(
  deps: StaffApiDeps,
  tickets: readonly Ticket[],
): Promise<z.input<typeof ticketView>[]> {
  const remarks = await deps.remarksOf(deps.reader, [...new Set(tickets.map((one) => one.followerId))]);
  return tickets.map((ticket) => ({
    number: ticket.number,
    status: ticket.status,
    progress: ticket.progress,
    result: ticket.result,
    priority: ticket.priority,
    emergency: ticket.emergency,
    goods: ticket.goods,
    customerName: ticket.customerName,
    serviceType: ticket.serviceType,
    product: ticket.product,
    model: ticket.model,
    follower: { id: ticket.followerId, remark: remarks.get(ticket.followerId) ?? '' },
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
  }));
}

export async function presentTicket(
  deps: StaffApiDeps,
  { ticket, events }: { ticket: Ticket; events: TicketEvent[] },
): Promise<z.input<typeof ticketDetail>> {
  const [[view], documents, unit] = await Promise.all([
    presentTickets(deps, [ticket]),
    documentsOf(deps.reader, ticket.number),
    findUnitByName(deps.reader, ticket.customerName),
  ]);
  if (view === undefined) throw new Error('one ticket was given, none came back');
  return {
    ...view,
    contact: ticket.contact,
    problem: ticket.problem,
    description: ticket.description,
    shipping: presentGoods(ticket),
    documents,
    attachments: ticket.attachments,
    terms: { version: ticket.termsVersion, at: ticket.termsAt },
    resolvedAt: ticket.resolvedAt,
    closedAt: ticket.closedAt,
    unit:
      unit === undefined
        ? null
        : { code: unit.code, level: unit.level, validUntil: unit.validUntil, enabled: unit.enabled },
    events,
  };
}

export function presentGoods({ goods, parcelSent, parcelReturned }: Ticket): z.input<typeof goodsView> {
  return { state: goods, sent: parcelSent, returned: parcelReturned };
}
