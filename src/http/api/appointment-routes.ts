import { z } from 'zod';
import { APPOINTMENT_STATUSES, type AppointmentRefusal } from '../../appointments';
import { isDate } from '../../hours';
import { AppError, assertNever } from '../../kernel/errors';
import { searchKey } from '../../staff';
import {
  appointmentDetail,
  appointmentView,
  presentAppointment,
  presentAppointments,
} from './appointment-view';
import type { StaffApiDeps } from './deps';
import type { FeatureApiDeps } from './feature-deps';
import { defineRoute, type Route } from './route';

const ACCESS = ['agent', 'supervisor'] as const;
const MAX_STAFF_NUMBER = 20;
const MAX_RESULT = 500;

const params = z.object({ number: z.string() });
const words = z.string().trim().min(1).max(100);

/** Bookings: found, read with their history, accepted, finished, cancelled (design §9). */
export function appointmentRoutes(deps: StaffApiDeps, features: FeatureApiDeps): Route[] {
  const { reader, unitOfWork, clock } = deps;
  const { appointments } = features;
  const detail = async (number: string) => {
    const found = await appointments.read(reader, number);
    if (found === undefined) throw new AppError('NOT_FOUND', 'no such appointment');
    return presentAppointment(deps, found);
  };
  return [
    defineRoute({
      method: 'GET',
      path: '/api/appointments',
      summary: 'Bookings, in the order in which they begin',
      access: ACCESS,
      query: z.object({
        day: z
          .string()
          .refine(isDate, '日期形如 2026-11-23')
          .optional()
          .describe('begins on this day, YYYY-MM-DD'),
        status: z.enum(APPOINTMENT_STATUSES).optional(),
        resource: words.optional().describe('key of a resource'),
        staff: words.optional().describe('staff number of whoever works on it'),
        followerId: words.optional(),
        search: words.optional().describe('a part of number, unit name or matter'),
        after: words.optional().describe('number of a booking: lists those behind it'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: { status: 200, schema: z.object({ items: z.array(appointmentView) }) },
      handle: async ({ query, looksAt }) => {
        const { search, followerId } = query;
        // A list of the day's calls is no look-up; asking for a person's bookings is.
        const asked = searchKey({ search, followerId });
        if (asked !== '') looksAt('appointment', asked);
        return { items: await presentAppointments(deps, await appointments.list(reader, query)) };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/appointments/{number}',
      summary: 'One booking with its history',
      access: ACCESS,
      params,
      success: { status: 200, schema: appointmentDetail },
      failures: ['NOT_FOUND'],
      handle: ({ params: { number }, looksAt }) => {
        looksAt('appointment', number);
        return detail(number);
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/appointments/{number}',
      summary:
        'Accept, finish or cancel as far as the life cycle allows; the follower hears of a cancellation',
      access: ACCESS,
      params,
      body: z
        .object({
          status: z.enum(APPOINTMENT_STATUSES),
          staff: z
            .string()
            .trim()
            .min(1)
            .max(MAX_STAFF_NUMBER)
            .describe('staff number that the follower sees; default: the user name of the account'),
          result: z
            .string()
            .trim()
            .min(1)
            .max(MAX_RESULT)
            .describe('what came of it, or why it is cancelled'),
        })
        .partial()
        .refine((body) => Object.keys(body).length > 0, '至少填写 status、staff、result 中的一项'),
      success: { status: 200, schema: appointmentDetail },
      failures: ['NOT_FOUND', 'CONFLICT'],
      handle: async ({ params: { number }, body, session: { staff }, looksAt }) => {
        looksAt('appointment', number);
        const now = clock.now();
        const by = { staffId: staff.id, staffName: staff.name, staffNumber: staff.username, now };
        const done = await unitOfWork.run(async (tx) => {
          const processed = await appointments.process(tx, by, number, body);
          if (processed.ok && processed.cancelled) {
            const { followerId } = processed.appointment;
            const text = features.textOfCancellation(processed.appointment);
            const key = `appointment:${processed.appointment.number}:cancelled`;
            await features.sayToFollower(tx, { followerId, text, key, staffId: staff.id, at: now });
          }
          return processed;
        });
        if (done.ok) return detail(number);
        if (done.code === 'NOT_FOUND') throw new AppError('NOT_FOUND', 'no such appointment');
        throw new AppError('CONFLICT', `the life cycle refused: ${done.refusal.kind}`, {
          userText: reasonOf(done.refusal),
        });
      },
    }),
  ];
}

function reasonOf(refusal: AppointmentRefusal): string {
  switch (refusal.kind) {
    case 'over':
      return `预约${refusal.status}，不能再修改`;
    case 'no_such_move':
      return refusal.to === '已完成'
        ? '请先受理（处理中），再完成'
        : `预约当前为“${refusal.from}”，不能改为“${refusal.to}”`;
    case 'result_too_early':
      return `预约${refusal.status}，完成时才能填写结果`;
    case 'staff_too_early':
      return `预约${refusal.status}，受理时才能填写工号`;
    default:
      return assertNever(refusal);
  }
}
