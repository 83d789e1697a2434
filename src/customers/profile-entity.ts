import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** What a follower told about themselves, offered again in the next form, and what they were given the right to. */
@Entity('follower_profile')
@Index('follower_profile_bound_phone', ['boundPhone'], { unique: true, where: 'bound_phone IS NOT NULL' })
@Index('follower_profile_unit', ['unitId'])
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

  /** The number that a one-time code confirmed; of one follower only. */
  @Column({ name: 'bound_phone', type: 'text', nullable: true })
  boundPhone!: string | null;

  @Column({ name: 'bound_at', ...instant({ nullable: true }) })
  boundAt!: number | null;

  @Column({ name: 'unit_id', type: 'integer', nullable: true })
  unitId!: number | null;

  /** Administrator of that unit. */
  @Column({ name: 'unit_admin', type: 'boolean', default: false })
  unitAdmin!: boolean;

  /** One of our own people. */
  @Column({ type: 'boolean', default: false })
  internal!: boolean;

  @Column({ type: 'boolean', default: false })
  tad!: boolean;

  /** The version of the privacy notice that the follower went on with, and when. */
  @Column({ name: 'privacy_version', type: 'text', nullable: true })
  privacyVersion!: string | null;

  @Column({ name: 'privacy_at', ...instant({ nullable: true }) })
  privacyAt!: number | null;
}
