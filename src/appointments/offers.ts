import type { Schedule } from '../hours';
import type { Reader } from '../kernel/transaction';
import { type Resource, serves } from './resource';
import { listResources } from './resource-store';
import { addDays, type DayOffer, dayOf, joinOffers, offerOn, type Slot, startOfDay } from './slot-grid';

/** What of the calendar the bookings need: opening hours by name. */
export type ScheduleOf = (name: string) => Schedule;

/** The resources that take bookings for a product, with what is taken of them. */
export interface Offers {
  /** Empty: nobody serves the product. */
  resources: Resource[];
  /** What all of them together have on a day. */
  on(day: string): DayOffer;
  /** The same of one of them. */
  of(resource: Resource, day: string): DayOffer;
  /** The last day that can be booked. */
  lastDay: string;
  /** Whether the holidays of the day's year are not known yet, and matter. */
  isArrangementUnknown(day: string): boolean;
}

/** Reads resources, bookings and live holds from today on. `except`: the beginning of slots that are not wanted. */
export async function readOffers(
  from: Pick<Reader, 'manager' | 'query'>,
  scheduleOf: ScheduleOf,
  asked: { product: string; now: number; except?: number | undefined },
): Promise<Offers> {
  const { now } = asked;
  const resources = (await listResources(from)).filter((resource) => serves(resource, asked.product));
  const today = dayOf(now);
  const taken = await readTaken(from, startOfDay(today), now);
  const of = (resource: Resource, day: string): DayOffer => {
    const bookable = { resource, schedule: scheduleOf(resource.schedule) };
    const offer = offerOn(bookable, day, now, taken.get(resource.id) ?? []);
    if (!offer.ok) return offer;
    const slots = offer.slots.filter(({ startAt }) => startAt !== asked.except);
    return slots.length === 0 ? { ok: false, code: 'FULL' } : { ok: true, slots };
  };
  return {
    resources,
    of,
    on: (day) => joinOffers(resources.map((resource) => of(resource, day))),
    lastDay: addDays(today, Math.max(0, ...resources.map(({ horizonDays }) => horizonDays))),
    isArrangementUnknown: (day) =>
      resources.some((resource) => {
        const { holidays, calendar } = scheduleOf(resource.schedule);
        return holidays !== 'as_usual' && !calendar.knows(Number(day.slice(0, 4)));
      }),
  };
}

/** Places that are booked, or held and not yet expired, by resource. */
async function readTaken(
  from: Pick<Reader, 'query'>,
  since: number,
  now: number,
): Promise<Map<number, Slot[]>> {
  const rows = await from.query<{ resource_id: number; start_at: number | string; end_at: number | string }>(
    `SELECT resource_id, start_at, end_at FROM appointment_seat
     WHERE start_at >= $1 AND (expires_at IS NULL OR expires_at > $2)`,
    [since, now],
  );
  const taken = new Map<number, Slot[]>();
  for (const row of rows) {
    const slot = { startAt: Number(row.start_at), endAt: Number(row.end_at) };
    taken.set(row.resource_id, [...(taken.get(row.resource_id) ?? []), slot]);
  }
  return taken;
}
