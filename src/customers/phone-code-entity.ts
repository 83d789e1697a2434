import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** `open` until it is used, spent by wrong tries, replaced by a newer one, or could not be sent. */
export type PhoneCodeState = 'open' | 'used' | 'spent' | 'replaced' | 'failed';

/**
 * A one-time code that was asked for. The code itself is nowhere in the database: it is made from `nonce` with the key
 * of the data folder, once to send it and once to check it. Rows are kept for the limits and then removed.
 */
@Entity('phone_code')
@Index('phone_code_follower', ['followerId', 'at'])
@Index('phone_code_phone', ['phone', 'at'])
@Index('phone_code_effect_key', ['effectKey'], { unique: true })
export class PhoneCodeEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ name: 'follower_id', type: 'text' })
  followerId!: string;

  @Column({ type: 'text' })
  phone!: string;

  @Column({ type: 'text' })
  nonce!: string;

  @Column({ ...instant() })
  at!: number;

  @Column({ name: 'expires_at', ...instant() })
  expiresAt!: number;

  /** Wrong tries so far. */
  @Column({ type: 'integer', default: 0 })
  tries!: number;

  @Column({ type: 'text' })
  state!: PhoneCodeState;

  /** Names the effect that asked for it, so that it is asked for once. */
  @Column({ name: 'effect_key', type: 'text' })
  effectKey!: string;
}
