import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What can be booked, and by which rules. */
@Entity('appointment_resource')
@Index('appointment_resource_key', ['key'], { unique: true })
export class AppointmentResourceEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'text' })
  key!: string;

  @Column({ type: 'text' })
  name!: string;

  /** Values of the catalog; empty: every product. */
  @Column({ type: 'simple-json' })
  products!: string[];

  /** Name of a schedule of `hours.yaml`. */
  @Column({ type: 'text' })
  schedule!: string;

  @Column({ name: 'slot_minutes', type: 'integer' })
  slotMinutes!: number;

  @Column({ type: 'integer' })
  capacity!: number;

  @Column({ name: 'min_notice_minutes', type: 'integer' })
  minNoticeMinutes!: number;

  @Column({ name: 'horizon_days', type: 'integer' })
  horizonDays!: number;

  /** Days, YYYY-MM-DD. */
  @Column({ type: 'simple-json' })
  blackout!: string[];

  @Column({ type: 'boolean', default: true })
  enabled!: boolean;
}
