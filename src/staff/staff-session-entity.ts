import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** A signed-in browser. Only the hash of its token is stored: a copy of the database signs nobody in. */
@Entity('staff_session')
@Index('staff_session_staff', ['staffId'])
@Index('staff_session_expires', ['expiresAt'])
export class StaffSessionEntity {
  /** SHA-256 of the token, in hexadecimal digits. */
  @PrimaryColumn({ name: 'token_hash', type: 'text' })
  tokenHash!: string;

  @Column({ name: 'staff_id', type: 'text' })
  staffId!: string;

  @Column({ name: 'csrf_token', type: 'text' })
  csrfToken!: string;

  @Column({ name: 'created_at', ...instant() })
  createdAt!: number;

  /** The absolute end; the idle end follows from `last_seen_at`. */
  @Column({ name: 'expires_at', ...instant() })
  expiresAt!: number;

  @Column({ name: 'last_seen_at', ...instant() })
  lastSeenAt!: number;
}
