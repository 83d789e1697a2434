import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { Actor, FieldChange, TicketEventKind } from './ticket';

/** The history of tickets: who did what when. Rows are added and never changed (S2-24). */
@Entity('ticket_event')
@Index('ticket_event_ticket', ['ticketId', 'id'])
@Index('ticket_event_effect_key', ['effectKey'], { unique: true, where: 'effect_key IS NOT NULL' })
export class TicketEventEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ name: 'ticket_id', type: 'integer' })
  ticketId!: number;

  @Column({ ...instant() })
  at!: number;

  @Column({ name: 'actor_kind', type: 'text' })
  actorKind!: Actor['kind'];

  @Column({ name: 'actor_id', type: 'text' })
  actorId!: string;

  @Column({ name: 'actor_name', type: 'text' })
  actorName!: string;

  @Column({ type: 'text' })
  kind!: TicketEventKind;

  @Column({ type: 'text', nullable: true })
  text!: string | null;

  @Column({ type: 'simple-json' })
  changes!: FieldChange[];

  /** Names the step of the dialogue that did it; null for staff. */
  @Column({ name: 'effect_key', type: 'text', nullable: true })
  effectKey!: string | null;
}
