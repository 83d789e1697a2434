import { DateTime } from 'luxon';
import { z } from 'zod';
import { isPhone, normalisePhone } from '../kernel/phone';
import type { Device } from './device';
import { isDeviceSerialNo } from './serial-no';

/** What is said of a wrong value: to operators who edit the seed file, and to administrators. */
export interface FieldMessages {
  empty: string;
  atMost: (max: number) => string;
  serialNo: string;
  phone: string;
  day: string;
  span: string;
}

export const FOR_OPERATORS: FieldMessages = {
  empty: 'must not be empty',
  atMost: (max) => `must have at most ${max} characters`,
  serialNo: 'must be 6 to 30 letters and digits with a digit among them',
  phone: 'must be a mobile number, or a landline with its area code',
  day: 'must be a date such as 2027-12-31',
  span: 'must not be before warranty_start',
};

export const FOR_ADMINISTRATORS: FieldMessages = {
  empty: '没有填写',
  atMost: (max) => `最多 ${max} 个字`,
  serialNo: '应为 6 到 30 位字母和数字，至少有一位数字',
  phone: '应为手机号，或带区号的座机号',
  day: '应为日期，例如 2027-12-31',
  span: '不能早于保修开始',
};

/** The rules of each field, for the seed file, for imports and for changes by hand. */
export function deviceFields(says: FieldMessages) {
  const words = (max: number) => z.string().trim().min(1, says.empty).max(max, says.atMost(max));
  const day = z
    .string()
    .trim()
    // As spreadsheets write it, too: 2026/3/1.
    .transform((text) => text.replace(/^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/, padDay))
    .refine((text) => DateTime.fromFormat(text, 'yyyy-MM-dd').isValid, says.day);
  return {
    serial_no: words(40).refine(isDeviceSerialNo, says.serialNo),
    product: words(20),
    model: words(20),
    buyer_name: words(80),
    contact_phone: z.string().transform(normalisePhone).refine(isPhone, says.phone),
    purchased_on: day.nullable(),
    warranty_start: day,
    warranty_end: day,
    level: words(20),
  };
}

function padDay(_: string, year: string, month: string, date: string): string {
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

export type DeviceField = keyof ReturnType<typeof deviceFields>;

/** The columns of a table, with what people read above them. Both names are understood on the way in. */
export const DEVICE_COLUMNS: Readonly<Record<DeviceField, string>> = {
  serial_no: '序列号',
  product: '产品',
  model: '型号',
  buyer_name: '购买单位',
  contact_phone: '联系电话',
  purchased_on: '购买日期',
  warranty_start: '保修开始',
  warranty_end: '保修截止',
  level: '服务级别',
};

/** What may be left out. */
export const DEVICE_DEFAULTS = { purchased_on: null, level: '标准保修' } as const;

/** One row of a file. */
export function deviceRow(says: FieldMessages) {
  const fields = deviceFields(says);
  return z
    .strictObject({
      ...fields,
      purchased_on: fields.purchased_on.default(DEVICE_DEFAULTS.purchased_on),
      level: fields.level.default(DEVICE_DEFAULTS.level),
    })
    .refine((row) => row.warranty_start <= row.warranty_end, { path: ['warranty_end'], message: says.span })
    .transform(
      (row): Device => ({
        serialNo: row.serial_no,
        product: row.product,
        model: row.model,
        buyerName: row.buyer_name,
        contactPhone: row.contact_phone,
        purchasedOn: row.purchased_on,
        warrantyStart: row.warranty_start,
        warrantyEnd: row.warranty_end,
        level: row.level,
      }),
    );
}
