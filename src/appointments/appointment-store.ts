import { AppError } from '../kernel/errors';
import type { Transaction } from '../kernel/transaction';
import type { Actor, Appointment, AppointmentEvent, AppointmentEventKind, FieldChange } from './appointment';
import { AppointmentEntity } from './appointment-entity';
import { AppointmentEventEntity } from './appointment-event-entity';

export interface NewAppointmentEvent {
  actor: Actor;
  kind: AppointmentEventKind;
  changes?: FieldChange[];
  effectKey?: string | null;
}

/** Adds to the history of a booking. */
export async function appendEvent(
  tx: Transaction,
  appointmentId: number,
  { actor, kind, changes = [], effectKey = null }: NewAppointmentEvent,
  now: number,
): Promise<void> {
  await tx.manager.insert(AppointmentEventEntity, {
    appointmentId,
    at: now,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    kind,
    changes,
    effectKey,
  });
}

/** Changes a booking that is still as it was read, with the entry of its history. Throws CONFLICT when it is not. */
export async function changeAppointment(
  tx: Transaction,
  row: AppointmentEntity,
  columns: Partial<AppointmentEntity>,
  event: NewAppointmentEvent,
  now: number,
): Promise<AppointmentEntity> {
  const { id, version } = row;
  const changed = { ...columns, updatedAt: now, version: version + 1 };
  const { affected } = await tx.manager.update(AppointmentEntity, { id, version }, changed);
  if (affected !== 1) throw new AppError('CONFLICT', `appointment ${row.number} was changed meanwhile`);
  await appendEvent(tx, id, event, now);
  return { ...row, ...changed };
}

/** The booking that this step of the dialogue already changed, if it ran before. */
export async function changedBy(tx: Transaction, effectKey: string): Promise<AppointmentEntity | null> {
  const event = await tx.manager.findOneBy(AppointmentEventEntity, { effectKey });
  return event === null ? null : tx.manager.findOneBy(AppointmentEntity, { id: event.appointmentId });
}

export function toAppointment(row: AppointmentEntity): Appointment {
  const { id: _, effectKey: __, version: ___, resourceKey: key, resourceName: name, ...rest } = row;
  return { ...rest, resource: { key, name } };
}

export function toEvent(row: AppointmentEventEntity): AppointmentEvent {
  return {
    id: row.id,
    at: row.at,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    kind: row.kind,
    changes: row.changes,
  };
}

/** A number as it is stored: full-width digits and blanks do not matter. */
export function normaliseNumber(number: string): string {
  return number.normalize('NFKC').replace(/\s/g, '');
}
