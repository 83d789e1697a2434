import type { Transaction } from '../kernel/transaction';
import { contentHash, type KbEntry } from './kb-entry';
import { KbEntryEntity } from './kb-entry-entity';
import { buildRow, type Editor, type NextVersion, saveVersion } from './save-version';
import { bumpVersion } from './version';

/** What an import did, or would do: keys in the order of the files. */
export interface ImportReport {
  added: string[];
  updated: string[];
  unchanged: string[];
  /** Edited in the console since, and therefore left alone. */
  kept: string[];
  /** Came from a file once, are in none now, and are taken out of the answers because that was asked for. */
  retired: string[];
  /** The same, still published because it was not asked for. */
  missing: string[];
  /** What differs of the entries that are updated or kept, by key. */
  changes: Record<string, string[]>;
}

/** What is known of a stored entry when an import is planned. */
export type StoredEntry = Pick<
  KbEntryEntity,
  keyof KbEntry | 'contentHash' | 'editedAt' | 'source' | 'status'
>;

export interface ImportOptions {
  /** Also overwrite what was edited in the console. */
  force: boolean;
  /** Retire what came from files and is in none of these. */
  retire?: boolean;
}

/** Rows an INSERT carries: far below SQLite's limit of bound values. */
const CHUNK = 100;
const FILES: Editor = { staffId: null, name: '导入', reason: '' };

/** Compares entries of files with stored ones, and changes nothing. */
export function planImport(
  stored: readonly StoredEntry[],
  entries: readonly KbEntry[],
  { force, retire = false }: ImportOptions,
): ImportReport {
  const known = new Map(stored.map((row) => [row.key, row]));
  const report: ImportReport = {
    added: [],
    updated: [],
    unchanged: [],
    kept: [],
    retired: [],
    missing: [],
    changes: {},
  };
  for (const entry of entries) {
    const row = known.get(entry.key);
    known.delete(entry.key);
    if (row === undefined) {
      report.added.push(entry.key);
      continue;
    }
    // What an import retired comes back with its file; what a person retired stays so.
    const returns = row.status !== 'published' && (row.editedAt === null || force);
    if (row.contentHash === contentHash(entry) && !returns) {
      report.unchanged.push(entry.key);
      continue;
    }
    report.changes[entry.key] = [...differences(row, entry), ...(returns ? ['status'] : [])];
    if (row.editedAt !== null && !force) report.kept.push(entry.key);
    else report.updated.push(entry.key);
  }
  for (const row of known.values()) {
    if (row.source !== 'seed' || row.status === 'retired') continue;
    if (retire && (row.editedAt === null || force)) report.retired.push(row.key);
    else report.missing.push(row.key);
  }
  return report;
}

/**
 * Brings the table to what the entries say. Importing the same again writes nothing; an entry edited in the console
 * is left alone unless forced; one that no file has any more is left alone and named, or retired when asked for.
 */
export async function importEntries(
  tx: Transaction,
  entries: readonly KbEntry[],
  options: ImportOptions & { now: number; editor?: Editor },
): Promise<ImportReport> {
  const { now, editor = FILES } = options;
  const stored = new Map((await tx.manager.find(KbEntryEntity)).map((row) => [row.key, row]));
  const report = planImport([...stored.values()], entries, options);
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const pick = (keys: readonly string[]) =>
    keys.map((key) => byKey.get(key)).filter((entry) => entry !== undefined);
  const published = (content: KbEntry): NextVersion => ({ content, status: 'published', origin: 'file' });

  const rows = pick(report.added).map((entry) => buildRow(undefined, published(entry), editor, now));
  for (let start = 0; start < rows.length; start += CHUNK) {
    await tx.manager.insert(KbEntryEntity, rows.slice(start, start + CHUNK));
  }
  for (const entry of pick(report.updated)) {
    await saveVersion(tx, stored.get(entry.key), published(entry), { editor, now });
  }
  for (const key of report.retired) {
    const row = stored.get(key);
    if (row === undefined) continue;
    await saveVersion(tx, row, { content: row, status: 'retired', origin: 'file' }, { editor, now });
  }
  if (report.added.length + report.updated.length + report.retired.length > 0) await bumpVersion(tx);
  return report;
}

/** The entries that are answered once a planned import is done: for trying it out before it is. */
export function afterImport(
  stored: readonly StoredEntry[],
  entries: readonly KbEntry[],
  report: ImportReport,
): KbEntry[] {
  const taken = new Set([...report.added, ...report.updated]);
  const gone = new Set(report.retired);
  return [
    ...stored.filter((row) => row.status === 'published' && !taken.has(row.key) && !gone.has(row.key)),
    ...entries.filter((entry) => taken.has(entry.key)),
  ];
}

function differences(row: StoredEntry, entry: KbEntry): string[] {
  const fields = ['question', 'answer', 'category', 'product', 'validFrom', 'validUntil'] as const;
  const changed = fields.filter((field) => row[field] !== entry[field]).map(String);
  for (const field of ['similar', 'tags'] as const) {
    const [old, young] = [new Set(row[field]), new Set(entry[field])];
    const added = entry[field].filter((item) => !old.has(item)).length;
    const removed = row[field].filter((item) => !young.has(item)).length;
    if (added + removed > 0) changed.push(`${field} (+${added} −${removed})`);
  }
  return changed;
}
