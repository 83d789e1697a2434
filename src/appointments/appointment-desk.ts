import type { Reader, Transaction } from '../kernel/transaction';
import type { Appointment, AppointmentEvent, FieldChange } from './appointment';
import { AppointmentEntity } from './appointment-entity';
import { AppointmentEventEntity } from './appointment-event-entity';
import type { AppointmentSettings } from './appointment-settings';
import {
  changeAppointment,
  type NewAppointmentEvent,
  normaliseNumber,
  toAppointment,
  toEvent,
} from './appointment-store';
import type { TimerRows } from './appointment-timers';
import { cancelBooking, remindOf } from './booking-moves';
import { type AppointmentStatus, isOpen, staffAction } from './lifecycle';
import { addDays, startOfDay } from './slot-grid';

export interface AppointmentFilter {
  /** YYYY-MM-DD: those that begin on this day. */
  day?: string | undefined;
  status?: AppointmentStatus | undefined;
  /** Key of a resource. */
  resource?: string | undefined;
  followerId?: string | undefined;
  /** Staff number. */
  staff?: string | undefined;
  /** Part of the number, the unit's name or the matter. */
  search?: string | undefined;
  /** Number of a booking: lists those after it in this order. */
  after?: string | undefined;
  limit: number;
}

/** What staff change. `staff` is the staff number that followers see; default: the user name of the account. */
export interface AppointmentProcessing {
  status?: AppointmentStatus | undefined;
  staff?: string | undefined;
  result?: string | undefined;
}

/** Why the life cycle forbids a change. */
export type AppointmentRefusal =
  | { kind: 'over'; status: AppointmentStatus }
  | { kind: 'no_such_move'; from: AppointmentStatus; to: AppointmentStatus }
  | { kind: 'result_too_early'; status: AppointmentStatus }
  | { kind: 'staff_too_early'; status: AppointmentStatus };

export type AppointmentProcessResult =
  | { ok: true; appointment: Appointment; cancelled: boolean }
  | { ok: false; code: 'NOT_FOUND' }
  | { ok: false; code: 'REFUSED'; refusal: AppointmentRefusal };

/** Bookings as staff work on them. */
export class AppointmentDesk {
  constructor(private readonly options: { settings: AppointmentSettings; timers: TimerRows }) {}

  /** Bookings that fit, in the order in which they begin. */
  async list(reader: Reader, filter: AppointmentFilter): Promise<Appointment[]> {
    const query = reader.manager
      .createQueryBuilder(AppointmentEntity, 'appointment')
      .orderBy('appointment.startAt', 'ASC')
      .addOrderBy('appointment.id', 'ASC')
      .limit(filter.limit);
    const { status, resource: resourceKey, followerId, staff, day } = filter;
    for (const [column, value] of Object.entries({ status, resourceKey, followerId, staff }))
      if (value !== undefined) query.andWhere(`appointment.${column} = :${column}`, { [column]: value });
    if (day !== undefined)
      query.andWhere('appointment.startAt >= :from AND appointment.startAt < :to', {
        from: startOfDay(day),
        to: startOfDay(addDays(day, 1)),
      });
    if (filter.search !== undefined) {
      const columns = ['number', 'orgName', 'topic'];
      query.andWhere(
        `(${columns.map((column) => `appointment.${column} LIKE :search ESCAPE '\\'`).join(' OR ')})`,
        { search: `%${filter.search.replace(/[\\%_]/g, '\\$&')}%` },
      );
    }
    if (filter.after !== undefined)
      query.andWhere(
        `(appointment.start_at, appointment.id) > (SELECT start_at, id FROM appointment WHERE number = :after)`,
        { after: normaliseNumber(filter.after) },
      );
    return (await query.getMany()).map(toAppointment);
  }

  /** One booking with its history, oldest entry first. */
  async read(
    from: Pick<Reader, 'manager'>,
    number: string,
  ): Promise<{ appointment: Appointment; events: AppointmentEvent[] } | undefined> {
    const row = await from.manager.findOneBy(AppointmentEntity, { number: normaliseNumber(number) });
    if (row === null) return undefined;
    const events = await from.manager.find(AppointmentEventEntity, {
      where: { appointmentId: row.id },
      order: { id: 'ASC' },
    });
    return { appointment: toAppointment(row), events: events.map(toEvent) };
  }

  /** Accepts, finishes or cancels as far as the life cycle allows, and writes down who did it. */
  async process(
    tx: Transaction,
    by: { staffId: string; staffName: string; staffNumber: string; now: number },
    number: string,
    wanted: AppointmentProcessing,
  ): Promise<AppointmentProcessResult> {
    const row = await tx.manager.findOneBy(AppointmentEntity, { number: normaliseNumber(number) });
    if (row === null) return { ok: false, code: 'NOT_FOUND' };
    const to = wanted.status ?? row.status;
    const refusal = refuse(row.status, to, wanted);
    if (refusal !== undefined) return { ok: false, code: 'REFUSED', refusal };
    const actor = { kind: 'staff', id: by.staffId, name: by.staffName } as const;
    if (to === '已取消') {
      const { result = null } = wanted;
      const cancelled = await cancelBooking(tx, this.options, row, { actor, result }, by.now);
      return { ok: true, appointment: toAppointment(cancelled), cancelled: true };
    }
    const moves = to !== row.status;
    const columns: Partial<AppointmentEntity> = {
      status: to,
      staff: wanted.staff ?? (moves ? (row.staff ?? by.staffNumber) : row.staff),
      result: wanted.result ?? row.result,
      ...(moves && to === '处理中' ? { acceptedAt: by.now } : {}),
      ...(moves && to === '已完成' ? { finishedAt: by.now } : {}),
    };
    const changes = (['status', 'staff', 'result'] as const).flatMap((field): FieldChange[] =>
      columns[field] === row[field] ? [] : [{ field, from: row[field], to: columns[field] ?? null }],
    );
    if (changes.length === 0) return { ok: true, appointment: toAppointment(row), cancelled: false };
    const kind = moves ? (to === '处理中' ? 'accepted' : 'finished') : 'changed';
    const event: NewAppointmentEvent = { actor, kind, changes };
    const changed = await changeAppointment(tx, row, columns, event, by.now);
    await remindOf(tx, this.options, changed, by.now);
    return { ok: true, appointment: toAppointment(changed), cancelled: false };
  }
}

function refuse(
  from: AppointmentStatus,
  to: AppointmentStatus,
  wanted: AppointmentProcessing,
): AppointmentRefusal | undefined {
  if (from !== to && staffAction(from, to) === undefined) {
    return isOpen(from) ? { kind: 'no_such_move', from, to } : { kind: 'over', status: from };
  }
  if (to === '已取消' && from === to) return { kind: 'over', status: from };
  if (wanted.result !== undefined && to !== '已完成' && to !== '已取消')
    return { kind: 'result_too_early', status: to };
  if (wanted.staff !== undefined && to === '已提交') return { kind: 'staff_too_early', status: to };
  return undefined;
}
