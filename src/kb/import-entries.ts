import type { Transaction } from '../kernel/transaction';
import { contentHash, type KbEntry } from './kb-entry';
import { KbEntryEntity } from './kb-entry-entity';
import { bumpVersion } from './version';

/** What an import did, or would do: keys in the order of the files. */
export interface ImportReport {
  added: string[];
  updated: string[];
  unchanged: string[];
  /** Edited in the console since, and therefore left alone. */
  kept: string[];
  /** Came from a file once and are in none now. They stay published: retire them in the console. */
  missing: string[];
}

/** What is known of a stored entry when an import is planned. */
export type StoredEntry = Pick<KbEntryEntity, 'key' | 'contentHash' | 'editedAt' | 'source'>;

interface ImportOptions {
  /** Also overwrite what was edited in the console. */
  force: boolean;
}

/** Rows an INSERT carries: far below SQLite's limit of bound values. */
const CHUNK = 100;

/** Compares entries of files with stored ones, and changes nothing. */
export function planImport(
  stored: readonly StoredEntry[],
  entries: readonly KbEntry[],
  { force }: ImportOptions,
): ImportReport {
  const known = new Map(stored.map((row) => [row.key, row]));
  const report: ImportReport = { added: [], updated: [], unchanged: [], kept: [], missing: [] };
  for (const entry of entries) {
    const row = known.get(entry.key);
    known.delete(entry.key);
    if (row === undefined) report.added.push(entry.key);
    else if (row.contentHash === contentHash(entry)) report.unchanged.push(entry.key);
    else if (row.editedAt !== null && !force) report.kept.push(entry.key);
    else report.updated.push(entry.key);
  }
  for (const row of known.values()) if (row.source === 'seed') report.missing.push(row.key);
  return report;
}

/**
 * Brings the table to what the entries say. Importing the same again writes nothing; an entry edited in the console
 * is left alone unless forced; one that no file has any more is left alone and named.
 */
export async function importEntries(
  tx: Transaction,
  entries: readonly KbEntry[],
  options: ImportOptions & { now: number },
): Promise<ImportReport> {
  const stored = await tx.manager.find(KbEntryEntity, {
    select: { key: true, contentHash: true, editedAt: true, source: true },
  });
  const report = planImport(stored, entries, options);
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const pick = (keys: readonly string[]) =>
    keys.map((key) => byKey.get(key)).filter((entry) => entry !== undefined);

  const rows = pick(report.added).map((entry) => ({
    ...columnsOf(entry),
    key: entry.key,
    createdAt: options.now,
    updatedAt: options.now,
  }));
  for (let start = 0; start < rows.length; start += CHUNK) {
    await tx.manager.insert(KbEntryEntity, rows.slice(start, start + CHUNK));
  }
  for (const entry of pick(report.updated)) {
    await tx.manager.update(
      KbEntryEntity,
      { key: entry.key },
      { ...columnsOf(entry), updatedAt: options.now },
    );
  }
  if (report.added.length + report.updated.length > 0) await bumpVersion(tx);
  return report;
}

function columnsOf(entry: KbEntry) {
  const { question, similar, answer, category, product, tags } = entry;
  return {
    question,
    similar,
    answer,
    category,
    product,
    tags,
    status: 'published' as const,
    source: 'seed' as const,
    contentHash: contentHash(entry),
    editedAt: null,
  };
}
