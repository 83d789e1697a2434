import { readXlsxRows } from '../kernel/table-rows';
import { readHeader, rowToEntry, unreadable } from './columns';
import type { SeedFile } from './seed-file';

/** Reads the first sheet of an Excel workbook: a header row, one entry a row. Lines are the rows as Excel numbers them. */
export async function parseXlsxSeeds(bytes: Uint8Array, file: string): Promise<SeedFile> {
  const table = await readXlsxRows(bytes);
  if (!table.ok) return unreadable(file, table.line, table.reason);
  const [first, ...rows] = table.rows;
  const titles = [...(first?.cells ?? [])];
  while (titles.length > 0 && titles[titles.length - 1]?.trim() === '') titles.pop();
  const header = readHeader(titles);
  if ('reason' in header) return unreadable(file, first?.line ?? 1, header.reason);
  const result: SeedFile = { entries: [], problems: [] };
  for (const { cells, line } of rows) {
    const beyond = cells.slice(header.fields.length).filter((cell) => cell.trim() !== '');
    if (beyond.length > 0) {
      const reason = `a cell to the right of the columns that have a header: “${beyond[0]}”`;
      result.problems.push({ file, line, reason });
    } else result.entries.push(rowToEntry(header.fields, cells, { file, line }));
  }
  return result;
}
