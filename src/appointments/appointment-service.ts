import type { Transaction } from '../kernel/transaction';
import { takeDailyNumber } from '../numbers';
import { type Appointment, type AppointmentForm, allowedActions, tidyForm, wrongFields } from './appointment';
import { AppointmentEntity } from './appointment-entity';
import type { AppointmentSettings } from './appointment-settings';
import {
  appendEvent,
  changeAppointment,
  changedBy,
  normaliseNumber,
  toAppointment,
} from './appointment-store';
import { HOLD_TIMER, holdTimerKey, type TimerRows } from './appointment-timers';
import { cancelBooking, remindOf } from './booking-moves';
import { FIRST_STATUS, isOpen, LIFECYCLE } from './lifecycle';
import { type Offers, readOffers, type ScheduleOf } from './offers';
import type { Resource } from './resource';
import { listResources } from './resource-store';
import type { AppointmentSeatEntity } from './seat-entity';
import {
  bookSeat,
  countHeld,
  dropExpired,
  findByEffect,
  findHeld,
  freeSeatOf,
  releaseSeat,
  takeSeat,
} from './seats';
import { addDays, dayOf, type FreeSlot, type NothingFree, type Slot } from './slot-grid';
import { describeSlot, readSlotValue } from './slot-words';

export interface AppointmentServiceOptions {
  settings: AppointmentSettings;
  scheduleOf: ScheduleOf;
  timers: TimerRows;
}

/** Who acts, in which step of the dialogue, when (epoch ms). The same step done again has no second effect. */
export interface ByFollower {
  followerId: string;
  effectKey: string;
  now: number;
}

/** A place that is kept for a follower for a while. */
export interface Hold {
  id: number;
  slot: Slot;
  resourceName: string;
  expiresAt: number;
}

/** What is looked for, and by whom. `moving` is the number of the follower's booking that is to get another time. */
interface Asked {
  followerId: string;
  product: string;
  moving?: string | undefined;
  now: number;
}

type Refused<Code extends string> = { ok: false; code: Code };
/** `MISS`: no such booking, or not theirs; which of the two is not told. */
export type BookingResult<Code extends string = never> =
  | { ok: true; appointment: Appointment }
  | Refused<'MISS' | 'NOT_ALLOWED' | Code>;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
/** Forms can be stacked, so a follower may look at a few reviews at a time; more would be hoarding. */
const MAX_HELD = 3;

/** Bookings as followers use them. Each method works inside the transaction it is given. */
export class AppointmentService {
  constructor(private readonly options: AppointmentServiceOptions) {}

  /** The first days from today on that have something free. */
  async findDays(
    tx: Transaction,
    asked: Asked,
  ): Promise<{ ok: true; days: string[]; arrangementUnknown: boolean } | Refused<'NONE' | 'NOT_SERVED'>> {
    const offers = await this.offers(tx, asked);
    if (offers.resources.length === 0) return { ok: false, code: 'NOT_SERVED' };
    const days: string[] = [];
    for (let day = dayOf(asked.now); day <= offers.lastDay; day = addDays(day, 1)) {
      if (days.length >= this.options.settings.days_shown) break;
      if (offers.on(day).ok) days.push(day);
    }
    if (days.length === 0) return { ok: false, code: 'NONE' };
    return { ok: true, days, arrangementUnknown: days.some(offers.isArrangementUnknown) };
  }

  /** What is free on a day, or why nothing is. */
  async findSlots(
    tx: Transaction,
    asked: Asked & { day: string },
  ): Promise<
    | { ok: true; slots: FreeSlot[]; arrangementUnknown: boolean }
    | { ok: false; code: NothingFree | 'NOT_SERVED'; lastDay: string }
  > {
    const offers = await this.offers(tx, asked);
    const { lastDay } = offers;
    if (offers.resources.length === 0) return { ok: false, code: 'NOT_SERVED', lastDay };
    const offer = offers.on(asked.day);
    if (!offer.ok) return { ...offer, lastDay };
    return { ...offer, arrangementUnknown: offers.isArrangementUnknown(asked.day) };
  }

