import { z } from 'zod';
import { APPOINTMENT_STATUSES, type Appointment, type AppointmentEvent } from '../../appointments';
import { maskPhone } from '../../kernel/mask';
import type { StaffApiDeps } from './deps';

const instant = z.number().describe('epoch milliseconds');

/** A booking as a list shows it: the calls of a day (S3-45). Whom to call is in the detail. */
export const appointmentView = z.object({
  number: z.string(),
  status: z.enum(APPOINTMENT_STATUSES),
  resource: z.object({ key: z.string(), name: z.string() }),
  startAt: instant,
  endAt: instant,
  orgName: z.string(),
  contact: z.object({ name: z.string(), phone: z.string().describe('masked in lists') }),
  product: z.string(),
  topic: z.string(),
  staff: z.string().nullable().describe('staff number of whoever works on it'),
  result: z.string().nullable(),
  reschedules: z.number().describe('how often the follower chose another time'),
  follower: z.object({ id: z.string(), remark: z.string() }),
  createdAt: instant,
  updatedAt: instant,
  acceptedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  cancelledAt: instant.nullable(),
});

const eventView = z.object({
  id: z.number(),
  at: instant,
  actor: z.object({ kind: z.enum(['follower', 'staff']), id: z.string(), name: z.string() }),
  kind: z.enum(['created', 'rescheduled', 'cancelled', 'accepted', 'finished', 'changed']),
  changes: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
});

/** A booking with its history. */
export const appointmentDetail = appointmentView.extend({
  events: z.array(eventView).describe('the history, oldest entry first'),
});

export async function presentAppointments(
  deps: StaffApiDeps,
  appointments: readonly Appointment[],
): Promise<z.input<typeof appointmentView>[]> {
  const followers = [...new Set(appointments.map(({ followerId }) => followerId))];
  const remarks = await deps.remarksOf(deps.reader, followers);
  return appointments.map(({ followerId, contactName, contactPhone, ...appointment }) => ({
    ...appointment,
    contact: { name: contactName, phone: maskPhone(contactPhone) },
    follower: { id: followerId, remark: remarks.get(followerId) ?? '' },
  }));
}

export async function presentAppointment(
  deps: StaffApiDeps,
  { appointment, events }: { appointment: Appointment; events: AppointmentEvent[] },
): Promise<z.input<typeof appointmentDetail>> {
  const [view] = await presentAppointments(deps, [appointment]);
  if (view === undefined) throw new Error('one booking was given, none came back');
  const contact = { name: appointment.contactName, phone: appointment.contactPhone };
  return { ...view, contact, events };
}
