import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { ChatAction, ChatState, ClosedBy } from './chat';

/** A follower's chat with people, from the queue to its end. A follower has at most one that is not closed. */
@Entity('chat')
@Index('chat_one_open', ['followerId'], { unique: true, where: "state <> 'closed'" })
@Index('chat_queue', ['state', 'queuedAt', 'id'])
@Index('chat_closed', ['state', 'closedAt', 'id'])
@Index('chat_staff', ['staffId', 'state'])
export class ChatEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ name: 'follower_id', type: 'text' })
  followerId!: string;

  @Column({ type: 'text' })
  state!: ChatState;

  @Column({ type: 'text', default: '' })
  reason!: string;

  @Column({ name: 'queued_at', ...instant() })
  queuedAt!: number;

  @Column({ name: 'claimed_at', ...instant({ nullable: true }) })
  claimedAt!: number | null;

  @Column({ name: 'closed_at', ...instant({ nullable: true }) })
  closedAt!: number | null;

  @Column({ name: 'closed_by', type: 'text', nullable: true })
  closedBy!: ClosedBy | null;

  @Column({ name: 'closed_with', type: 'text', nullable: true })
  closedWith!: ChatAction | null;

  /** Who serves the chat, or served it last. */
  @Column({ name: 'staff_id', type: 'text', nullable: true })
  staffId!: string | null;

  @Column({ name: 'last_message_at', ...instant() })
  lastMessageAt!: number;
}
