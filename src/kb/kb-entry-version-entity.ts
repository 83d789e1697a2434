import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { EntryStatus, KbEntry } from './kb-entry';

/** A version of an entry that was replaced since: the whole of it, with who made it, when and why. */
@Entity('kb_entry_version')
export class KbEntryVersionEntity {
  @PrimaryColumn({ type: 'text' })
  key!: string;

  @PrimaryColumn({ type: 'integer' })
  version!: number;

  @Column({ type: 'simple-json' })
  content!: KbEntry;

  @Column({ type: 'text' })
  status!: EntryStatus;

  @Column({ ...instant() })
  at!: number;

  @Column({ name: 'changed_by', type: 'text', nullable: true })
  changedBy!: string | null;

  @Column({ name: 'changed_by_name', type: 'text' })
  changedByName!: string;

  @Column({ type: 'text' })
  reason!: string;
}
