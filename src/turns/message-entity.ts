import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** The log of what people and the bot said, as agents read it. Append-only. */
@Entity('message')
@Index('message_follower', ['followerId', 'id'])
@Index('message_client', ['chatId', 'clientId'], { unique: true, where: 'client_id IS NOT NULL' })
export class MessageEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ name: 'follower_id', type: 'text' })
  followerId!: string;

  @Column({ ...instant() })
  at!: number;

  /** `follower`, `bot`, `staff` or `system`. */
  @Column({ name: 'sender', type: 'text' })
  from!: string;

  /** `text`, `image`, `voice`, `video`, `location`, `link`, `file`, `event` … */
  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'text' })
  text!: string;

  /** The platform's id of the picture, voice or video. */
  @Column({ name: 'media_id', type: 'text', nullable: true })
  mediaId!: string | null;

  @Column({ name: 'turn_id', type: 'integer', nullable: true })
  turnId!: number | null;

  @Column({ name: 'chat_id', type: 'text', nullable: true })
  chatId!: string | null;

  @Column({ name: 'staff_id', type: 'text', nullable: true })
  staffId!: string | null;

  /** Given by the agent's page, so that a repeated request is one message. */
  @Column({ name: 'client_id', type: 'text', nullable: true })
  clientId!: string | null;

  /** How it left us, when it went as a customer-service message. */
  @Column({ name: 'outbox_id', type: 'integer', nullable: true })
  outboxId!: number | null;
}
