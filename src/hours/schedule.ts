import { DateTime } from 'luxon';
import { BUSINESS_ZONE } from '../kernel/clock';
import type { Calendar } from './calendar';

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** Part of a day in minutes since midnight, without its end: 9:00–12:00 is open at 9:00 and closed at 12:00. */
export interface Interval {
  from: number;
  to: number;
}

export const DAY_MINUTES = 24 * 60;

const DATE = 'yyyy-MM-dd';

/** When a service is open. Every date and time is of the zone Asia/Shanghai. */
export interface Schedule {
  weekly: Readonly<Record<Weekday, readonly Interval[]>>;
  /** Hours on statutory holidays; an empty list is closed. */
  holidays: 'as_usual' | readonly Interval[];
  /** Hours on make-up workdays: those of this weekday, or of the day itself. */
  makeupWorkdays: 'as_usual' | Weekday;
  /** Dates (YYYY-MM-DD) with hours of their own, none on blackout days; they win over everything else. */
  special: ReadonlyMap<string, readonly Interval[]>;
  calendar: Calendar;
}

/** Longest closed time that `nextOpening` looks over, in days. */
const LOOK_AHEAD_DAYS = 400;

/** Whether the service is open at the instant `at` (epoch ms). */
export function isOpen(schedule: Schedule, at: number): boolean {
  const now = DateTime.fromMillis(at, { zone: BUSINESS_ZONE });
  const minute = now.hour * 60 + now.minute;
  return hoursOn(schedule, now.toFormat(DATE)).some(({ from, to }) => from <= minute && minute < to);
}

/** The first instant from `at` on (epoch ms) when the service is open; undefined when there is none within 400 days. */
export function nextOpening(schedule: Schedule, at: number): number | undefined {
  if (isOpen(schedule, at)) return at;
  const midnight = DateTime.fromMillis(at, { zone: BUSINESS_ZONE }).startOf('day');
  for (let ahead = 0; ahead <= LOOK_AHEAD_DAYS; ahead += 1) {
    const day = midnight.plus({ days: ahead });
    const starts = hoursOn(schedule, day.toFormat(DATE))
      .map(({ from }) => day.plus({ minutes: from }).toMillis())
      .filter((start) => start >= at);
    if (starts.length > 0) return Math.min(...starts);
  }
  return undefined;
}

/** Open round the clock on every day, holidays included. */
export function isAlwaysOpen(schedule: Schedule): boolean {
  return (
    schedule.holidays === 'as_usual' &&
    WEEKDAYS.every((weekday) => isWholeDay(schedule.weekly[weekday])) &&
    [...schedule.special.values()].every(isWholeDay)
  );
}

export function isWholeDay(intervals: readonly Interval[]): boolean {
  return intervals.length === 1 && intervals[0]?.from === 0 && intervals[0].to === DAY_MINUTES;
}

/**
 * The hours of one day (YYYY-MM-DD), in order: its own, else the holiday's, else the make-up workday's, else the weekday's.
 * Empty: closed.
 */
export function hoursOn(schedule: Schedule, date: string): readonly Interval[] {
  const special = schedule.special.get(date);
  if (special !== undefined) return special;
  const weekday = DateTime.fromFormat(date, DATE, { zone: 'utc' }).weekday as Weekday;
  const usual = schedule.weekly[weekday];
  const kind = schedule.calendar.kindOf(date);
  if (kind === 'holiday') return schedule.holidays === 'as_usual' ? usual : schedule.holidays;
  if (kind === 'makeup' && schedule.makeupWorkdays !== 'as_usual')
    return schedule.weekly[schedule.makeupWorkdays];
  return usual;
}
