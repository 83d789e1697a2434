import { z } from 'zod';
import {
  type Appointment,
  type AppointmentService,
  type BookingResult,
  type Choice,
  dayChoice,
  describeDay,
  describeInstant,
  describeSlot,
  slotChoice,
} from '../../appointments';
import { rememberProfile } from '../../customers';
import type { EffectResult } from '../../dialogue';
import { ARRANGEMENT_UNKNOWN } from '../../hours';
import { maskName, maskPhone } from '../../kernel/mask';
import type { InlineEffects } from '../inline-effects';
import { readArgs, slotText } from './effect-args';

/** A wish such as 下午3点 or 下午. */
const timeWish = z.object({ from: z.string(), to: z.string().nullish() }).nullish().catch(null);
const number = z.string().nullish();

const daysArgs = z.strictObject({ product: slotText, moving: number });
const slotsArgs = z.strictObject({ product: slotText, day: slotText, time: timeWish, moving: number });
const holdArgs = z.strictObject({ product: slotText, slot: slotText, moving: number });
const releaseArgs = z.strictObject({ hold: z.number() });
const confirmArgs = z.strictObject({
  hold: z.number(),
  org: slotText,
  contact: slotText,
  phone: slotText,
  product: slotText,
  topic: slotText,
});
const listArgs = z.strictObject({ query: slotText });
const oneArgs = z.strictObject({ appointment_no: slotText });
const rescheduleArgs = z.strictObject({ appointment_no: slotText, hold: z.number() });

/** What flows do with bookings. */
export function appointmentEffects(appointments: AppointmentService): InlineEffects {
  const note = (unknown: boolean) => (unknown ? ARRANGEMENT_UNKNOWN : null);
  const done = (result: BookingResult<'HOLD_EXPIRED'>, now: number): EffectResult =>
    result.ok
      ? { ok: true, data: { appointment: viewAppointment(result.appointment, appointments, now) } }
      : result;

  return {
    'appointment.find_days': async (tx, args, { followerId, now }) => {
      const { product, moving } = readArgs('appointment.find_days', daysArgs, args);
      const found = await appointments.findDays(tx, {
        followerId,
        product,
        moving: moving ?? undefined,
        now,
      });
      if (!found.ok) return found;
      return {
        ok: true,
        data: { days: found.days.map(dayChoice), note: note(found.arrangementUnknown) },
      };
    },
    'appointment.find_slots': async (tx, args, { followerId, now }) => {
      const { product, day, time, moving } = readArgs('appointment.find_slots', slotsArgs, args);
      const asked = { followerId, product, day, moving: moving ?? undefined, now };
      const found = await appointments.findSlots(tx, asked);
      const dayText = describeDay(day);
      if (!found.ok) {
        return {
          ok: false,
          code: found.code,
          data: { day_text: dayText, last_day_text: describeDay(found.lastDay) },
        };
      }
      const choices = found.slots.map(slotChoice);
      const wished = choices.filter((choice) => isWished(choice, time));
      return {
        ok: true,
        data: {
          slots: [...wished, ...choices.filter((choice) => !wished.includes(choice))],
          preferred: preferredOf(wished, time),
          /** A time was asked for that is not free. */
          missed: time != null && wished.length === 0,
          day_text: dayText,
          note: note(found.arrangementUnknown),
        },
      };
    },
    'appointment.hold': async (tx, args, context) => {
      const { moving, ...wanted } = readArgs('appointment.hold', holdArgs, args);
      const held = await appointments.hold(tx, context, { ...wanted, moving: moving ?? undefined });
      if (!held.ok) return held;
      const { id, slot, resourceName, expiresAt } = held.hold;
      return {
        ok: true,
        data: {
          hold: id,
          when_text: describeSlot(slot),
          resource: resourceName,
          minutes: Math.round((expiresAt - context.now) / 60_000),
        },
      };
    },
    'appointment.release': async (tx, args, context) => {
      await appointments.release(tx, context, readArgs('appointment.release', releaseArgs, args).hold);
      return { ok: true, data: {} };
    },
    'appointment.confirm': async (tx, args, context) => {
      const given = readArgs('appointment.confirm', confirmArgs, args);
      const { hold, org: orgName, contact: contactName, phone: contactPhone, product, topic } = given;
      const form = { hold, orgName, contactName, contactPhone, product, topic };
      const booked = await appointments.confirm(tx, context, form);
      if (!booked.ok) {
        return booked.code === 'VALIDATION' ? { ...booked, data: { fields: booked.fields } } : booked;
      }
      const { appointment } = booked;
      const told = { name: appointment.contactName, phone: appointment.contactPhone, orgName };
      await rememberProfile(tx, context.followerId, told, context.now);
      return {
        ok: true,
        data: {
          appointment_no: appointment.number,
          when_text: describeSlot(appointment),
          resource: appointment.resource.name,
        },
      };
    },
    'appointment.list_mine': async (tx, args, { followerId, now }) => {
      const { query } = readArgs('appointment.list_mine', listArgs, args);
      const mine = await appointments.listMine(tx, followerId, query);
      return {
        ok: true,
        data: {
          appointments: mine.map((one) => viewAppointment(one, appointments, now)),
          may_book: await appointments.mayBook(tx, followerId, now),
        },
      };
    },
    'appointment.cancel': async (tx, args, context) => {
      const { appointment_no } = readArgs('appointment.cancel', oneArgs, args);
      return done(await appointments.cancel(tx, context, appointment_no), context.now);
    },
    'appointment.reschedule': async (tx, args, context) => {
      const { appointment_no, hold } = readArgs('appointment.reschedule', rescheduleArgs, args);
      return done(await appointments.reschedule(tx, context, { number: appointment_no, hold }), context.now);
    },
  };
}

