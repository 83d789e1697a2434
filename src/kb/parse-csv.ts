import { CsvError, parse } from 'csv-parse/sync';
import { readHeader, rowToEntry, unreadable } from './columns';
import type { SeedFile } from './seed-file';

interface CsvRecord {
  record: string[];
  /** `lines`: the line on which the record ends. */
  info: { lines: number };
}

/** Reads RFC 4180 with a header line; `|` stands between the items of `similar` and of `tags`. */
export function parseCsvSeeds(text: string, file: string): SeedFile {
  let records: CsvRecord[];
  try {
    records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number((error as CsvError & { lines?: number }).lines ?? 1);
    return unreadable(file, line, `not valid CSV: ${error.message}`);
  }
  const [first, ...rows] = records;
  const header = readHeader(first?.record ?? []);
  if ('reason' in header) return unreadable(file, 1, header.reason);
  const result: SeedFile = { entries: [], problems: [] };
  for (const { record, info } of rows) {
    const line = info.lines - record.join('').split('\n').length + 1;
    if (record.length !== header.fields.length) {
      const reason = `${record.length} columns where the header has ${header.fields.length}`;
      result.problems.push({ file, line, reason });
    } else result.entries.push(rowToEntry(header.fields, record, { file, line }));
  }
  return result;
}
