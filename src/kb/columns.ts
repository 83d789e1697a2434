import type { KbEntry } from './kb-entry';
import { FIELDS, type Field, type RawEntry, type SeedFile } from './seed-file';

/** What people who edit in a spreadsheet read above the columns. Both names are understood on the way in. */
export const COLUMN_TITLES: Readonly<Record<Field, string>> = {
  key: '编号',
  question: '标准问题',
  similar: '相似问法',
  answer: '答案',
  category: '分类',
  product: '产品',
  tags: '标签',
  valid_from: '生效日期',
  valid_until: '失效日期',
};

const REQUIRED: readonly Field[] = ['key', 'question', 'answer'];
const LISTS: readonly Field[] = ['similar', 'tags'];

/** Reads a header line. The reason says what is wrong with it. */
export function readHeader(cells: readonly string[]): { fields: Field[] } | { reason: string } {
  const names = cells.map((cell) => cell.trim());
  const fields = names.map((name) => FIELDS.find((field) => field === name || COLUMN_TITLES[field] === name));
  const strangers = names.filter((_, place) => fields[place] === undefined);
  const doubled = fields.filter((field, place) => field !== undefined && fields.indexOf(field) < place);
  const absent = REQUIRED.filter((field) => !fields.includes(field));
  if (strangers.length + doubled.length + absent.length === 0) return { fields: fields as Field[] };
  const complaints = [
    ...strangers.map((name) => `unknown column \`${name}\``),
    ...doubled.map((name) => `column \`${name}\` stands there twice`),
    ...absent.map((name) => `no column \`${name}\``),
  ].join(', ');
  return { reason: `${complaints}; the header is ${FIELDS.join(',')}` };
}

/** One row below the header. `|` or a line end stands between the items of a list. */
export function rowToEntry(
  fields: readonly Field[],
  cells: readonly string[],
  { file, line }: { file: string; line: number },
): RawEntry {
  const texts: RawEntry['texts'] = {};
  fields.forEach((field, place) => {
    if (!LISTS.includes(field)) texts[field] = cells[place] ?? '';
  });
  const list = (field: Field) => splitList(cells[fields.indexOf(field)]);
  return {
    file,
    line,
    lines: {},
    texts,
    similar: list('similar').map((text) => ({ text, line })),
    tags: list('tags'),
    broken: [],
  };
}

/** A field as the cell of a table. A list item cannot hold the sign between items; the full-width one reads the same. */
export function cellOf(entry: KbEntry, field: Field, separator: string): string {
  const value =
    field === 'valid_from' ? entry.validFrom : field === 'valid_until' ? entry.validUntil : entry[field];
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return value.map((item) => item.replaceAll('|', '｜')).join(separator);
}

/** A file in which nothing could be read. */
export function unreadable(file: string, line: number, reason: string): SeedFile {
  return { entries: [], problems: [{ file, line, reason }] };
}

/** A blank line between two items is nothing; between two `|` an item was forgotten, and checking says so. */
function splitList(cell: string | undefined): string[] {
  if (cell === undefined || cell.trim() === '') return [];
  return cell
    .replace(/\s*\n\s*/g, '\n')
    .trim()
    .split(/[|\n]/)
    .map((item) => item.trim());
}
