import { z } from 'zod';
import type { Calendar, CalendarChanges, DayKind } from './calendar';
import { dateSpans, isDate } from './date-spans';
import { DAY_MINUTES, type Interval, type Schedule, type Weekday } from './schedule';

/** The files `hours.yaml` and `holidays.yaml`: their shape, and how they become schedules and calendar changes. */

const DAYS: Record<string, Weekday> = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 };
const DAY_RANGE = /^(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))?$/;
const INTERVAL = /^(\d{1,2}):([0-5]\d)\s*[-–]\s*(\d{1,2}):([0-5]\d)$/;

const date = z.string().refine(isDate, { error: 'must be a date such as 2026-10-01' });

/** A union of zod hides which member nearly matched, so the hours are read by hand: every problem is named in place. */
function readHours(value: unknown): Interval[] | string {
  if (value === 'closed') return [];
  if (value === 'all_day') return [{ from: 0, to: DAY_MINUTES }];
  if (!Array.isArray(value) || value.length === 0) {
    return 'must be closed, all_day or a list such as ["9:00-12:00", "13:30-18:00"]';
  }
  const intervals: Interval[] = [];
  for (const item of value) {
    const match = INTERVAL.exec(String(item));
    const [from, to] = match ? [minutes(match[1], match[2]), minutes(match[3], match[4])] : [0, 0];
    if (!match || from >= to || to > DAY_MINUTES) {
      return `${JSON.stringify(item)} must be like "9:00-12:00", the end after the beginning (split a night at 24:00)`;
    }
    intervals.push({ from, to });
  }
  intervals.sort((a, b) => a.from - b.from);
  const overlap = intervals.some((item, index) => item.from < (intervals[index - 1]?.to ?? 0));
  return overlap ? 'the intervals overlap' : intervals;
}

const dayHours = z.unknown().transform((value, context) => {
  const hours = readHours(value);
  if (typeof hours !== 'string') return hours;
  context.addIssue({ code: 'custom', message: hours });
  return z.NEVER;
});

const weekly = z.unknown().transform((value, context) => {
  if (value === '7x24') return ALWAYS;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    context.addIssue({ code: 'custom', message: 'must be 7x24 or days such as { mon-fri: ["9:00-18:00"] }' });
    return z.NEVER;
  }
  const week: Record<Weekday, Interval[]> = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] };
  const seen = new Set<Weekday>();
  for (const [key, item] of Object.entries(value)) {
    const complain = (message: string) => context.addIssue({ code: 'custom', path: [key], message });
    const range = weekdaysOf(key);
    const hours = readHours(item);
    if (range.length === 0) complain('must be a day or a range such as mon or mon-fri');
    if (range.some((weekday) => seen.has(weekday))) complain('names a day that another line names too');
    if (typeof hours === 'string') complain(hours);
    for (const weekday of range) {
      seen.add(weekday);
      week[weekday] = typeof hours === 'string' ? [] : hours;
    }
  }
  return week;
});

const ALWAYS = Object.fromEntries(
  Object.values(DAYS).map((weekday) => [weekday, [{ from: 0, to: DAY_MINUTES }]]),
) as unknown as Record<Weekday, Interval[]>;

const schedule = z.strictObject({
  weekly: weekly.prefault(null),
  holidays: z
    .unknown()
    .transform((value, context): 'as_usual' | Interval[] => {
      if (value === 'as_usual') return 'as_usual';
      const hours = readHours(value);
      if (typeof hours !== 'string') return hours;
      context.addIssue({ code: 'custom', message: hours.replace('must be ', 'must be as_usual, ') });
      return z.NEVER;
    })
    .prefault('as_usual'),
  makeup_workdays: z.enum(['as_usual', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']).default('as_usual'),
  special: z.record(date, dayHours).default({}),
  blackout: dateSpans.default(new Set()),
});

/** `hours.yaml`. */
export const hoursFileSchema = z
  .strictObject({
    /** The schedule of a channel that names none. */
    standard: z.string(),
    schedules: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be a name such as handoff'), schedule),
  })
  .superRefine((file, context) => {
    for (const needed of new Set([file.standard, 'handoff'])) {
      if (file.schedules[needed] === undefined)
        context.addIssue({
          code: 'custom',
          path: ['schedules'],
          message: `the schedule ${needed} is missing`,
        });
    }
  });

/** `holidays.yaml`. */
export const holidaysFileSchema = z.strictObject({
  years: z
    .record(
      z.string().regex(/^20\d{2}$/, 'must be a year'),
      z.strictObject({ holidays: dateSpans, workdays: dateSpans.default(new Set()) }),
    )
    .nullish(),
  days: z.record(date, z.enum(['holiday', 'workday', 'ordinary'])).nullish(),
});

export function toCalendarChanges(file: z.output<typeof holidaysFileSchema>): CalendarChanges {
  const kinds: Record<string, DayKind> = { holiday: 'holiday', workday: 'makeup', ordinary: 'ordinary' };
  return {
    years: new Map(
      Object.entries(file.years ?? {}).map(([year, { holidays, workdays }]) => [
        Number(year),
        { holidays, makeup: workdays },
      ]),
    ),
    days: new Map(Object.entries(file.days ?? {}).map(([day, kind]) => [day, kinds[kind] ?? 'ordinary'])),
  };
}

export function toSchedules(
  file: z.output<typeof hoursFileSchema>,
  calendar: Calendar,
): Map<string, Schedule> {
  return new Map(
    Object.entries(file.schedules).map(([name, item]) => [
      name,
      {
        weekly: item.weekly,
        holidays: item.holidays,
        makeupWorkdays: item.makeup_workdays === 'as_usual' ? 'as_usual' : (DAYS[item.makeup_workdays] ?? 1),
        special: new Map([
          ...[...item.blackout].map((day): [string, Interval[]] => [day, []]),
          ...Object.entries(item.special),
        ]),
        calendar,
      },
    ]),
  );
}

function minutes(hours: string | undefined, rest: string | undefined): number {
  return Number(hours) * 60 + Number(rest);
}

/** `mon-fri` → 1…5; a range may run over the end of the week (`sat-mon`). Empty for anything else. */
function weekdaysOf(key: string): Weekday[] {
  const [, first, last] = DAY_RANGE.exec(key) ?? [];
  if (first === undefined) return [];
  const from = DAYS[first] ?? 1;
  const to = DAYS[last ?? first] ?? from;
  return Array.from(
    { length: ((to - from + 7) % 7) + 1 },
    (_, step) => (((from - 1 + step) % 7) + 1) as Weekday,
  );
}
