import { CsvError, parse } from 'csv-parse/sync';

/** A row that is not empty, with the line of the file on which it begins (in a workbook: the row as Excel numbers it). */
export interface TableRow {
  line: number;
  cells: string[];
}

/** The rows of a table, its header first; or why nothing could be read. */
export type Table = { ok: true; rows: TableRow[] } | { ok: false; line: number; reason: string };

interface CsvRecord {
  record: string[];
  /** `lines`: the line on which the record ends. */
  info: { lines: number };
}

/** Reads RFC 4180. Rows may differ in length: who knows the columns judges that. */
export function readCsvRows(text: string): Table {
  try {
    const records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as CsvRecord[];
    const rows = records.map(({ record, info }) => ({
      line: info.lines - record.join('').split('\n').length + 1,
      cells: record,
    }));
    return { ok: true, rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number((error as CsvError & { lines?: number }).lines ?? 1);
    return { ok: false, line, reason: `not valid CSV: ${error.message}` };
  }
}

/** What a cell may hold, as the library reads it. */
type Cell = string | number | boolean | Date | null;

/** Reads the first sheet of an Excel workbook. The library is loaded by the first workbook; nothing else needs it. */
export async function readXlsxRows(bytes: Uint8Array): Promise<Table> {
  let sheet: Cell[][];
  try {
    const { readSheet } = await import('read-excel-file/node');
    sheet = (await readSheet(Buffer.from(bytes), { trim: false })) as Cell[][];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, line: 1, reason: `not an Excel workbook (.xlsx): ${reason}` };
  }
  const rows = sheet
    .map((row, place) => ({ line: place + 1, cells: row.map(show) }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  return { ok: true, rows };
}

function show(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  // A date cell is a day; the library reads it as midnight UTC.
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).replaceAll('\r\n', '\n');
}