type TimeWish = z.output<typeof timeWish>;

/** `09:00` of a slot's value. */
const timeOf = (choice: Choice) => choice.value.slice(11, 16);

function isWished(choice: Choice, time: TimeWish): boolean {
  if (time == null) return false;
  const start = timeOf(choice);
  return time.to == null ? start === time.from : time.from <= start && start < time.to;
}

/** The one slot that a wish can only mean: the one that begins then, or the only one in that part of the day. */
function preferredOf(wished: readonly Choice[], time: TimeWish): string | null {
  const exact = wished.filter((choice) => timeOf(choice) === time?.from);
  const isPartOfDay = time?.to != null && Number(time.to.slice(0, 2)) - Number(time.from.slice(0, 2)) > 2;
  const meant = isPartOfDay ? wished : exact.length > 0 ? exact : wished;
  return meant.length === 1 ? (meant[0]?.value ?? null) : null;
}

/** A booking as texts of flows show it: personal data masked, nothing known is null. */
function viewAppointment(
  appointment: Appointment,
  service: Pick<AppointmentService, 'allowed'>,
  now: number,
): { [name: string]: string | number | boolean | null } {
  const allowed = service.allowed(appointment, now);
  return {
    appointment_no: appointment.number,
    status: appointment.status,
    when_text: describeSlot(appointment),
    resource: appointment.resource.name,
    product: appointment.product,
    topic: appointment.topic,
    org_name: appointment.orgName,
    contact_name: maskName(appointment.contactName),
    contact_phone: maskPhone(appointment.contactPhone),
    submitted_text: describeInstant(appointment.createdAt),
    accepted_text: describeInstant(appointment.acceptedAt),
    finished_text: describeInstant(appointment.finishedAt),
    cancelled_text: describeInstant(appointment.cancelledAt),
    staff: appointment.staff,
    result: appointment.result,
    reschedules: appointment.reschedules,
    can_cancel: allowed.cancel,
    can_reschedule: allowed.reschedule,
  };
}
