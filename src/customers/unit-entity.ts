import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** How fast a unit is served. */
export const RESPONSE_LEVELS = ['标准', 'VIP'] as const;
export type ResponseLevel = (typeof RESPONSE_LEVELS)[number];

/** A customer: a company or institution with its service code (S3-32). */
@Entity('unit')
@Index('unit_code', ['code'], { unique: true })
@Index('unit_name_digest', ['nameDigest'], { unique: true })
export class UnitEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  /** Full name as registered. */
  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'name_digest', type: 'text' })
  nameDigest!: string;

  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  level!: ResponseLevel;

  /** The last day of service, YYYY-MM-DD in Asia/Shanghai. */
  @Column({ name: 'valid_until', type: 'text' })
  validUntil!: string;

  /** A disabled unit is answered like one that does not exist. */
  @Column({ type: 'boolean', default: true })
  enabled!: boolean;

  @Column({ name: 'created_at', ...instant() })
  createdAt!: number;

  @Column({ name: 'updated_at', ...instant() })
  updatedAt!: number;
}
