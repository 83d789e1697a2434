import { Document } from 'yaml';
import { cellOf } from './columns';
import { exportHtml, exportMarkdown } from './export-pages';
import { exportWorkbook } from './export-xlsx';
import type { KbEntry } from './kb-entry';
import { FIELDS } from './seed-file';

export const EXPORT_FORMATS = ['yaml', 'csv', 'jsonl', 'xlsx', 'md', 'html'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The format that the ending of a file name stands for; undefined when it is none of ours. */
export function formatOfName(name: string): ExportFormat | undefined {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const other: Record<string, ExportFormat> = { yml: 'yaml', htm: 'html', markdown: 'md' };
  return other[ending] ?? EXPORT_FORMATS.find((format) => format === ending);
}

/** Writes entries, in the order of their keys, in a form that an import reads back unchanged. */
export async function exportEntries(entries: readonly KbEntry[], format: ExportFormat): Promise<Buffer> {
  const sorted = [...entries].sort((a, b) => (a.key < b.key ? -1 : 1));
  switch (format) {
    case 'yaml':
      return Buffer.from(toYaml(sorted));
    case 'csv':
      return Buffer.from(toCsv(sorted));
    case 'jsonl':
      return Buffer.from(sorted.map((entry) => `${JSON.stringify(compact(entry))}\n`).join(''));
    case 'xlsx':
      return exportWorkbook(sorted);
    case 'md':
      return Buffer.from(exportMarkdown(sorted));
    case 'html':
      return Buffer.from(exportHtml(sorted));
  }
}

function toYaml(entries: readonly KbEntry[]): string {
  // Written as strings in the same schema they are read with, so that no text turns into a number on the way.
  return new Document({ entries: entries.map(compact) }).toString({ lineWidth: 0 });
}

function toCsv(entries: readonly KbEntry[]): string {
  const rows = entries.map((entry) => FIELDS.map((field) => quote(cellOf(entry, field, '|'))).join(','));
  // A byte order mark makes spreadsheet programs read UTF-8.
  return `\uFEFF${[FIELDS.join(','), ...rows].join('\r\n')}\r\n`;
}

function quote(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Without what is empty anyway. */
function compact(entry: KbEntry): Record<string, unknown> {
  const { key, question, similar, answer, category, product, tags, validFrom, validUntil } = entry;
  return {
    key,
    question,
    ...(similar.length > 0 ? { similar } : {}),
    answer,
    category,
    ...(product === null ? {} : { product }),
    ...(tags.length > 0 ? { tags } : {}),
    ...(validFrom === null ? {} : { valid_from: validFrom }),
    ...(validUntil === null ? {} : { valid_until: validUntil }),
  };
}
