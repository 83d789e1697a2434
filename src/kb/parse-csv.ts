import { readCsvRows } from '../kernel/table-rows';
import { readHeader, rowToEntry, unreadable } from './columns';
import type { SeedFile } from './seed-file';

/** Reads RFC 4180 with a header line; `|` stands between the items of `similar` and of `tags`. */
export function parseCsvSeeds(text: string, file: string): SeedFile {
  const table = readCsvRows(text);
  if (!table.ok) return unreadable(file, table.line, table.reason);
  const [first, ...rows] = table.rows;
  const header = readHeader(first?.cells ?? []);
  if ('reason' in header) return unreadable(file, 1, header.reason);
  const result: SeedFile = { entries: [], problems: [] };
  for (const { cells, line } of rows) {
    if (cells.length !== header.fields.length) {
      const reason = `${cells.length} columns where the header has ${header.fields.length}`;
      result.problems.push({ file, line, reason });
    } else result.entries.push(rowToEntry(header.fields, cells, { file, line }));
  }
  return result;
}