  /** Keeps a place for some minutes, with the resource that has the most left. */
  async hold(
    tx: Transaction,
    by: ByFollower,
    wanted: { product: string; slot: string; moving?: string | undefined },
  ): Promise<{ ok: true; hold: Hold } | Refused<'TAKEN' | 'LIMITED'>> {
    const { followerId, effectKey, now } = by;
    const known = await findByEffect(tx, effectKey);
    if (known !== undefined) return { ok: true, hold: await this.toHold(tx, known) };
    const slot = readSlotValue(wanted.slot);
    if (slot === undefined) return { ok: false, code: 'TAKEN' };
    if ((await countHeld(tx, followerId, now)) >= MAX_HELD) return { ok: false, code: 'LIMITED' };
    if (wanted.moving === undefined && !(await this.mayBook(tx, followerId, now)))
      return { ok: false, code: 'LIMITED' };
    const { product, moving } = wanted;
    const offers = await this.offers(tx, { followerId, product, moving, now });
    const expiresAt = now + this.options.settings.hold_minutes * MINUTE_MS;
    for (const resource of byPlacesLeft(offers, slot)) {
      const seat = await takeSeat(tx, { resource, slot, followerId, effectKey, expiresAt, now });
      if (seat === undefined) continue;
      const data = { seat: seat.id };
      await this.options.timers.set(tx, {
        key: holdTimerKey(seat.id),
        name: HOLD_TIMER,
        followerId,
        dueAt: expiresAt,
        data,
      });
      return { ok: true, hold: await this.toHold(tx, seat) };
    }
    return { ok: false, code: 'TAKEN' };
  }

  /** Gives a held place back; one that is booked, expired or gone is left alone. */
  async release(tx: Transaction, by: { followerId: string }, hold: number): Promise<void> {
    if (await releaseSeat(tx, by.followerId, hold)) await this.options.timers.clear(tx, holdTimerKey(hold));
  }

  /** The timer of a hold is due. */
  async expire(tx: Transaction, hold: number, now: number): Promise<boolean> {
    return dropExpired(tx, hold, now);
  }

  /** Makes a booking of a held place. */
  async confirm(
    tx: Transaction,
    by: ByFollower,
    given: AppointmentForm & { hold: number },
  ): Promise<
    | { ok: true; appointment: Appointment }
    | Refused<'HOLD_EXPIRED' | 'LIMITED'>
    | { ok: false; code: 'VALIDATION'; fields: (keyof AppointmentForm)[] }
  > {
    const { followerId, effectKey, now } = by;
    const known = await tx.manager.findOneBy(AppointmentEntity, { effectKey });
    if (known !== null) return { ok: true, appointment: toAppointment(known) };
    const { hold, ...rest } = given;
    const form = tidyForm(rest);
    const fields = wrongFields(form, this.options.settings);
    if (fields.length > 0) return { ok: false, code: 'VALIDATION', fields };
    const seat = await findHeld(tx, by, hold);
    if (seat === undefined) return { ok: false, code: 'HOLD_EXPIRED' };
    if (!(await this.mayBook(tx, followerId, now))) return { ok: false, code: 'LIMITED' };
    const resource = await this.resourceOf(tx, seat);

    const number = await takeDailyNumber(tx, 'appointment', now);
    await tx.manager.insert(AppointmentEntity, {
      ...form,
      number,
      effectKey,
      followerId,
      version: 1,
      status: FIRST_STATUS,
      resourceKey: resource.key,
      resourceName: resource.name,
      startAt: seat.startAt,
      endAt: seat.endAt,
      reschedules: 0,
      staff: null,
      result: null,
      createdAt: now,
      updatedAt: now,
      acceptedAt: null,
      finishedAt: null,
      cancelledAt: null,
    });
    const row = await tx.manager.findOneByOrFail(AppointmentEntity, { number });
    await this.settle(tx, seat, row);
    await appendEvent(tx, row.id, { actor: follower(followerId), kind: 'created', effectKey }, now);
    await remindOf(tx, this.options, row, now);
    return { ok: true, appointment: toAppointment(row) };
  }

