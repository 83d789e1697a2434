import { DateTime } from 'luxon';
import { z } from 'zod';

/** Days as content files name them: one by one, or as spans. */

const MAX_SPAN_DAYS = 31;

/** A list such as `["2027-01-01", "2027-02-05..2027-02-11"]`, read as the set of its days. */
export const dateSpans = z
  .array(
    z.string().refine((text) => datesOf(text).length > 0, {
      error: 'must be a date such as 2027-02-05 or a span of at most 31 days such as 2027-02-05..2027-02-11',
    }),
  )
  .transform((items) => new Set(items.flatMap(datesOf)));

/** Whether a text is a day that exists, written as `2026-10-01`. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

/** `2027-02-05` or `2027-02-05..2027-02-11` day by day; empty when it is neither. */
function datesOf(text: string): string[] {
  const [first = '', last = first, ...rest] = text.split('..');
  const [from, to] = [DateTime.fromISO(first, { zone: 'utc' }), DateTime.fromISO(last, { zone: 'utc' })];
  const days = to.diff(from, 'days').days;
  if (!isDate(first) || !isDate(last) || rest.length > 0 || days < 0 || days >= MAX_SPAN_DAYS) return [];
  return Array.from({ length: days + 1 }, (_, step) => from.plus({ days: step }).toFormat('yyyy-MM-dd'));
}
