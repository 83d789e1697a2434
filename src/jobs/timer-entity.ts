import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { Json } from '../kernel/json';

/** Something that happens later: a late reply, a reminder, an expiry. Gone when done. */
@Entity('timer')
@Index('timer_key', ['key'], { unique: true })
@Index('timer_due', ['dueAt'])
export class TimerEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'text' })
  key!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'follower_id', type: 'text', nullable: true })
  followerId!: string | null;

  @Column({ name: 'due_at', ...instant() })
  dueAt!: number;

  @Column({ type: 'simple-json' })
  data!: Json;
}
