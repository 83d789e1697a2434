import { In } from 'typeorm';
import type { Reader } from '../kernel/transaction';
import type { EntryStatus } from './kb-entry';
import { KbEntryEntity } from './kb-entry-entity';
import type { Usage } from './usage';

/** A stored entry with how it fares. */
export interface EntryView extends KbEntryEntity {
  usage: Usage;
}

export const ENTRY_ORDERS = ['key', 'updated', 'views', 'unhelpful'] as const;

/** Which entries, and which page of them. What is left out does not matter. */
export interface EntryFilter {
  status?: EntryStatus | undefined;
  category?: string | undefined;
  product?: string | undefined;
  /** A part of key, question, other wordings, answer or tags. */
  text?: string | undefined;
  /** Only what people edited since it was imported, or only what they did not. */
  edited?: boolean | undefined;
  /** By key, or the last changed, most read, most often found useless first. */
  order?: (typeof ENTRY_ORDERS)[number] | undefined;
  limit: number;
  offset?: number | undefined;
}

const ORDER_BY: Record<(typeof ENTRY_ORDERS)[number], string> = {
  key: 'e.key',
  updated: 'e.updated_at DESC, e.key',
  views: 'COALESCE(u.views, 0) DESC, e.key',
  unhelpful: 'COALESCE(u.unhelpful, 0) DESC, e.key',
};

/** One page of the entries that fit, and how many fit in all. */
export async function findEntries(
  reader: Reader,
  filter: EntryFilter,
): Promise<{ items: EntryView[]; total: number }> {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const equal = (column: string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(`${column} = $${values.length}`);
  };
  equal('e.status', filter.status);
  equal('e.category', filter.category);
  equal('e.product', filter.product);
  if (filter.edited !== undefined) conditions.push(`e.edited_at IS ${filter.edited ? 'NOT ' : ''}NULL`);
  if (filter.text !== undefined && filter.text !== '') {
    values.push(`%${filter.text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`);
    const columns = ['e.key', 'e.question', 'e.similar', 'e.answer', 'e.tags'];
    conditions.push(
      `(${columns.map((name) => `LOWER(${name}) LIKE $${values.length} ESCAPE '\\'`).join(' OR ')})`,
    );
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const [count] = await reader.query<{ total: number | string }>(
    `SELECT COUNT(*) AS total FROM kb_entry e ${where}`,
    values,
  );
  const rows = await reader.query<{ key: string }>(
    `SELECT e.key FROM kb_entry e LEFT JOIN kb_usage u ON u.key = e.key ${where}
     ORDER BY ${ORDER_BY[filter.order ?? 'key']} LIMIT $${values.length + 1} OFFSET $${values.length + 2}`,
    [...values, filter.limit, filter.offset ?? 0],
  );
  return {
    items: await viewEntries(
      reader,
      rows.map(({ key }) => key),
    ),
    total: Number(count?.total ?? 0),
  };
}

/** Entries by their keys, in this order; unknown keys are left out. */
export async function viewEntries(reader: Reader, keys: readonly string[]): Promise<EntryView[]> {
  if (keys.length === 0) return [];
  const found = await reader.manager.findBy(KbEntryEntity, { key: In([...keys]) });
  const byKey = new Map(found.map((row) => [row.key, row]));
  const places = keys.map((_, place) => `$${place + 1}`).join(', ');
  const usage = await reader.query<Usage & { key: string }>(
    `SELECT key, views, helpful, unhelpful FROM kb_usage WHERE key IN (${places})`,
    keys,
  );
  const counts = new Map(usage.map(({ key, ...own }) => [key, own]));
  return keys.flatMap((key) => {
    const row = byKey.get(key);
    const own = counts.get(key) ?? { views: 0, helpful: 0, unhelpful: 0 };
    return row === undefined ? [] : [{ ...row, usage: own }];
  });
}

/** How many entries each category and product has, drafts and retired ones included. */
export async function countEntries(reader: Reader): Promise<{
  categories: { name: string; entries: number }[];
  products: { name: string; entries: number }[];
  statuses: Record<EntryStatus, number>;
}> {
  const count = async (column: 'category' | 'product' | 'status') => {
    const rows = await reader.query<{ name: string; entries: number | string }>(
      `SELECT ${column} AS name, COUNT(*) AS entries FROM kb_entry WHERE ${column} IS NOT NULL
       GROUP BY ${column} ORDER BY ${column}`,
    );
    return rows.map(({ name, entries }) => ({ name, entries: Number(entries) }));
  };
  const statuses = await count('status');
  const of = (status: EntryStatus) => statuses.find(({ name }) => name === status)?.entries ?? 0;
  return {
    categories: await count('category'),
    products: await count('product'),
    statuses: { draft: of('draft'), published: of('published'), retired: of('retired') },
  };
}
