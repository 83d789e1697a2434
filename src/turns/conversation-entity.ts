import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** The stored dialogue state of one follower. */
@Entity('conversation')
@Index('conversation_mode', ['mode'])
export class ConversationEntity {
  @PrimaryColumn({ name: 'follower_id', type: 'text' })
  followerId!: string;

  /** DialogueState as JSON. */
  @Column({ type: 'text' })
  state!: string;

  /** A copy of `state.mode`, for lists. */
  @Column({ type: 'text' })
  mode!: string;

  /** Counts changes; a turn that read an older version is run again. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'updated_at', ...instant() })
  updatedAt!: number;
}
