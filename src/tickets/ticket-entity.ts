import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { GoodsState, Parcel } from './goods';
import type { TicketStatus } from './lifecycle';
import type { Priority } from './priority';
import type { Attachment } from './ticket';

/** A service request of a follower. */
@Entity('ticket')
@Index('ticket_number', ['number'], { unique: true })
@Index('ticket_effect_key', ['effectKey'], { unique: true })
@Index('ticket_access_digest', ['accessDigest'], { unique: true })
@Index('ticket_follower', ['followerId', 'createdAt'])
@Index('ticket_status', ['status', 'id'])
@Index('ticket_phone', ['contactPhone'])
export class TicketEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'text' })
  number!: string;

  /** Names the step of the dialogue that created it: the same step never creates two. */
  @Column({ name: 'effect_key', type: 'text' })
  effectKey!: string;

  /** Of number and phone together: what a query looks for. */
  @Column({ name: 'access_digest', type: 'text' })
  accessDigest!: string;

  @Column({ name: 'follower_id', type: 'text' })
  followerId!: string;

  /** Counts changes, so that of two who change at once the second notices. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  status!: TicketStatus;

  @Column({ type: 'text' })
  progress!: string;

  @Column({ type: 'text', nullable: true })
  result!: string | null;

  @Column({ type: 'text' })
  priority!: Priority;

  @Column({ type: 'boolean' })
  emergency!: boolean;

  @Column({ name: 'customer_name', type: 'text' })
  customerName!: string;

  @Column({ name: 'contact_name', type: 'text' })
  contactName!: string;

  @Column({ name: 'contact_phone', type: 'text' })
  contactPhone!: string;

  @Column({ name: 'contact_email', type: 'text', nullable: true })
  contactEmail!: string | null;

  @Column({ name: 'service_type', type: 'text' })
  serviceType!: string;

  @Column({ type: 'text' })
  product!: string;

  @Column({ type: 'text' })
  model!: string;

  @Column({ type: 'text', nullable: true })
  problem!: string | null;

  @Column({ type: 'text' })
  description!: string;

  @Column({ type: 'simple-json' })
  attachments!: Attachment[];

  /** Where the goods of a repair are. */
  @Column({ type: 'text', default: 'none' })
  goods!: GoodsState;

  @Column({ name: 'parcel_sent', type: 'simple-json', nullable: true })
  parcelSent!: Parcel | null;

  @Column({ name: 'parcel_returned', type: 'simple-json', nullable: true })
  parcelReturned!: Parcel | null;

  @Column({ name: 'terms_version', type: 'text' })
  termsVersion!: string;

  @Column({ name: 'terms_at', ...instant() })
  termsAt!: number;

  @Column({ name: 'created_at', ...instant() })
  createdAt!: number;

  @Column({ name: 'updated_at', ...instant() })
  updatedAt!: number;

  @Column({ name: 'resolved_at', ...instant({ nullable: true }) })
  resolvedAt!: number | null;

  @Column({ name: 'closed_at', ...instant({ nullable: true }) })
  closedAt!: number | null;
}
