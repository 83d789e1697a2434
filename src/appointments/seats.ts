import type { Transaction } from '../kernel/transaction';
import type { Resource } from './resource';
import { AppointmentSeatEntity } from './seat-entity';
import type { Slot } from './slot-grid';

/** Places as rows. Each function is one or two statements of the unit it works in. */

/** Takes one place of a slot until it expires; undefined when there is none. */
export async function takeSeat(
  tx: Transaction,
  wanted: {
    resource: Resource;
    slot: Slot;
    followerId: string;
    effectKey: string;
    expiresAt: number;
    now: number;
  },
): Promise<AppointmentSeatEntity | undefined> {
  const { resource, slot } = wanted;
  // What nobody may use any more must not stand in the way, even when its timer has not come yet.
  await tx.execute(
    `DELETE FROM appointment_seat
     WHERE resource_id = $1 AND start_at < $2 AND end_at > $3 AND appointment_id IS NULL AND expires_at <= $4`,
    [resource.id, slot.endAt, slot.startAt, wanted.now],
  );
  const taken = await tx.query<{ start_at: number | string; seat: number }>(
    'SELECT start_at, seat FROM appointment_seat WHERE resource_id = $1 AND start_at < $2 AND end_at > $3',
    [resource.id, slot.endAt, slot.startAt],
  );
  if (taken.length >= resource.capacity) return undefined;
  const seats = new Set(taken.filter((row) => Number(row.start_at) === slot.startAt).map(({ seat }) => seat));
  for (let seat = 1; seat <= resource.capacity; seat += 1) {
    if (seats.has(seat)) continue;
    const inserted = await tx.query(
      `INSERT INTO appointment_seat (resource_id, start_at, end_at, seat, follower_id, effect_key, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (resource_id, start_at, seat) DO NOTHING RETURNING id`,
      [resource.id, slot.startAt, slot.endAt, seat, wanted.followerId, wanted.effectKey, wanted.expiresAt],
    );
    if (inserted.length > 0) return findByEffect(tx, wanted.effectKey);
  }
  return undefined;
}

/** The place that a step of the dialogue took, if it ran before. */
export async function findByEffect(
  tx: Transaction,
  effectKey: string,
): Promise<AppointmentSeatEntity | undefined> {
  return (await tx.manager.findOneBy(AppointmentSeatEntity, { effectKey })) ?? undefined;
}

/** A place that the follower holds and that has not expired. */
export async function findHeld(
  tx: Transaction,
  by: { followerId: string; now: number },
  id: number,
): Promise<AppointmentSeatEntity | undefined> {
  const row = await tx.manager.findOneBy(AppointmentSeatEntity, { id, followerId: by.followerId });
  const isLive = row !== null && row.appointmentId === null && (row.expiresAt ?? 0) > by.now;
  return isLive ? row : undefined;
}

export async function countHeld(tx: Transaction, followerId: string, now: number): Promise<number> {
  const [count] = await tx.query<{ n: number | string }>(
    'SELECT COUNT(*) AS n FROM appointment_seat WHERE follower_id = $1 AND expires_at > $2',
    [followerId, now],
  );
  return Number(count?.n ?? 0);
}

/** What was held is booked now: it no longer expires. */
export async function bookSeat(tx: Transaction, id: number, appointmentId: number): Promise<void> {
  await tx.execute('UPDATE appointment_seat SET appointment_id = $2, expires_at = NULL WHERE id = $1', [
    id,
    appointmentId,
  ]);
}

/** Gives a held place back. A place that is booked, or somebody else's, stays. */
export async function releaseSeat(tx: Transaction, followerId: string, id: number): Promise<boolean> {
  const released = await tx.execute(
    'DELETE FROM appointment_seat WHERE id = $1 AND follower_id = $2 AND appointment_id IS NULL',
    [id, followerId],
  );
  return released > 0;
}

/** Removes a hold whose time is over. */
export async function dropExpired(tx: Transaction, id: number, now: number): Promise<boolean> {
  const dropped = await tx.execute(
    'DELETE FROM appointment_seat WHERE id = $1 AND appointment_id IS NULL AND expires_at <= $2',
    [id, now],
  );
  return dropped > 0;
}

/** Gives the place of a booking back. */
export async function freeSeatOf(tx: Transaction, appointmentId: number): Promise<void> {
  await tx.execute('DELETE FROM appointment_seat WHERE appointment_id = $1', [appointmentId]);
}
