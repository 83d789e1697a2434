import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** A WeChat user known by openid. The row outlives an unsubscribe: tickets and chats refer to it. */
@Entity('follower')
export class FollowerEntity {
  /** openid */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'boolean', default: true })
  subscribed!: boolean;

  /** What agents call this follower, since the platform tells no nickname. */
  @Column({ type: 'text', default: '' })
  remark!: string;

  @Column({ name: 'created_at', ...instant() })
  createdAt!: number;

  @Column({ name: 'updated_at', ...instant() })
  updatedAt!: number;
}
