import { readHeader, rowToEntry, unreadable } from './columns';
import type { SeedFile } from './seed-file';

/** What a cell may hold, as the library reads it. */
type Cell = string | number | boolean | Date | null;

/**
 * Reads the first sheet of an Excel workbook: a header row, one entry a row. Lines are the rows as Excel numbers them.
 * The library is loaded by the first workbook; nothing else needs it.
 */
export async function parseXlsxSeeds(bytes: Uint8Array, file: string): Promise<SeedFile> {
  let rows: Cell[][];
  try {
    const { readSheet } = await import('read-excel-file/node');
    rows = (await readSheet(Buffer.from(bytes), { trim: false })) as Cell[][];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return unreadable(file, 1, `not an Excel workbook (.xlsx): ${reason}`);
  }
  const at = rows.findIndex((row) => !isEmpty(row));
  const titles = (rows[at] ?? []).map(show);
  while (titles.length > 0 && titles[titles.length - 1]?.trim() === '') titles.pop();
  const header = readHeader(titles);
  if ('reason' in header) return unreadable(file, Math.max(1, at + 1), header.reason);
  const result: SeedFile = { entries: [], problems: [] };
  for (const [place, row] of rows.entries()) {
    if (place <= at || isEmpty(row)) continue;
    const line = place + 1;
    const beyond = row.slice(header.fields.length).filter((cell) => show(cell).trim() !== '');
    if (beyond.length > 0) {
      const reason = `a cell to the right of the columns that have a header: “${show(beyond[0] ?? null)}”`;
      result.problems.push({ file, line, reason });
    } else result.entries.push(rowToEntry(header.fields, row.map(show), { file, line }));
  }
  return result;
}

function isEmpty(row: readonly Cell[]): boolean {
  return row.every((cell) => show(cell).trim() === '');
}

function show(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  // A date cell is a day; the library reads it as midnight UTC.
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).replaceAll('\r\n', '\n');
}
