import announced from 'chinese-days/dist/chinese-days.json';
import { DateTime } from 'luxon';
import { BUSINESS_ZONE } from '../kernel/clock';
import { fixedHolidays } from './fixed-holidays';

export type DayKind = 'ordinary' | 'holiday' | 'makeup';

/** Statutory holidays and the weekend days worked in exchange for them. Dates are YYYY-MM-DD in Asia/Shanghai. */
export interface Calendar {
  kindOf(date: string): DayKind;
  /** Whether the official arrangement of this year is known. If not, only the holidays fixed by law count. */
  knows(year: number): boolean;
}

/** What the operator's holidays file adds to the package's data. */
export interface CalendarChanges {
  /** Whole years, which replace what the package says about them. */
  years: ReadonlyMap<number, { holidays: ReadonlySet<string>; makeup: ReadonlySet<string> }>;
  /** Single days, which win over everything. */
  days: ReadonlyMap<string, DayKind>;
}

export const NO_CHANGES: CalendarChanges = { years: new Map(), days: new Map() };

/** The dataset of `chinese-days` by date. Read as data: its functions depend on the process's time zone. */
const ANNOUNCED: { holidays: Record<string, string>; workdays: Record<string, string> } = announced;
const ANNOUNCED_YEARS = new Set(Object.keys(ANNOUNCED.holidays).map((date) => Number(date.slice(0, 4))));

/** The calendar of `chinese-days`, extended and overridden by the operator's changes. */
export function buildCalendar(changes: CalendarChanges = NO_CHANGES): Calendar {
  const fixed = new Map<number, Map<string, string>>();
  const fixedOf = (year: number) => {
    const days = fixed.get(year) ?? fixedHolidays(year);
    fixed.set(year, days);
    return days;
  };
  return {
    knows: (year) => changes.years.has(year) || ANNOUNCED_YEARS.has(year),
    kindOf: (date) => {
      const single = changes.days.get(date);
      if (single !== undefined) return single;
      const year = Number(date.slice(0, 4));
      const own = changes.years.get(year);
      if (own !== undefined) return pick(own.holidays.has(date), own.makeup.has(date));
      if (ANNOUNCED_YEARS.has(year)) return pick(date in ANNOUNCED.holidays, date in ANNOUNCED.workdays);
      return pick(fixedOf(year).has(date), false);
    },
  };
}

function pick(holiday: boolean, makeup: boolean): DayKind {
  if (holiday) return 'holiday';
  return makeup ? 'makeup' : 'ordinary';
}

/** Something the operator should do about the calendar. */
export interface CalendarWarning {
  code: 'HOLIDAYS_MISSING';
  year: number;
  message: string;
}

/** The State Council announces the next year's arrangement in November: from then on it should be here. */
const ANNOUNCEMENT_MONTH = 11;

/** The years whose arrangement is missing although it matters at `at` (epoch ms). */
export function calendarWarnings(calendar: Calendar, at: number): CalendarWarning[] {
  const { year, month } = DateTime.fromMillis(at, { zone: BUSINESS_ZONE });
  const years = month >= ANNOUNCEMENT_MONTH ? [year, year + 1] : [year];
  return years
    .filter((wanted) => !calendar.knows(wanted))
    .map((missing) => ({
      code: 'HOLIDAYS_MISSING',
      year: missing,
      message:
        `The official holiday arrangement of ${missing} is not known: only the holidays fixed by law count, ` +
        'make-up workdays are missing. Add the year to data/holidays.yaml in KB_SEED_DIR, or update the package chinese-days.',
    }));
}
