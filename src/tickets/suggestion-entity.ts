import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { SuggestionKind } from './suggestion';

/** A suggestion or complaint of a follower, with the answer of staff (F-33). */
@Entity('suggestion')
@Index('suggestion_number', ['number'], { unique: true })
@Index('suggestion_effect_key', ['effectKey'], { unique: true })
@Index('suggestion_follower', ['followerId', 'createdAt'])
@Index('suggestion_open', ['answeredAt', 'id'])
export class SuggestionEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'text' })
  number!: string;

  @Column({ name: 'effect_key', type: 'text' })
  effectKey!: string;

  @Column({ name: 'follower_id', type: 'text' })
  followerId!: string;

  @Column({ type: 'text' })
  kind!: SuggestionKind;

  @Column({ type: 'text' })
  text!: string;

  /** A phone number or address, when the follower wants to be reached. */
  @Column({ type: 'text', nullable: true })
  contact!: string | null;

  @Column({ name: 'created_at', ...instant() })
  createdAt!: number;

  @Column({ type: 'text', nullable: true })
  answer!: string | null;

  @Column({ name: 'answered_by', type: 'text', nullable: true })
  answeredBy!: string | null;

  @Column({ name: 'answered_at', ...instant({ nullable: true }) })
  answeredAt!: number | null;
}
