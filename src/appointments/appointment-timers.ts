import type { Transaction } from '../kernel/transaction';

/** Timers that bookings set: a hold runs out, a booking is near. */
export const HOLD_TIMER = 'appointment_hold';
export const REMINDER_TIMER = 'appointment_reminder';

/** Where timers are kept: rows of the same unit. */
export interface TimerRows {
  set(
    tx: Transaction,
    timer: {
      key: string;
      name: string;
      followerId: string;
      dueAt: number;
      data: { [name: string]: string | number };
    },
  ): Promise<void>;
  clear(tx: Transaction, key: string): Promise<boolean>;
  /** What the timer had told and the follower has not seen yet is not told any more. */
  takeBack(tx: Transaction, key: string, now: number): Promise<void>;
}

export const holdTimerKey = (seatId: number) => `appointment_hold:${seatId}`;
const reminderKey = (number: string, index: number) => `appointment_reminder:${number}:${index}`;

/** Sets the timers of a booking's reminders in the place of those it had. */
export async function resetReminders(
  tx: Transaction,
  timers: TimerRows,
  booking: { number: string; followerId: string; startAt: number },
  times: readonly number[],
  { most, now }: { most: number; now: number },
): Promise<void> {
  for (let index = 0; index < most; index += 1) {
    const dueAt = times[index];
    const key = reminderKey(booking.number, index);
    await timers.takeBack(tx, key, now);
    if (dueAt === undefined) {
      await timers.clear(tx, key);
      continue;
    }
    const data = { number: booking.number, startAt: booking.startAt };
    await timers.set(tx, { key, name: REMINDER_TIMER, followerId: booking.followerId, dueAt, data });
  }
}
