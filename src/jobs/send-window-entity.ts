import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** The ledger of customer-service messages that the platform still allows towards a follower. */
@Entity('send_window')
export class SendWindowEntity {
  @PrimaryColumn({ name: 'follower_id', type: 'text' })
  followerId!: string;

  /** `message`: the follower wrote; `click`: clicked, followed or scanned. */
  @PrimaryColumn({ type: 'text' })
  kind!: 'message' | 'click';

  @Column({ name: 'expires_at', ...instant() })
  expiresAt!: number;

  @Column({ type: 'integer' })
  allowed!: number;

  @Column({ type: 'integer' })
  used!: number;
}
