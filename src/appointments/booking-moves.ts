import type { Transaction } from '../kernel/transaction';
import type { AppointmentEntity } from './appointment-entity';
import type { AppointmentSettings } from './appointment-settings';
import { changeAppointment, type NewAppointmentEvent } from './appointment-store';
import { resetReminders, type TimerRows } from './appointment-timers';
import { isOpen } from './lifecycle';
import { reminderTimes } from './reminders';
import { freeSeatOf } from './seats';

interface MoveOptions {
  settings: AppointmentSettings;
  timers: TimerRows;
}

/** Ends a booking: its place is free again, its reminders are called off. */
export async function cancelBooking(
  tx: Transaction,
  options: MoveOptions,
  row: AppointmentEntity,
  by: Pick<NewAppointmentEvent, 'actor' | 'effectKey'> & { /** Why, in words. */ result?: string | null },
  now: number,
): Promise<AppointmentEntity> {
  await freeSeatOf(tx, row.id);
  const { result = null, ...who } = by;
  const changes = [
    { field: 'status', from: row.status, to: '已取消' },
    ...(result === null ? [] : [{ field: 'result', from: row.result, to: result }]),
  ];
  const columns = { status: '已取消', result, cancelledAt: now } as const;
  const event = { ...who, kind: 'cancelled', changes } as const;
  const cancelled = await changeAppointment(tx, row, columns, event, now);
  await remindOf(tx, options, cancelled, now);
  return cancelled;
}

/** Sets the reminders that the booking should have now: none when it is over. */
export async function remindOf(
  tx: Transaction,
  { settings, timers }: MoveOptions,
  row: AppointmentEntity,
  now: number,
): Promise<void> {
  const times = isOpen(row.status) ? reminderTimes(row.startAt, now, settings.reminders) : [];
  await resetReminders(tx, timers, row, times, { most: settings.reminders.length, now });
}
