import { AppError } from '../kernel/errors';
import type { Transaction } from '../kernel/transaction';
import type { Actor, FieldChange, TicketEventKind } from './ticket';
import { TicketEntity } from './ticket-entity';
import { TicketEventEntity } from './ticket-event-entity';

export interface NewTicketEvent {
  actor: Actor;
  kind: TicketEventKind;
  text?: string | null;
  changes?: FieldChange[];
  effectKey?: string | null;
}

/** Adds to the history of a ticket. */
export async function appendEvent(
  tx: Transaction,
  ticketId: number,
  event: NewTicketEvent,
  now: number,
): Promise<void> {
  const { actor, kind, text = null, changes = [], effectKey = null } = event;
  await tx.manager.insert(TicketEventEntity, {
    ticketId,
    at: now,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    kind,
    text,
    changes,
    effectKey,
  });
}

/** Changes a ticket that is still as it was read, with the entry of its history. Throws CONFLICT when it is not. */
export async function changeTicket(
  tx: Transaction,
  row: TicketEntity,
  columns: Partial<TicketEntity>,
  event: NewTicketEvent,
  now: number,
): Promise<TicketEntity> {
  const { id, version } = row;
  const changed = { ...columns, updatedAt: now, version: version + 1 };
  const { affected } = await tx.manager.update(TicketEntity, { id, version }, changed);
  if (affected !== 1) throw new AppError('CONFLICT', `ticket ${row.number} was changed meanwhile`);
  await appendEvent(tx, id, event, now);
  return { ...row, ...changed };
}

/** The ticket that this step of the dialogue already changed, if it ran before. */
export async function changedBy(tx: Transaction, effectKey: string): Promise<TicketEntity | null> {
  const event = await tx.manager.findOneBy(TicketEventEntity, { effectKey });
  return event === null ? null : tx.manager.findOneBy(TicketEntity, { id: event.ticketId });
}
