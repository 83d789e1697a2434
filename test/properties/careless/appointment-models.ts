import { DateTime } from 'luxon';
import { BUSINESS_ZONE } from '../../../src/kernel/clock';
import type { Json } from '../../../src/kernel/json';
import { maskName, maskPhone } from '../../../src/kernel/mask';
import { type Business, type Call, failed, type Model, ok, text } from './business';

/** A booking in memory. */
export interface Booking {
  number: string;
  followerId: string;
  slot: string;
  status: '已提交' | '处理中' | '已完成' | '已取消';
  org: string;
  contact: string;
  phone: string;
  topic: string;
  product: string;
}

const HOLD_MS = 10 * 60_000;
const DAYS = 3;
const TIMES = ['09:00', '10:00', '14:00'];

const dayOf = (now: number, ahead: number): DateTime =>
  DateTime.fromMillis(now, { zone: BUSINESS_ZONE }).plus({ days: ahead });
const spell = (slot: string): string => slot.replace('T', ' ');
const choices = (values: readonly string[]): Json[] =>
  values.map((value) => ({ value, label: spell(value), aliases: [] }));

function view({ number, slot, status, org, contact, phone, topic, product }: Booking): Json {
  const open = status === '已提交' || status === '处理中';
  return {
    appointment_no: number,
    status,
    when_text: spell(slot),
    resource: '上门工程师',
    product,
    topic,
    org_name: org,
    contact_name: maskName(contact),
    contact_phone: maskPhone(phone),
    submitted_text: '11月20日 10:00',
    accepted_text: null,
    finished_text: null,
    cancelled_text: null,
    staff: null,
    result: null,
    reschedules: 0,
    can_cancel: open,
    can_reschedule: open,
  };
}

const mine = ({ bookings }: Business, { person, args }: Call): Booking | undefined =>
  bookings.find(({ number, followerId }) => number === args.appointment_no && followerId === person.id);

/** What is held, while it is. */
const heldSlot = ({ holds }: Business, { args, now }: Call): string | undefined => {
  const hold = holds.get(Number(args.hold));
  return hold === undefined || hold.until < now ? undefined : hold.slot;
};

/** Free places, holds and bookings (`appointments/`). Every slot has a place for everybody. */
export const APPOINTMENT_MODELS: Readonly<Record<string, Model>> = {
  'appointment.find_days': (_business, { now }) => {
    const days = Array.from({ length: DAYS }, (_none, at) => dayOf(now, at + 1).toISODate() ?? '');
    return ok({ days: choices(days), note: null });
  },
  'appointment.find_slots': (business, { args, now }) => {
    const day = text(args.day);
    const told = { day_text: day, last_day_text: dayOf(now, 30).toISODate() ?? '' };
    if (day <= (dayOf(now, 0).toISODate() ?? '')) return failed('TOO_SOON', told);
    if (day > told.last_day_text) return failed('TOO_FAR', told);
    const slots = TIMES.map((time) => `${day}T${time}`);
    const wished = args.time !== null && args.time !== undefined;
    const preferred = wished && business.next() % 2 === 0 ? (slots[0] ?? null) : null;
    return ok({
      slots: choices(slots),
      preferred,
      missed: wished && preferred === null,
      day_text: day,
      note: null,
    });
  },
  'appointment.hold': (business, { args, now }) => {
    const hold = business.next();
    const slot = text(args.slot);
    business.holds.set(hold, { slot, until: now + HOLD_MS });
    return ok({ hold, when_text: spell(slot), resource: '上门工程师', minutes: 10 });
  },
  'appointment.release': ({ holds }, { args }) => {
    holds.delete(Number(args.hold));
    return ok();
  },
  'appointment.confirm': (business, call) => {
    const { person, args } = call;
    const slot = heldSlot(business, call);
    if (slot === undefined) return failed('HOLD_EXPIRED');
    const number = `261120-${String(business.next()).padStart(5, '0')}`;
    const [org, contact, phone] = [text(args.org), text(args.contact), text(args.phone)];
    business.bookings.push({
      number,
      followerId: person.id,
      slot,
      status: '已提交',
      org,
      contact,
      phone,
      topic: text(args.topic),
      product: text(args.product),
    });
    person.knows.ticket_no = [...(person.knows.ticket_no ?? []), number];
    person.remember({ name: contact, phone, orgName: org });
    return ok({ appointment_no: number, when_text: spell(slot), resource: '上门工程师' });
  },
  'appointment.list_mine': ({ bookings }, { person, args }) => {
    const own = bookings.filter(
      ({ number, followerId }) => followerId === person.id && number.includes(text(args.query)),
    );
    return ok({ appointments: own.map(view), may_book: true });
  },
  'appointment.cancel': (business, call) => {
    const booking = mine(business, call);
    if (booking === undefined) return failed('MISS');
    if (booking.status !== '已提交') return failed('NOT_ALLOWED');
    booking.status = '已取消';
    return ok({ appointment: view(booking) });
  },
  'appointment.reschedule': (business, call) => {
    const booking = mine(business, call);
    if (booking === undefined) return failed('MISS');
    if (booking.status !== '已提交') return failed('NOT_ALLOWED');
    const slot = heldSlot(business, call);
    if (slot === undefined) return failed('HOLD_EXPIRED');
    booking.slot = slot;
    return ok({ appointment: view(booking) });
  },
};
