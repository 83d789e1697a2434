import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { EntryStatus, KbEntry } from './kb-entry';

/** A stored entry. The index in memory is made from the published ones. */
@Entity('kb_entry')
@Index('kb_entry_category', ['category'])
export class KbEntryEntity implements KbEntry {
  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ type: 'text' })
  question!: string;

  @Column({ type: 'simple-json' })
  similar!: string[];

  @Column({ type: 'text' })
  answer!: string;

  @Column({ type: 'text' })
  category!: string;

  @Column({ type: 'text', nullable: true })
  product!: string | null;

  @Column({ type: 'simple-json' })
  tags!: string[];

  @Column({ type: 'text' })
  status!: EntryStatus;

  @Column({ type: 'text' })
  source!: 'seed' | 'console';

  @Column({ name: 'content_hash', type: 'text' })
  contentHash!: string;

  /** When a person changed it last; null as long as it is what a file says. An import leaves edited ones alone. */
  @Column({ name: 'edited_at', ...instant({ nullable: true }) })
  editedAt!: number | null;

  @Column({ name: 'created_at', ...instant() })
  createdAt!: number;

  @Column({ name: 'updated_at', ...instant() })
  updatedAt!: number;

  @Column({ name: 'valid_from', type: 'text', nullable: true })
  validFrom!: string | null;

  @Column({ name: 'valid_until', type: 'text', nullable: true })
  validUntil!: string | null;

  /** From 1; the versions before it are in `kb_entry_version`. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  /** Account that made this version; null for a file. */
  @Column({ name: 'changed_by', type: 'text', nullable: true })
  changedBy!: string | null;

  /** Its name at that time, or what brought the file in. */
  @Column({ name: 'changed_by_name', type: 'text', default: '' })
  changedByName!: string;

  @Column({ type: 'text', default: '' })
  reason!: string;
}
