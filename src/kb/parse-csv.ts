import { CsvError, parse } from 'csv-parse/sync';
import { FIELDS, type Field, type RawEntry, type SeedFile } from './seed-file';

interface CsvRecord {
  record: string[];
  /** `lines`: the line on which the record ends. */
  info: { lines: number };
}

const REQUIRED: readonly Field[] = ['key', 'question', 'answer'];

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
    return { entries: [], problems: [{ file, line, reason: `not valid CSV: ${error.message}` }] };
  }
  const [header, ...rows] = records;
  const names = header?.record.map((name) => name.trim()) ?? [];
  const strangers = names.filter((name) => !(FIELDS as readonly string[]).includes(name));
  const absent = REQUIRED.filter((name) => !names.includes(name));
  if (strangers.length > 0 || absent.length > 0) {
    const reason = [
      ...strangers.map((name) => `unknown column \`${name}\``),
      ...absent.map((name) => `no column \`${name}\``),
    ].join(', ');
    return {
      entries: [],
      problems: [{ file, line: 1, reason: `${reason}; the header is ${FIELDS.join(',')}` }],
    };
  }
  const result: SeedFile = { entries: [], problems: [] };
  for (const { record, info } of rows) {
    const line = info.lines - record.join('').split('\n').length + 1;
    if (record.length !== names.length) {
      const reason = `${record.length} columns where the header has ${names.length}`;
      result.problems.push({ file, line, reason });
    } else result.entries.push(toEntry(names as Field[], record, file, line));
  }
  return result;
}

function toEntry(names: readonly Field[], record: readonly string[], file: string, line: number): RawEntry {
  const texts: RawEntry['texts'] = {};
  names.forEach((name, place) => {
    texts[name] = record[place] ?? '';
  });
  return {
    file,
    line,
    lines: {},
    texts,
    similar: splitList(texts.similar).map((text) => ({ text, line })),
    tags: splitList(texts.tags),
    broken: [],
  };
}

function splitList(cell: string | undefined): string[] {
  return cell === undefined || cell.trim() === '' ? [] : cell.split('|').map((item) => item.trim());
}
