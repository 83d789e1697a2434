import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** What a follower told about themselves, offered again in the next form. */
@Entity('follower_profile')
export class ProfileEntity {
  /** openid */
  @PrimaryColumn({ name: 'follower_id', type: 'text' })
  followerId!: string;

  @Column({ type: 'text', nullable: true })
  name!: string | null;

  @Column({ type: 'text', nullable: true })
  phone!: string | null;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ name: 'org_name', type: 'text', nullable: true })
  orgName!: string | null;

  @Column({ name: 'updated_at', ...instant() })
  updatedAt!: number;
}
