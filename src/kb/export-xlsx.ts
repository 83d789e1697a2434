import { COLUMN_TITLES, cellOf } from './columns';
import type { KbEntry } from './kb-entry';
import { FIELDS, type Field } from './seed-file';

const WIDTHS: Partial<Record<Field, number>> = { key: 24, question: 32, similar: 40, answer: 60 };

/** An Excel workbook of one sheet: a header that stays in view, one entry a row, wordings one below the other. */
export async function exportWorkbook(entries: readonly KbEntry[]): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const header = FIELDS.map((field) => ({ value: COLUMN_TITLES[field], fontWeight: 'bold' as const }));
  const rows = entries.map((entry) =>
    FIELDS.map((field) => {
      const value = cellOf(entry, field, '\n');
      // A text, also where Excel would see a number or a date.
      return value === '' ? null : { value, type: String, wrap: true, alignVertical: 'top' as const };
    }),
  );
  return writeXlsxFile([header, ...rows], {
    sheet: '知识',
    stickyRowsCount: 1,
    columns: FIELDS.map((field) => ({ width: WIDTHS[field] ?? 14 })),
  }).toBuffer();
}
