import { Document } from 'yaml';
import type { KbEntry } from './kb-entry';
import { FIELDS } from './seed-file';

export const EXPORT_FORMATS = ['yaml', 'csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Writes entries in a form that an import reads back unchanged. */
export function exportEntries(entries: readonly KbEntry[], format: ExportFormat): string {
  const sorted = [...entries].sort((a, b) => (a.key < b.key ? -1 : 1));
  switch (format) {
    case 'yaml':
      return toYaml(sorted);
    case 'csv':
      return toCsv(sorted);
    case 'jsonl':
      return sorted.map((entry) => `${JSON.stringify(compact(entry))}\n`).join('');
  }
}

function toYaml(entries: readonly KbEntry[]): string {
  // Written as strings in the same schema they are read with, so that no text turns into a number on the way.
  return new Document({ entries: entries.map(compact) }).toString({ lineWidth: 0 });
}

function toCsv(entries: readonly KbEntry[]): string {
  const rows = entries.map((entry) => {
    const cells = {
      ...entry,
      product: entry.product ?? '',
      similar: joinList(entry.similar),
      tags: joinList(entry.tags),
    };
    return FIELDS.map((field) => quote(cells[field])).join(',');
  });
  // A byte order mark makes spreadsheet programs read UTF-8.
  return `\uFEFF${[FIELDS.join(','), ...rows].join('\r\n')}\r\n`;
}

/** A list item cannot hold the sign that separates items; the full-width one reads the same. */
function joinList(items: readonly string[]): string {
  return items.map((item) => item.replaceAll('|', '｜')).join('|');
}

function quote(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Without what is empty anyway. */
function compact(entry: KbEntry): Record<string, unknown> {
  const { key, question, similar, answer, category, product, tags } = entry;
  return {
    key,
    question,
    ...(similar.length > 0 ? { similar } : {}),
    answer,
    category,
    ...(product === null ? {} : { product }),
    ...(tags.length > 0 ? { tags } : {}),
  };
}
