import { DateTime } from 'luxon';
import { BUSINESS_ZONE } from '../kernel/clock';
import type { AppointmentSettings, ReminderRule } from './appointment-settings';

/** When reminders of a booking go out, from now on: earliest first, none at or after its beginning, none twice. */
export function reminderTimes(
  startAt: number,
  now: number,
  rules: AppointmentSettings['reminders'],
): number[] {
  const times = rules.map((rule) => timeOf(rule, startAt)).filter((at) => at > now && at < startAt);
  return [...new Set(times)].sort((a, b) => a - b);
}

function timeOf(rule: ReminderRule, startAt: number): number {
  if ('minutes_before' in rule) return startAt - rule.minutes_before * 60_000;
  const [hour, minute] = rule.at.split(':').map(Number);
  return DateTime.fromMillis(startAt, { zone: BUSINESS_ZONE })
    .minus({ days: rule.days_before })
    .set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 })
    .toMillis();
}