  /** The follower's own bookings: those to come first, the next one on top, then the newest. `query`: part of a number. */
  async listMine(tx: Transaction, followerId: string, query = ''): Promise<Appointment[]> {
    const found = tx.manager
      .createQueryBuilder(AppointmentEntity, 'appointment')
      .where('appointment.follower_id = :followerId', { followerId })
      .orderBy(`CASE WHEN appointment.status IN ('已提交', '处理中') THEN 0 ELSE 1 END`, 'ASC')
      .addOrderBy(
        `CASE WHEN appointment.status IN ('已提交', '处理中') THEN appointment.start_at ELSE 0 END`,
        'ASC',
      )
      .addOrderBy('appointment.id', 'DESC')
      .limit(this.options.settings.list_size);
    const wanted = normaliseNumber(query);
    if (wanted !== '') {
      const pattern = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`;
      found.andWhere(`appointment.number LIKE :pattern ESCAPE '\\'`, { pattern });
    }
    return (await found.getMany()).map(toAppointment);
  }

  /** The follower's own booking with this number. */
  async find(tx: Transaction, followerId: string, number: string): Promise<AppointmentEntity | undefined> {
    const own = { number: normaliseNumber(number), followerId };
    return (await tx.manager.findOneBy(AppointmentEntity, own)) ?? undefined;
  }

  /** Ends a booking at the follower's wish and gives its place back. */
  async cancel(tx: Transaction, by: ByFollower, number: string): Promise<BookingResult> {
    const known = await changedBy(tx, by.effectKey);
    if (known !== null) return { ok: true, appointment: toAppointment(known) };
    const row = await this.find(tx, by.followerId, number);
    if (row === undefined) return { ok: false, code: 'MISS' };
    if (!this.allowed(row, by.now).cancel) return { ok: false, code: 'NOT_ALLOWED' };
    return this.end(tx, by, row);
  }

  /** Ends an open booking of a follower who is erased: no hour is too late for that. */
  async withdraw(tx: Transaction, by: ByFollower, number: string): Promise<BookingResult> {
    const row = await this.find(tx, by.followerId, number);
    if (row === undefined) return { ok: false, code: 'MISS' };
    if (!isOpen(row.status)) return { ok: false, code: 'NOT_ALLOWED' };
    return this.end(tx, by, row);
  }

  private async end(tx: Transaction, by: ByFollower, row: AppointmentEntity): Promise<BookingResult> {
    const event = { actor: follower(by.followerId), effectKey: by.effectKey };
    const cancelled = await cancelBooking(tx, this.options, row, event, by.now);
    return { ok: true, appointment: toAppointment(cancelled) };
  }

  /** Moves a booking to a place that the follower holds. It has to be accepted anew. */
  async reschedule(
    tx: Transaction,
    by: ByFollower,
    given: { number: string; hold: number },
  ): Promise<BookingResult<'HOLD_EXPIRED'>> {
    const { followerId, effectKey, now } = by;
    const known = await changedBy(tx, effectKey);
    if (known !== null) return { ok: true, appointment: toAppointment(known) };
    const row = await this.find(tx, followerId, given.number);
    if (row === undefined) return { ok: false, code: 'MISS' };
    const to = LIFECYCLE[row.status].reschedule;
    if (to === undefined || !this.allowed(row, now).reschedule) return { ok: false, code: 'NOT_ALLOWED' };
    const seat = await findHeld(tx, by, given.hold);
    if (seat === undefined) return { ok: false, code: 'HOLD_EXPIRED' };
    const resource = await this.resourceOf(tx, seat);
    await freeSeatOf(tx, row.id);
    await this.settle(tx, seat, row);
    const columns = {
      status: to,
      startAt: seat.startAt,
      endAt: seat.endAt,
      resourceKey: resource.key,
      resourceName: resource.name,
      reschedules: row.reschedules + 1,
      staff: null,
      acceptedAt: null,
    };
    const changes = [
      { field: 'time', from: describeSlot(row), to: describeSlot(seat) },
      ...(row.status === to ? [] : [{ field: 'status', from: row.status, to }]),
    ];
    const event = { actor: follower(followerId), kind: 'rescheduled', changes, effectKey } as const;
    const moved = await changeAppointment(tx, row, columns, event, now);
    await remindOf(tx, this.options, moved, now);
    return { ok: true, appointment: toAppointment(moved) };
  }

  /** What the follower may do with the booking now. */
  allowed(booking: Pick<Appointment, 'status' | 'startAt' | 'reschedules'>, now: number) {
    return allowedActions(booking, this.options.settings, now);
  }

  /** Whether the follower may make one more booking. */
  async mayBook(tx: Transaction, followerId: string, now: number): Promise<boolean> {
    const { open, per_day } = this.options.settings.limits;
    const [count] = await tx.query<{ open: number | string | null; day: number | string | null }>(
      `SELECT SUM(CASE WHEN status IN ('已提交', '处理中') AND end_at > $2 THEN 1 ELSE 0 END) AS open,
              SUM(CASE WHEN created_at > $3 THEN 1 ELSE 0 END) AS day
       FROM appointment WHERE follower_id = $1`,
      [followerId, now, now - DAY_MS],
    );
    return Number(count?.open ?? 0) < open && Number(count?.day ?? 0) < per_day;
  }

  /** A booking that is near and still stands: what its reminder tells. Undefined: there is nothing to remind of. */
  async toRemind(
    tx: Transaction,
    due: { number: string; startAt: number; now: number },
  ): Promise<Appointment | undefined> {
    const row = await tx.manager.findOneBy(AppointmentEntity, { number: due.number });
    const stands = row !== null && LIFECYCLE[row.status].cancel !== undefined && row.startAt === due.startAt;
    return stands && row.startAt > due.now ? toAppointment(row) : undefined;
  }

  /** A booking that is to be moved is not offered the time that it has. */
  private async offers(tx: Transaction, { followerId, product, moving, now }: Asked): Promise<Offers> {
    const row = moving === undefined ? undefined : await this.find(tx, followerId, moving);
    return readOffers(tx, this.options.scheduleOf, { product, now, except: row?.startAt });
  }

  private async settle(tx: Transaction, seat: AppointmentSeatEntity, row: AppointmentEntity): Promise<void> {
    await bookSeat(tx, seat.id, row.id);
    await this.options.timers.clear(tx, holdTimerKey(seat.id));
  }

  private async toHold(tx: Transaction, seat: AppointmentSeatEntity): Promise<Hold> {
    const { id, startAt, endAt, expiresAt } = seat;
    const resource = await this.resourceOf(tx, seat);
    return { id, slot: { startAt, endAt }, resourceName: resource.name, expiresAt: expiresAt ?? 0 };
  }

  private async resourceOf(tx: Transaction, { resourceId }: AppointmentSeatEntity): Promise<Resource> {
    const found = (await listResources(tx)).find(({ id }) => id === resourceId);
    if (found === undefined) throw new Error(`the resource ${resourceId} of a place is gone`);
    return found;
  }
}

/** The resources that have the slot free, the emptiest first. */
function byPlacesLeft(offers: Offers, slot: Slot): Resource[] {
  const day = dayOf(slot.startAt);
  return offers.resources
    .map((resource) => {
      const offer = offers.of(resource, day);
      const free = offer.ok
        ? offer.slots.find(({ startAt, endAt }) => startAt === slot.startAt && endAt === slot.endAt)
        : undefined;
      return { resource, left: free?.left ?? 0 };
    })
    .filter(({ left }) => left > 0)
    .sort((a, b) => b.left - a.left)
    .map(({ resource }) => resource);
}

function follower(id: string) {
  return { kind: 'follower', id, name: '' } as const;
}
