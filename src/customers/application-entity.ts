import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { ApplicationKind, ApplicationStatus } from './application';

/** A follower's wish for rights, and what was decided. One of a kind waits at a time. */
@Entity('application')
@Index('application_number', ['number'], { unique: true })
@Index('application_effect_key', ['effectKey'], { unique: true })
@Index('application_follower', ['followerId', 'id'])
@Index('application_status', ['status', 'id'])
@Index('application_waiting', ['followerId', 'kind'], { unique: true, where: "status = '待审核'" })
export class ApplicationEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'text' })
  number!: string;

  /** Names the step of the dialogue that filed it: the same step never files two. */
  @Column({ name: 'effect_key', type: 'text' })
  effectKey!: string;

  @Column({ name: 'follower_id', type: 'text' })
  followerId!: string;

  @Column({ type: 'text' })
  kind!: ApplicationKind;

  @Column({ name: 'org_name', type: 'text', nullable: true })
  orgName!: string | null;

  @Column({ type: 'text', nullable: true })
  note!: string | null;

  @Column({ type: 'text' })
  status!: ApplicationStatus;

  @Column({ name: 'created_at', ...instant() })
  createdAt!: number;

  @Column({ name: 'reviewed_at', ...instant({ nullable: true }) })
  reviewedAt!: number | null;

  /** Id of the account. */
  @Column({ name: 'reviewed_by', type: 'text', nullable: true })
  reviewedBy!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;
}
