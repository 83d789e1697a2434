import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { AuditSubject } from './audit';

/** Who of the staff looked at whose data, when. Append-only. */
@Entity('staff_audit')
@Index('staff_audit_staff', ['staffId', 'id'])
@Index('staff_audit_key', ['subject', 'key', 'id'])
export class StaffAuditEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ ...instant() })
  at!: number;

  @Column({ name: 'staff_id', type: 'text' })
  staffId!: string;

  @Column({ type: 'text' })
  subject!: AuditSubject;

  @Column({ type: 'text' })
  key!: string;
}
