import { DateTime } from 'luxon';
import { buildCalendar, type Schedule } from '../../../src/hours';

/** An instant from a Shanghai time such as `2026-11-20 09:30`. */
export function at(text: string): number {
  return DateTime.fromSQL(text, { zone: 'Asia/Shanghai' }).toMillis();
}

const nineToSix = [{ from: 540, to: 1080 }];

/** Monday to Friday 9:00–18:00, Saturday 10:00–16:00, closed on holidays, make-up workdays like a Monday. */
export function buildSchedule(changes: Partial<Schedule> = {}): Schedule {
  return {
    weekly: {
      1: nineToSix,
      2: nineToSix,
      3: nineToSix,
      4: nineToSix,
      5: nineToSix,
      6: [{ from: 600, to: 960 }],
      7: [],
    },
    holidays: [],
    makeupWorkdays: 1,
    special: new Map(),
    calendar: buildCalendar(),
    ...changes,
  };
}
