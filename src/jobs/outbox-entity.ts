import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { Json } from '../kernel/json';

export type OutboxStatus = 'pending' | 'sending' | 'sent' | 'failed' | 'unknown';

/** What a pending row waits for, when it is not a time. */
export type OutboxWait = 'user' | 'passive' | null;

/** An effect that leaves our database: written with the turn that caused it, carried out by the outbox worker. */
@Entity('outbox')
@Index('outbox_key', ['key'], { unique: true })
@Index('outbox_due', ['status', 'nextAt'])
@Index('outbox_follower', ['followerId', 'status'])
export class OutboxEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  /** Names the effect, so that it is written once whatever repeats. */
  @Column({ type: 'text' })
  key!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ name: 'follower_id', type: 'text', nullable: true })
  followerId!: string | null;

  @Column({ type: 'simple-json' })
  args!: Json;

  @Column({ type: 'text' })
  status!: OutboxStatus;

  @Column({ name: 'waits_for', type: 'text', nullable: true })
  waitsFor!: OutboxWait;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** Not before this instant. */
  @Column({ name: 'next_at', ...instant() })
  nextAt!: number;

  /** The platform's errcode or our error code of the last attempt. */
  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode!: string | null;

  @Column({ type: 'text', nullable: true })
  error!: string | null;

  @Column({ name: 'created_at', ...instant() })
  createdAt!: number;

  @Column({ name: 'updated_at', ...instant() })
  updatedAt!: number;
}
