import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { ChatAction, ChatLevel, ChatState, ClosedBy, ProblemClass } from './chat';

/** A follower's chat with people, from the queue to its end. A follower has at most one that is not closed. */
@Entity('chat')
@Index('chat_one_open', ['followerId'], { unique: true, where: "state <> 'closed'" })
@Index('chat_queue', ['state', 'queuedAt', 'id'])
@Index('chat_line', ['state', 'sortAt', 'id'])
@Index('chat_closed', ['state', 'closedAt', 'id'])
@Index('chat_staff', ['staffId', 'state'])
@Index('chat_follower', ['followerId', 'closedAt'])
@Index('chat_rated', ['ratedAt'], { where: 'rated_at IS NOT NULL' })
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

  @Column({ type: 'text', default: 'normal' })
  level!: ChatLevel;

  @Column({ name: 'sort_at', ...instant({ default: 0 }) })
  sortAt!: number;

  @Column({ name: 'service_code', type: 'text', nullable: true })
  serviceCode!: string | null;

  @Column({ type: 'text', nullable: true })
  product!: string | null;

  @Column({ name: 'group_id', type: 'text', nullable: true })
  groupId!: string | null;

  @Column({ name: 'preferred_staff_id', type: 'text', nullable: true })
  preferredStaffId!: string | null;

  @Column({ name: 'kf_account', type: 'text', nullable: true })
  kfAccount!: string | null;

  @Column({ name: 'apologised_at', ...instant({ nullable: true }) })
  apologisedAt!: number | null;

  @Column({ name: 'answered_at', ...instant({ nullable: true }) })
  answeredAt!: number | null;

  @Column({ name: 'waiting_since', ...instant({ nullable: true }) })
  waitingSince!: number | null;

  @Column({ name: 'problem_class', type: 'text', nullable: true })
  problemClass!: ProblemClass | null;

  @Column({ name: 'rating_asked_at', ...instant({ nullable: true }) })
  ratingAskedAt!: number | null;

  @Column({ type: 'integer', nullable: true })
  rating!: number | null;

  @Column({ name: 'rating_comment', type: 'text', nullable: true })
  ratingComment!: string | null;

  @Column({ name: 'rated_at', ...instant({ nullable: true }) })
  ratedAt!: number | null;
}
