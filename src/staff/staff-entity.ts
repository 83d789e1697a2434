import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { Role } from './staff';

/** An account of the workbench. */
@Entity('staff')
@Index('staff_username', ['username'], { unique: true })
export class StaffEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** In its normal form, see `normaliseUsername`. */
  @Column({ type: 'text' })
  username!: string;

  @Column({ type: 'text' })
  name!: string;

  /** argon2id, as an encoded string with its parameters and salt. */
  @Column({ name: 'password_hash', type: 'text' })
  passwordHash!: string;

  @Column({ type: 'simple-json' })
  roles!: Role[];

  @Column({ type: 'boolean', default: false })
  disabled!: boolean;

  @Column({ name: 'created_at', ...instant() })
  createdAt!: number;
}
