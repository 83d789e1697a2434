import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** The follower scanned the code of an agent, who is to have their next chat (S4-14). */
@Entity('agent_scan')
export class AgentScanEntity {
  @PrimaryColumn({ name: 'follower_id', type: 'text' })
  followerId!: string;

  @Column({ name: 'staff_id', type: 'text' })
  staffId!: string;

  @Column({ name: 'expires_at', ...instant() })
  expiresAt!: number;
}
