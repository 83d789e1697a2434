import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { AppointmentStatus } from './lifecycle';

/** A booking of a follower. Its place is the row of `appointment_seat` that names it, as long as it is not cancelled. */
@Entity('appointment')
@Index('appointment_number', ['number'], { unique: true })
@Index('appointment_effect_key', ['effectKey'], { unique: true })
@Index('appointment_follower', ['followerId', 'createdAt'])
@Index('appointment_start', ['startAt'])
@Index('appointment_status', ['status', 'startAt'])
export class AppointmentEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'text' })
  number!: string;

  /** Names the step of the dialogue that made it: the same step never makes two. */
  @Column({ name: 'effect_key', type: 'text' })
  effectKey!: string;

  @Column({ name: 'follower_id', type: 'text' })
  followerId!: string;

  /** Counts changes, so that of two who change at once the second notices. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  status!: AppointmentStatus;

  @Column({ name: 'resource_key', type: 'text' })
  resourceKey!: string;

  /** As it was called when the booking was made. */
  @Column({ name: 'resource_name', type: 'text' })
  resourceName!: string;

  @Column({ name: 'start_at', ...instant() })
  startAt!: number;

  @Column({ name: 'end_at', ...instant() })
  endAt!: number;

  @Column({ type: 'integer' })
  reschedules!: number;

  @Column({ name: 'org_name', type: 'text' })
  orgName!: string;

  @Column({ name: 'contact_name', type: 'text' })
  contactName!: string;

  @Column({ name: 'contact_phone', type: 'text' })
  contactPhone!: string;

  @Column({ type: 'text' })
  product!: string;

  @Column({ type: 'text' })
  topic!: string;

  /** Staff number of whoever works on it. */
  @Column({ type: 'text', nullable: true })
  staff!: string | null;

  @Column({ type: 'text', nullable: true })
  result!: string | null;

  @Column({ name: 'created_at', ...instant() })
  createdAt!: number;

  @Column({ name: 'updated_at', ...instant() })
  updatedAt!: number;

  @Column({ name: 'accepted_at', ...instant({ nullable: true }) })
  acceptedAt!: number | null;

  @Column({ name: 'finished_at', ...instant({ nullable: true }) })
  finishedAt!: number | null;

  @Column({ name: 'cancelled_at', ...instant({ nullable: true }) })
  cancelledAt!: number | null;
}
