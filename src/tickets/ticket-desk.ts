import { normalisePhone } from '../kernel/phone';
import type { Reader, Transaction } from '../kernel/transaction';
import { normaliseNumber } from './access-digest';
import type { GoodsState } from './goods';
import { isOpen, staffAction, type TicketStatus } from './lifecycle';
import type { Priority } from './priority';
import type { FieldChange, Ticket, TicketEvent } from './ticket';
import { TicketEntity } from './ticket-entity';
import { TicketEventEntity } from './ticket-event-entity';
import { moveTo } from './ticket-moves';
import { toEvent, toTicket } from './ticket-rows';
import type { TicketSettings } from './ticket-settings';
import { changeTicket } from './ticket-store';

export interface TicketFilter {
  status?: TicketStatus | undefined;
  priority?: Priority | undefined;
  emergency?: boolean | undefined;
  goods?: GoodsState | undefined;
  product?: string | undefined;
  serviceType?: string | undefined;
  followerId?: string | undefined;
  phone?: string | undefined;
  /** Part of the number, the customer's name or the description. */
  search?: string | undefined;
  /** Filed in this span, epoch milliseconds, the end not included. */
  from?: number | undefined;
  to?: number | undefined;
  /** Number of a ticket: lists those filed before it. */
  before?: string | undefined;
  limit: number;
}

/** What staff change. Status and progress are two things: a label may change while the status stays (S1-23). */
export interface TicketProcessing {
  status?: TicketStatus | undefined;
  progress?: string | undefined;
  result?: string | undefined;
}

/** Why the life cycle forbids a change. */
export type Refusal =
  | { kind: 'finished'; status: TicketStatus }
  | { kind: 'no_such_move'; from: TicketStatus; to: TicketStatus }
  | { kind: 'result_while_open'; status: TicketStatus };

export type ProcessResult =
  | { ok: true; ticket: Ticket }
  | { ok: false; code: 'NOT_FOUND' }
  | { ok: false; code: 'REFUSED'; refusal: Refusal };

/** Tickets as staff work on them. */
export class TicketDesk {
  constructor(private readonly settings: TicketSettings) {}

  /** Tickets that fit, newest first. */
  async list(reader: Reader, filter: TicketFilter): Promise<Ticket[]> {
    const query = reader.manager
      .createQueryBuilder(TicketEntity, 'ticket')
      .orderBy('ticket.id', 'DESC')
      .take(filter.limit);
    const { status, priority, emergency, goods, product, serviceType, followerId, phone, from, to } = filter;
    const equal = {
      status,
      priority,
      emergency,
      goods,
      product,
      serviceType,
      followerId,
      contactPhone: phone === undefined ? undefined : normalisePhone(phone),
    };
    for (const [column, value] of Object.entries(equal))
      if (value !== undefined) query.andWhere(`ticket.${column} = :${column}`, { [column]: value });
    if (from !== undefined) query.andWhere('ticket.createdAt >= :from', { from });
    if (to !== undefined) query.andWhere('ticket.createdAt < :to', { to });
    if (filter.before !== undefined)
      query.andWhere('ticket.id < (SELECT id FROM ticket WHERE number = :before)', {
        before: normaliseNumber(filter.before),
      });
    if (filter.search !== undefined) {
      const columns = ['number', 'customerName', 'description'];
      query.andWhere(
        `(${columns.map((column) => `ticket.${column} LIKE :search ESCAPE '\\'`).join(' OR ')})`,
        { search: `%${filter.search.replace(/[\\%_]/g, '\\$&')}%` },
      );
    }
    return (await query.getMany()).map(toTicket);
  }

  /** One ticket with its history, oldest entry first. */
  async read(
    from: Pick<Reader, 'manager'>,
    number: string,
  ): Promise<{ ticket: Ticket; events: TicketEvent[] } | undefined> {
    const row = await from.manager.findOneBy(TicketEntity, { number: normaliseNumber(number) });
    if (row === null) return undefined;
    const events = await from.manager.find(TicketEventEntity, {
      where: { ticketId: row.id },
      order: { id: 'ASC' },
    });
    return { ticket: toTicket(row), events: events.map(toEvent) };
  }

  /** Changes status, progress and result as far as the life cycle allows, and writes down who did it. */
  async process(
    tx: Transaction,
    by: { staffId: string; staffName: string; now: number },
    number: string,
    wanted: TicketProcessing,
  ): Promise<ProcessResult> {
    const row = await tx.manager.findOneBy(TicketEntity, { number: normaliseNumber(number) });
    if (row === null) return { ok: false, code: 'NOT_FOUND' };
    const to = wanted.status ?? row.status;
    const refusal = refuse(row.status, to, wanted);
    if (refusal !== undefined) return { ok: false, code: 'REFUSED', refusal };

    const { columns, changes } = moveTo(row, to, this.settings);
    const after = { ...row, ...columns };
    if (wanted.progress !== undefined) after.progress = wanted.progress;
    if (wanted.result !== undefined) after.result = wanted.result;
    if (to === '已解决' && row.status !== to) after.resolvedAt = by.now;
    if (to === '已关闭' && row.status !== to) after.closedAt = by.now;
    const seen = (['progress', 'result'] as const).flatMap((field): FieldChange[] =>
      row[field] === after[field] ? [] : [{ field, from: row[field], to: after[field] }],
    );
    const told = [...changes.filter(({ field }) => field === 'status'), ...seen];
    if (told.length === 0) return { ok: true, ticket: toTicket(row) };
    const actor = { kind: 'staff', id: by.staffId, name: by.staffName } as const;
    const event = { actor, kind: 'processed', changes: told } as const;
    return { ok: true, ticket: toTicket(await changeTicket(tx, row, after, event, by.now)) };
  }
}

function refuse(from: TicketStatus, to: TicketStatus, wanted: TicketProcessing): Refusal | undefined {
  if (from !== to && staffAction(from, to) === undefined) return { kind: 'no_such_move', from, to };
  if (from === to && (from === '已关闭' || from === '已取消')) return { kind: 'finished', status: from };
  if (wanted.result !== undefined && isOpen(to)) return { kind: 'result_while_open', status: to };
  return undefined;
}
