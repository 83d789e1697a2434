import { DateTime } from 'luxon';
import { BUSINESS_ZONE } from '../kernel/clock';
import type { Transaction } from '../kernel/transaction';

const DIGITS = 5;

/**
 * Takes the next number `YYMMDD-NNNNN` of a series (S1-19), counted from 00001 each day of Asia/Shanghai. The counter is
 * a row of the same unit: a number is used once or, after a rollback, not at all. Past 99999 a day it widens.
 */
export async function takeDailyNumber(tx: Transaction, series: string, now: number): Promise<string> {
  const day = DateTime.fromMillis(now, { zone: BUSINESS_ZONE }).toFormat('yyMMdd');
  const [row] = await tx.query<{ last: number }>(
    `INSERT INTO daily_counter (series, day, last) VALUES ($1, $2, 1)
     ON CONFLICT (series, day) DO UPDATE SET last = daily_counter.last + 1 RETURNING last`,
    [series, day],
  );
  if (row === undefined) throw new Error(`the counter of ${series} returned no number`);
  return `${day}-${String(row.last).padStart(DIGITS, '0')}`;
}
