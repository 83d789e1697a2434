import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/**
 * What was asked for: a unit's service code, a ticket by phone and number, a unit to be bound to, or a
 * device's warranty by serial number and phone.
 */
export const LOOKUP_SUBJECTS = ['service_code', 'ticket', 'unit', 'warranty'] as const;
export type LookupSubject = (typeof LOOKUP_SUBJECTS)[number];
export type LookupOutcome = 'hit' | 'miss' | 'limited';

/** The audit of look-ups of identity data. Append-only; what was asked for is kept as a keyed digest only. */
@Entity('lookup')
@Index('lookup_follower', ['subject', 'followerId', 'at'])
export class LookupEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'text' })
  subject!: LookupSubject;

  @Column({ name: 'follower_id', type: 'text' })
  followerId!: string;

  @Column({ ...instant() })
  at!: number;

  @Column({ type: 'text' })
  outcome!: LookupOutcome;

  /** HMAC of what was asked for: the same question can be recognised, and not be read. */
  @Column({ type: 'text' })
  digest!: string;

  /** The service code, ticket or serial number that the answer was about; null for everything else. */
  @Column({ type: 'text', nullable: true })
  found!: string | null;
}
