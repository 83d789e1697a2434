import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { KbEntry } from './kb-entry';

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
  status!: 'published' | 'retired';

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
}
