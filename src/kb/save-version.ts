import type { Transaction } from '../kernel/transaction';
import { contentHash, contentOf, type EntryStatus, type KbEntry } from './kb-entry';
import { KbEntryEntity } from './kb-entry-entity';
import { KbEntryVersionEntity } from './kb-entry-version-entity';

/** Who changes an entry, and why. */
export interface Editor {
  /** Account; null for a file or the command line. */
  staffId: string | null;
  /** As people read it. */
  name: string;
  reason: string;
}

/** What an entry becomes. */
export interface NextVersion {
  content: KbEntry;
  status: EntryStatus;
  /** A person wrote it, so that imports leave it alone; or it is what a file says. */
  origin: 'person' | 'file';
}

/** The stored row of an entry as it is to be: for an insert or an update. */
export function buildRow(
  before: KbEntryEntity | undefined,
  next: NextVersion,
  editor: Editor,
  now: number,
): KbEntryEntity {
  const byFile = next.origin === 'file';
  return {
    ...contentOf(next.content),
    status: next.status,
    source: byFile ? 'seed' : (before?.source ?? 'console'),
    contentHash: contentHash(next.content),
    editedAt: byFile ? null : now,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    version: (before?.version ?? 0) + 1,
    changedBy: editor.staffId,
    changedByName: editor.name,
    reason: editor.reason,
  };
}

/** Puts the stored version aside and the next one in its place. Returns the new row. */
export async function saveVersion(
  tx: Transaction,
  before: KbEntryEntity | undefined,
  next: NextVersion,
  { editor, now }: { editor: Editor; now: number },
): Promise<KbEntryEntity> {
  const row = buildRow(before, next, editor, now);
  if (before === undefined) {
    await tx.manager.insert(KbEntryEntity, row);
    return row;
  }
  await tx.manager.insert(KbEntryVersionEntity, {
    key: before.key,
    version: before.version,
    content: contentOf(before),
    status: before.status,
    at: before.updatedAt,
    changedBy: before.changedBy,
    changedByName: before.changedByName,
    reason: before.reason,
  });
  await tx.manager.update(KbEntryEntity, { key: before.key }, row);
  return row;
}
