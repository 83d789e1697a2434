import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** A device that was sold (S1-06). Days are YYYY-MM-DD in Asia/Shanghai. */
@Entity('device')
@Index('device_serial_key', ['serialKey'], { unique: true })
@Index('device_access_digest', ['accessDigest'], { unique: true })
@Index('device_phone', ['contactPhone'])
@Index('device_warranty_end', ['warrantyEnd'])
export class DeviceEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  /** As it stands on the device. */
  @Column({ name: 'serial_no', type: 'text' })
  serialNo!: string;

  /** Its canonical form. */
  @Column({ name: 'serial_key', type: 'text' })
  serialKey!: string;

  /** Of serial number and phone together: what a look-up searches for. */
  @Column({ name: 'access_digest', type: 'text' })
  accessDigest!: string;

  @Column({ type: 'text' })
  product!: string;

  @Column({ type: 'text' })
  model!: string;

  @Column({ name: 'buyer_name', type: 'text' })
  buyerName!: string;

  /** Digits; empty once the contact was forgotten. */
  @Column({ name: 'contact_phone', type: 'text' })
  contactPhone!: string;

  @Column({ name: 'purchased_on', type: 'text', nullable: true })
  purchasedOn!: string | null;

  @Column({ name: 'warranty_start', type: 'text' })
  warrantyStart!: string;

  @Column({ name: 'warranty_end', type: 'text' })
  warrantyEnd!: string;

  @Column({ type: 'text' })
  level!: string;

  @Column({ name: 'created_at', ...instant() })
  createdAt!: number;

  @Column({ name: 'updated_at', ...instant() })
  updatedAt!: number;
}
