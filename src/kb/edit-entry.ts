import type { Transaction } from '../kernel/transaction';
import { contentHash, type KbEntry } from './kb-entry';
import { KbEntryEntity } from './kb-entry-entity';
import { bumpVersion } from './version';

/** Stores what a person wrote in the console, as a new entry or over the one of the same key, and publishes it. */
export async function saveEntry(tx: Transaction, entry: KbEntry, now: number): Promise<void> {
  const before = await tx.manager.findOneBy(KbEntryEntity, { key: entry.key });
  const { key, question, similar, answer, category, product, tags } = entry;
  await tx.manager.save(KbEntryEntity, {
    key,
    question,
    similar,
    answer,
    category,
    product,
    tags,
    status: 'published',
    source: before?.source ?? 'console',
    contentHash: contentHash(entry),
    editedAt: now,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  });
  await bumpVersion(tx);
}

/** Takes an entry out of the answers and keeps it in the table. Returns whether there was one to retire. */
export async function retireEntry(tx: Transaction, key: string, now: number): Promise<boolean> {
  const { affected } = await tx.manager.update(
    KbEntryEntity,
    { key, status: 'published' },
    { status: 'retired', editedAt: now, updatedAt: now },
  );
  if (!affected) return false;
  await bumpVersion(tx);
  return true;
}
