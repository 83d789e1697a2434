import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { Actor, AppointmentEventKind, FieldChange } from './appointment';

/** The history of bookings: who did what when. Rows are added and never changed. */
@Entity('appointment_event')
@Index('appointment_event_appointment', ['appointmentId', 'id'])
@Index('appointment_event_effect_key', ['effectKey'], { unique: true, where: 'effect_key IS NOT NULL' })
export class AppointmentEventEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ name: 'appointment_id', type: 'integer' })
  appointmentId!: number;

  @Column({ ...instant() })
  at!: number;

  @Column({ name: 'actor_kind', type: 'text' })
  actorKind!: Actor['kind'];

  @Column({ name: 'actor_id', type: 'text' })
  actorId!: string;

  @Column({ name: 'actor_name', type: 'text' })
  actorName!: string;

  @Column({ type: 'text' })
  kind!: AppointmentEventKind;

  @Column({ type: 'simple-json' })
  changes!: FieldChange[];

  /** Names the step of the dialogue that did it; null for staff. */
  @Column({ name: 'effect_key', type: 'text', nullable: true })
  effectKey!: string | null;
}
