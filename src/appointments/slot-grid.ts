import { DateTime } from 'luxon';
import { hoursOn, type Schedule } from '../hours';
import { BUSINESS_ZONE } from '../kernel/clock';
import type { Resource } from './resource';

/** Free slots, computed from opening hours minus what is taken. Pure; days are YYYY-MM-DD in Asia/Shanghai. */

/** A span of time, epoch milliseconds, the end not included. */
export interface Slot {
  startAt: number;
  endAt: number;
}

/** A slot with places left. */
export interface FreeSlot extends Slot {
  left: number;
}

export interface Bookable {
  resource: Pick<Resource, 'slotMinutes' | 'capacity' | 'minNoticeMinutes' | 'horizonDays' | 'blackout'>;
  schedule: Schedule;
}

/** Why a day has nothing: beyond the horizon, no opening hours, already too late, or all places taken. */
export type NothingFree = 'TOO_FAR' | 'CLOSED' | 'TOO_SOON' | 'FULL';

export type DayOffer = { ok: true; slots: FreeSlot[] } | { ok: false; code: NothingFree };

const MINUTE_MS = 60_000;
const DATE = 'yyyy-MM-dd';

/** The day of an instant. */
export function dayOf(at: number): string {
  return DateTime.fromMillis(at, { zone: BUSINESS_ZONE }).toFormat(DATE);
}

/** The day so many days after another. */
export function addDays(day: string, days: number): string {
  return DateTime.fromFormat(day, DATE, { zone: 'utc' }).plus({ days }).toFormat(DATE);
}

/** Midnight at the beginning of a day. */
export function startOfDay(day: string): number {
  return DateTime.fromFormat(day, DATE, { zone: BUSINESS_ZONE }).toMillis();
}

/** All slots of a day, free or not: each interval of the opening hours is cut from its beginning; a rest is left over. */
export function gridOn({ resource, schedule }: Bookable, day: string): Slot[] {
  if (resource.blackout.includes(day)) return [];
  const midnight = startOfDay(day);
  const { slotMinutes } = resource;
  return hoursOn(schedule, day).flatMap(({ from, to }) =>
    Array.from({ length: Math.floor((to - from) / slotMinutes) }, (_, index) => {
      const startAt = midnight + (from + index * slotMinutes) * MINUTE_MS;
      return { startAt, endAt: startAt + slotMinutes * MINUTE_MS };
    }),
  );
}

/** What can be booked on a day. `taken`: bookings and live holds of this resource, one entry a place. */
export function offerOn(bookable: Bookable, day: string, now: number, taken: readonly Slot[]): DayOffer {
  const { resource } = bookable;
  const today = dayOf(now);
  if (day > addDays(today, resource.horizonDays)) return { ok: false, code: 'TOO_FAR' };
  const grid = gridOn(bookable, day);
  if (grid.length === 0) return { ok: false, code: day < today ? 'TOO_SOON' : 'CLOSED' };
  const earliest = now + resource.minNoticeMinutes * MINUTE_MS;
  const inTime = grid.filter(({ startAt }) => startAt >= earliest);
  if (inTime.length === 0) return { ok: false, code: 'TOO_SOON' };
  const slots = inTime
    .map((slot) => ({ ...slot, left: resource.capacity - countOverlaps(slot, taken) }))
    .filter(({ left }) => left > 0);
  return slots.length === 0 ? { ok: false, code: 'FULL' } : { ok: true, slots };
}

/** From most to least helpful: with several resources, the reason that leaves the most hope is told. */
const REASONS: readonly NothingFree[] = ['FULL', 'TOO_SOON', 'CLOSED', 'TOO_FAR'];

/** What several resources offer together: places of the same slot add up. */
export function joinOffers(offers: readonly DayOffer[]): DayOffer {
  const joined = new Map<string, FreeSlot>();
  for (const offer of offers) {
    for (const slot of offer.ok ? offer.slots : []) {
      const key = `${slot.startAt}-${slot.endAt}`;
      joined.set(key, { ...slot, left: slot.left + (joined.get(key)?.left ?? 0) });
    }
  }
  if (joined.size > 0) {
    return {
      ok: true,
      slots: [...joined.values()].sort((a, b) => a.startAt - b.startAt || a.endAt - b.endAt),
    };
  }
  const code = REASONS.find((reason) => offers.some((offer) => !offer.ok && offer.code === reason));
  return { ok: false, code: code ?? 'CLOSED' };
}

export function countOverlaps(slot: Slot, taken: readonly Slot[]): number {
  return taken.filter((other) => other.startAt < slot.endAt && slot.startAt < other.endAt).length;
}
