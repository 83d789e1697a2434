import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** A document of a ticket for the customer (单据, S1-05): a link, or a few words such as an invoice number. */
@Entity('ticket_document')
@Index('ticket_document_ticket', ['ticketId', 'id'])
export class TicketDocumentEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ name: 'ticket_id', type: 'integer' })
  ticketId!: number;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  content!: string;

  @Column({ name: 'staff_id', type: 'text' })
  staffId!: string;

  @Column({ name: 'added_at', ...instant() })
  addedAt!: number;
}
