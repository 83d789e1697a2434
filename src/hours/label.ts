import { DateTime } from 'luxon';
import { BUSINESS_ZONE } from '../kernel/clock';
import { type Interval, isAlwaysOpen, isWholeDay, type Schedule, WEEKDAYS, type Weekday } from './schedule';

const DAY_NAMES: Record<Weekday, string> = {
  1: '周一',
  2: '周二',
  3: '周三',
  4: '周四',
  5: '周五',
  6: '周六',
  7: '周日',
};

/** What a text adds where the official arrangement of the year is not known. */
export const ARRANGEMENT_UNKNOWN = '节假日安排以通知为准';

/** The weekly hours as people write them, e.g. `周一至周五 9:00–18:00，周六 10:00–16:00` or `7×24 小时`. */
export function describe(schedule: Schedule): string {
  if (isAlwaysOpen(schedule)) return '7×24 小时';
  const byHours = new Map<string, Weekday[]>();
  for (const weekday of WEEKDAYS) {
    const intervals = schedule.weekly[weekday];
    if (intervals.length === 0) continue;
    const label = describeIntervals(intervals);
    byHours.set(label, [...(byHours.get(label) ?? []), weekday]);
  }
  if (byHours.size === 0) return '暂停服务';
  return [...byHours].map(([label, days]) => `${describeDays(days)} ${label}`).join('，');
}

/** What holds on statutory holidays at this time of the year; empty when nothing special does. */
export function describeHolidays(schedule: Schedule, at: number): string {
  if (schedule.holidays === 'as_usual') return '';
  const rule =
    schedule.holidays.length === 0 ? '法定节假日休息' : `法定节假日 ${describeIntervals(schedule.holidays)}`;
  const { year } = inZone(at);
  return schedule.calendar.knows(year) ? rule : `${rule}，${ARRANGEMENT_UNKNOWN}`;
}

/** An opening seen from `now` (both epoch ms): `今天 14:00`, `明天 9:00`, `周五 9:00`, `下周一 9:00`, `10月8日 9:00`. */
export function formatOpening(at: number, now: number): string {
  const [opening, today] = [inZone(at), inZone(now)];
  const time = formatMinute(opening.hour * 60 + opening.minute);
  const days = Math.round(opening.startOf('day').diff(today.startOf('day'), 'days').days);
  const near = ['今天', '明天', '后天'][days];
  if (near !== undefined) return `${near} ${time}`;
  const weeks = Math.round(opening.startOf('week').diff(today.startOf('week'), 'weeks').weeks);
  const weekday = DAY_NAMES[opening.weekday as Weekday];
  if (days > 0 && weeks === 0) return `${weekday} ${time}`;
  if (weeks === 1) return `下${weekday} ${time}`;
  const date = `${opening.month}月${opening.day}日 ${time}`;
  return opening.year === today.year ? date : `${opening.year}年${date}`;
}

function describeDays(days: readonly Weekday[]): string {
  if (days.length === 7) return '每天';
  const runs: Weekday[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .flatMap((run) => {
      const names = run.map((day) => DAY_NAMES[day]);
      return names.length > 2 ? [`${names[0]}至${names.at(-1)}`] : names;
    })
    .join('、');
}

function describeIntervals(intervals: readonly Interval[]): string {
  if (isWholeDay(intervals)) return '全天';
  return intervals.map(({ from, to }) => `${formatMinute(from)}–${formatMinute(to)}`).join('、');
}

function formatMinute(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}

function inZone(at: number): DateTime {
  return DateTime.fromMillis(at, { zone: BUSINESS_ZONE });
}
