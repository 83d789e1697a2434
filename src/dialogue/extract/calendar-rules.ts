import type { DateTime } from 'luxon';
import { readNumeral, toDigits } from './chinese-number';
import { type DayReading, type DayRule, exactly, ONE_OR_TWO } from './day-reading';

/** A date without a year that has passed means next year when that is nearer than this, else it is asked about. */
const NEAR_DAYS = 180;
/** What may stand before `1号` when it is a day: not 星云一号, 第1号. */
const BEFORE_DAY = String.raw`(?<![\p{L}\p{N}]|第)|(?<=[约在到至是定就那改选为于或和的换]|月)`;
const NOT_A_DAY = '(?![楼线机院码型店门桌厅库窗房球电])';

/** Days by their number in the calendar: 12月1日, 12.1, 1号, 2025-12-01, 20251201, 下个月3号, 月底. */
export const CALENDAR_RULES: readonly DayRule[] = [
  {
    why: 'full date',
    pattern: new RegExp(
      String.raw`(?<![\d.])(20\d{2}|[二零〇一三四五六七八九]{4}(?=年)|\d{2}(?=年))\s*[年\-/.]\s*(${ONE_OR_TWO})\s*[月\-/.]\s*(${ONE_OR_TWO})\s*[日号]?(?!\d)`,
      'gu',
    ),
    read: ([, year = '', month = '', day = ''], today) => {
      const digits = toDigits(year);
      return onDay(today, Number(digits.length === 2 ? `20${digits}` : digits), number(month), number(day));
    },
  },
  {
    why: 'full date in eight digits',
    pattern: /(?<![\dA-Za-z-])(20\d{2})(\d{2})(\d{2})(?![\dA-Za-z-])/gu,
    read: ([, year, month, day], today) => {
      const reading = onDay(today, Number(year), Number(month), Number(day));
      return reading.kind === 'no' && reading.hint === 'date_invalid' ? undefined : reading;
    },
  },
  {
    why: 'date of a named year',
    pattern: new RegExp(`(去|今|明|后)年的?(${ONE_OR_TWO})月(${ONE_OR_TWO})[日号]?(?!\\d)`, 'gu'),
    read: ([, which = '', month = '', day = ''], today) =>
      onDay(today, today.year + '去今明后'.indexOf(which) - 1, number(month), number(day)),
  },
  {
    why: 'month and day',
    pattern: new RegExp(
      String.raw`(?<![\d年])(${ONE_OR_TWO})\s*月份?\s*(${ONE_OR_TWO})\s*[日号]?(?![\d个])`,
      'gu',
    ),
    read: ([, month = '', day = ''], today) => inSomeYear(today, number(month), number(day), 0.95),
  },
  {
    why: 'month and day in figures',
    pattern:
      /(?<![\dA-Za-z版第¥$][.\-/:]?)(?<!版本)(\d{1,2})([./-])(\d{1,2})(?![\d%]|[.\-/:]\d|\s*(?:[版元块寸米点时万倍度斤吨]|[A-Za-z]))/gu,
    read: ([all = '', month, mark, day], today) => {
      const alone = all.length === (all as string).trim().length && mark !== undefined;
      const reading = inSomeYear(today, Number(month), Number(day), alone ? 0.7 : 0.6);
      return reading.kind === 'no' ? undefined : reading;
    },
  },
  {
    why: 'range in figures',
    pattern: /(?<![\d.])\d{1,2}[./]\d{1,2}\s*[-~]\s*\d{1,2}[./]\d{1,2}(?![\d.])/gu,
    read: () => ({ kind: 'no', hint: 'date_range' }),
  },
  {
    why: 'day of a named month',
    pattern: new RegExp(`(下下|下|这|本|当)个?月(?:份|的)?(${ONE_OR_TWO})\\s*[日号]`, 'gu'),
    read: ([, which = '', day = ''], today) => {
      const month = today.startOf('month').plus({ months: which === '下下' ? 2 : which === '下' ? 1 : 0 });
      return onDay(today, month.year, month.month, number(day));
    },
  },
  {
    why: 'end of a month',
    pattern: new RegExp(`(?:(下下|下|这|本|当)个?|(${ONE_OR_TWO}))?月[底末]`, 'gu'),
    read: ([, which = '', named], today) => {
      if (named === undefined) {
        return exactly(lastDay(today.plus({ months: which === '下下' ? 2 : which === '下' ? 1 : 0 })), today);
      }
      const month = number(named);
      if (!(month >= 1 && month <= 12)) return { kind: 'no', hint: 'date_invalid' };
      const end = lastDay(today.set({ day: 1, month }));
      return exactly(end < today ? lastDay(end.plus({ years: 1 })) : end, today);
    },
  },
  {
    why: 'day of the month',
    pattern: new RegExp(`(?:${BEFORE_DAY})(${ONE_OR_TWO})\\s*[日号]${NOT_A_DAY}`, 'gu'),
    read: ([, said = ''], today) => {
      const day = number(said);
      const here = today.set({ day: 1 }).plus({ days: day - 1 });
      if (day < 1 || day > 31 || here.month !== today.month) return { kind: 'no', hint: 'date_invalid' };
      if (here >= today) return { kind: 'day', day: here, confidence: 0.9 };
      const next = today.startOf('month').plus({ months: 1 });
      return onDay(today, next.year, next.month, day, 0.85);
    },
  },
];

/** Zero, which no day or month has, for letters that are no number: 百一. */
function number(text: string): number {
  return readNumeral(text) ?? 0;
}

function lastDay(day: DateTime): DateTime {
  return day.endOf('month').startOf('day');
}

function onDay(today: DateTime, year: number, month: number, day: number, confidence?: number): DayReading {
  const exists = Number.isInteger(month) && Number.isInteger(day) && month >= 1 && month <= 12;
  if (!exists) return { kind: 'no', hint: 'date_invalid' };
  const first = today.set({ year, month, day: 1 });
  if (day < 1 || day > (first.daysInMonth ?? 0)) return { kind: 'no', hint: 'date_invalid' };
  return exactly(first.set({ day }), today, confidence);
}

function inSomeYear(today: DateTime, month: number, day: number, confidence: number): DayReading {
  const here = onDay(today, today.year, month, day, confidence);
  if (here.kind !== 'no') return here;
  // Passed, or 2月29日, which only the next year may have.
  const next = onDay(today, today.year + 1, month, day, confidence - 0.05);
  if (next.kind !== 'day') return here;
  if (next.day.diff(today, 'days').days <= NEAR_DAYS) return next;
  return { kind: 'which', question: 'date_passed', days: [next.day] };
}
