import { DateTime } from 'luxon';
import { BUSINESS_ZONE } from '../../kernel/clock';

/** An instant (epoch ms) as a line of a list shows it: `11-20 10:18`. */
export function dayText(at: number): string {
  return DateTime.fromMillis(at, { zone: BUSINESS_ZONE }).toFormat('MM-dd HH:mm');
}
