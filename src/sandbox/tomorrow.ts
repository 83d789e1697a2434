import { DateTime } from 'luxon';
import { BUSINESS_ZONE } from '../kernel/clock';

/** The full hour on the day after `now`, in Beijing time. */
export function tomorrowAt(now: number, hour: number): number {
  return DateTime.fromMillis(now, { zone: BUSINESS_ZONE })
    .plus({ days: 1 })
    .set({ hour, minute: 0, second: 0, millisecond: 0 })
    .toMillis();
}
