import type { Transaction } from '../kernel/transaction';
import type { EntryStatus, KbEntry } from './kb-entry';
import { KbEntryEntity } from './kb-entry-entity';
import { type Editor, saveVersion } from './save-version';
import { bumpVersion } from './version';

const SOMEBODY: Editor = { staffId: null, name: '', reason: '' };

/** Stores what a person wrote, as a new entry or over the one of the same key; published unless said otherwise. */
export async function saveEntry(
  tx: Transaction,
  entry: KbEntry,
  now: number,
  { status = 'published', editor = SOMEBODY }: { status?: EntryStatus; editor?: Editor } = {},
): Promise<void> {
  const before = await tx.manager.findOneBy(KbEntryEntity, { key: entry.key });
  await saveVersion(tx, before ?? undefined, { content: entry, status, origin: 'person' }, { editor, now });
  await bumpVersion(tx);
}

/** Takes an entry out of the answers and keeps it in the table. Returns whether there was one to retire. */
export async function retireEntry(
  tx: Transaction,
  key: string,
  now: number,
  editor: Editor = SOMEBODY,
): Promise<boolean> {
  const before = await tx.manager.findOneBy(KbEntryEntity, { key, status: 'published' });
  if (before === null) return false;
  await saveVersion(tx, before, { content: before, status: 'retired', origin: 'person' }, { editor, now });
  await bumpVersion(tx);
  return true;
}
