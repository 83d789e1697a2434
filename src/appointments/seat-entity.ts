import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/**
 * One taken place: held for somebody who is about to book, or booked. The unique index makes it impossible that two have
 * the same place, whatever the code does. A place that is given back has no row.
 */
@Entity('appointment_seat')
@Index('appointment_seat_place', ['resourceId', 'startAt', 'seat'], { unique: true })
@Index('appointment_seat_effect_key', ['effectKey'], { unique: true })
@Index('appointment_seat_appointment', ['appointmentId'], {
  unique: true,
  where: 'appointment_id IS NOT NULL',
})
@Index('appointment_seat_follower', ['followerId'])
export class AppointmentSeatEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ name: 'resource_id', type: 'integer' })
  resourceId!: number;

  @Column({ name: 'start_at', ...instant() })
  startAt!: number;

  @Column({ name: 'end_at', ...instant() })
  endAt!: number;

  /** 1 … capacity. */
  @Column({ type: 'integer' })
  seat!: number;

  @Column({ name: 'follower_id', type: 'text' })
  followerId!: string;

  /** Names the step of the dialogue that took the place: the same step never takes two. */
  @Column({ name: 'effect_key', type: 'text' })
  effectKey!: string;

  /** Until when it is held; null once it is booked. */
  @Column({ name: 'expires_at', ...instant({ nullable: true }) })
  expiresAt!: number | null;

  /** Null while it is only held. */
  @Column({ name: 'appointment_id', type: 'integer', nullable: true })
  appointmentId!: number | null;
}
