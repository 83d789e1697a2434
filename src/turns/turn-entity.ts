import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/**
 * One inbound event and everything it caused. Append-only; keeps all that `step` read, so that the turn can be
 * replayed to the same state, and the reply, so that a repeated delivery gets the same one.
 */
@Entity('turn')
@Index('turn_dedup', ['dedupKey'], { unique: true })
@Index('turn_follower', ['followerId', 'id'])
export class TurnEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  /** See `dedupNumber`; null for turns that the platform did not deliver (timers, agents). */
  @Column({ name: 'dedup_key', type: 'bigint', nullable: true })
  dedupKey!: string | null;

  @Column({ name: 'follower_id', type: 'text' })
  followerId!: string;

  @Column({ name: 'arrived_at', ...instant() })
  arrivedAt!: number;

  /** `done`, `failed` (the apology was sent) , `ignored` (recorded, nothing to do) or `transferred` (to the platform's own agents). */
  @Column({ type: 'text' })
  outcome!: string;

  /** TurnRecord as JSON. */
  @Column({ type: 'text' })
  record!: string;

  /** The state that `step` was given, as JSON; null for the first turn of a conversation. */
  @Column({ name: 'state_before', type: 'text', nullable: true })
  stateBefore!: string | null;

  /** The text of the passive reply; null when there was nothing to say. */
  @Column({ type: 'text', nullable: true })
  reply!: string | null;
}
