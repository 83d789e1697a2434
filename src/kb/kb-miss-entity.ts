import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/**
 * Why a question counts as a miss: nothing fitted, the follower refused all suggestions, only saw suggestions, called
 * the answer useless, or asked for a person right after it.
 */
export type MissReason = 'none' | 'none_of_these' | 'suggested' | 'unhelpful' | 'handoff';

/** A question that the knowledge base could not answer, counted over everybody who asked it in the same words. */
@Entity('kb_miss')
@Index('kb_miss_norm', ['norm'], { unique: true })
@Index('kb_miss_followers', ['followers', 'lastAt'])
export class KbMissEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  /** Normalised, with phone numbers and the like masked. */
  @Column({ type: 'text' })
  norm!: string;

  /** As it was asked last, masked too. */
  @Column({ name: 'sample_text', type: 'text' })
  sampleText!: string;

  @Column({ type: 'integer' })
  times!: number;

  /** How many different followers asked. */
  @Column({ type: 'integer' })
  followers!: number;

  @Column({ type: 'text' })
  reason!: MissReason;

  @Column({ name: 'best_key', type: 'text', nullable: true })
  bestKey!: string | null;

  @Column({ name: 'best_score', type: 'double precision', nullable: true })
  bestScore!: number | null;

  @Column({ name: 'first_at', ...instant() })
  firstAt!: number;

  @Column({ name: 'last_at', ...instant() })
  lastAt!: number;

  /** `added`: an entry was given this wording, or made of it. Asked in vain again, it is open again. */
  @Column({ type: 'text', default: 'open' })
  state!: 'open' | 'added' | 'dismissed';

  @Column({ name: 'resolved_key', type: 'text', nullable: true })
  resolvedKey!: string | null;

  @Column({ name: 'resolved_by', type: 'text', nullable: true })
  resolvedBy!: string | null;

  @Column({ name: 'resolved_at', ...instant({ nullable: true }) })
  resolvedAt!: number | null;
}

/** Who asked, so that one impatient follower does not count as many. */
@Entity('kb_miss_follower')
@Index('kb_miss_follower_follower', ['followerId'])
export class KbMissFollowerEntity {
  @PrimaryColumn({ name: 'miss_id', type: 'integer' })
  missId!: number;

  @PrimaryColumn({ name: 'follower_id', type: 'text' })
  followerId!: string;
}
