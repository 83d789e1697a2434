import path from 'node:path';
import { decodeText } from '../kernel/decode-text';
import { readCsvRows, readXlsxRows, type Table, type TableRow } from '../kernel/table-rows';
import type { Device } from './device';
import {
  DEVICE_COLUMNS,
  DEVICE_DEFAULTS,
  type DeviceField,
  deviceRow,
  FOR_ADMINISTRATORS,
} from './device-fields';
import { canonicalSerialNo } from './serial-no';

/** As many devices as one file may have: they are taken in by one transaction, which others wait for. */
export const MAX_DEVICES = 20_000;

/** What is wrong with a line, in words for administrators. */
export interface TableProblem {
  file: string;
  line: number;
  reason: string;
}

const rowSchema = deviceRow(FOR_ADMINISTRATORS);
const FIELDS = Object.keys(DEVICE_COLUMNS) as DeviceField[];

/** Reads the devices of a CSV file or Excel workbook, and everything that is wrong with it; nothing is thrown for a bad line. */
export async function readDeviceTable(
  file: string,
  bytes: Uint8Array,
): Promise<{ devices: Device[]; problems: TableProblem[] }> {
  const table = await readTable(file, bytes);
  const fail = (line: number, reason: string) => ({ devices: [], problems: [{ file, line, reason }] });
  if (!table.ok) return fail(table.line, table.reason);
  const [header, ...rows] = table.rows;
  const columns = readColumns(header);
  if ('reason' in columns) return fail(header?.line ?? 1, columns.reason);
  if (rows.length > MAX_DEVICES)
    return fail(rows[0]?.line ?? 2, `一次最多导入 ${MAX_DEVICES} 台设备，请分成几个文件`);
  return readRows(file, columns.fields, rows);
}

async function readTable(file: string, bytes: Uint8Array): Promise<Table> {
  switch (path.extname(file).toLowerCase()) {
    case '.xlsx':
      return readXlsxRows(bytes);
    case '.csv': {
      const text = decodeText(bytes);
      return text === undefined
        ? { ok: false, line: 1, reason: '文件编码不是 UTF-8 或 GB 18030，请另存为 UTF-8' }
        : readCsvRows(text);
    }
    default:
      return { ok: false, line: 1, reason: '只支持 .csv 和 .xlsx 文件' };
  }
}

function readColumns(
  header: TableRow | undefined,
): { fields: (DeviceField | undefined)[] } | { reason: string } {
  const names = (header?.cells ?? []).map((cell) => cell.trim());
  const fields = names.map((name) =>
    FIELDS.find((field) => field === name || DEVICE_COLUMNS[field] === name),
  );
  const strangers = names.filter((name, place) => name !== '' && fields[place] === undefined);
  const doubled = fields.filter((field, place) => field !== undefined && fields.indexOf(field) < place);
  const absent = FIELDS.filter((field) => !fields.includes(field) && !(field in DEVICE_DEFAULTS));
  const complaints = [
    ...strangers.map((name) => `不认识的列“${name}”`),
    ...doubled.map((field) => `列“${field}”出现两次`),
    ...absent.map((field) => `缺少列“${DEVICE_COLUMNS[field]}”`),
  ];
  return complaints.length === 0
    ? { fields }
    : { reason: `${complaints.join('，')}；表头应为 ${Object.values(DEVICE_COLUMNS).join('、')}` };
}

function readRows(
  file: string,
  fields: readonly (DeviceField | undefined)[],
  rows: readonly TableRow[],
): { devices: Device[]; problems: TableProblem[] } {
  const devices: Device[] = [];
  const problems: TableProblem[] = [];
  const firstLine = new Map<string, number>();
  for (const { line, cells } of rows) {
    const complain = (reason: string) => problems.push({ file, line, reason });
    if (cells.slice(fields.length).some((cell) => cell.trim() !== '')) {
      complain('有内容超出了表头的列');
      continue;
    }
    const given = fields.flatMap((field, place) => {
      const cell = cells[place]?.trim() ?? '';
      // An empty cell says nothing: the field is absent.
      return field === undefined || cell === '' ? [] : [[field, cell] as const];
    });
    const parsed = rowSchema.safeParse(Object.fromEntries(given));
    if (!parsed.success) {
      for (const { path: place, message } of parsed.error.issues) {
        const field = String(place[0] ?? '') as DeviceField;
        const isEmpty = !given.some(([name]) => name === field);
        complain(`${DEVICE_COLUMNS[field] ?? field}：${isEmpty ? FOR_ADMINISTRATORS.empty : message}`);
      }
      continue;
    }
    const key = canonicalSerialNo(parsed.data.serialNo);
    const first = firstLine.get(key);
    if (first !== undefined) complain(`序列号：和第 ${first} 行重复`);
    firstLine.set(key, first ?? line);
    devices.push(parsed.data);
  }
  return { devices, problems };
}
