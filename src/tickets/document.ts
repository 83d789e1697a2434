import type { Reader, Transaction } from '../kernel/transaction';
import { normaliseNumber } from './access-digest';
import { TicketDocumentEntity } from './document-entity';
import type { Ticket } from './ticket';
import { TicketEntity } from './ticket-entity';
import { toTicket } from './ticket-rows';
import { appendEvent } from './ticket-store';

/** A document of a ticket: `content` is an address or a few words. */
export interface TicketDocument {
  id: number;
  title: string;
  content: string;
  /** Epoch milliseconds. */
  addedAt: number;
}

export const DOCUMENT_LIMITS = { perTicket: 20, title: 20, content: 300 };

interface ByStaff {
  staffId: string;
  staffName: string;
  now: number;
}

/** The documents of a ticket, oldest first. */
export async function documentsOf(from: Pick<Reader, 'query'>, number: string): Promise<TicketDocument[]> {
  const rows = await from.query<DocumentRow>(
    `SELECT d.id, d.title, d.content, d.added_at FROM ticket_document d JOIN ticket t ON t.id = d.ticket_id
     WHERE t.number = $1 ORDER BY d.id`,
    [normaliseNumber(number)],
  );
  return rows.map(toDocument);
}

/** The newest documents of the follower's own tickets, with the numbers of these; `id` names one. */
export async function documentsOfFollower(
  from: Pick<Reader, 'query'>,
  followerId: string,
  page: { id?: number | undefined; limit: number },
): Promise<(TicketDocument & { number: string })[]> {
  const rows = await from.query<DocumentRow & { number: string }>(
    `SELECT d.id, d.title, d.content, d.added_at, t.number FROM ticket_document d JOIN ticket t ON t.id = d.ticket_id
     WHERE t.follower_id = $1 AND ($2 = 0 OR d.id = $2) ORDER BY d.id DESC LIMIT ${Math.trunc(page.limit)}`,
    [followerId, page.id ?? 0],
  );
  return rows.map((row) => ({ ...toDocument(row), number: row.number }));
}

/** Adds a document. FULL: the ticket has as many as it may have. */
export async function addDocument(
  tx: Transaction,
  by: ByStaff,
  number: string,
  given: { title: string; content: string },
): Promise<{ ok: true; ticket: Ticket } | { ok: false; code: 'NOT_FOUND' | 'FULL' }> {
  const row = await tx.manager.findOneBy(TicketEntity, { number: normaliseNumber(number) });
  if (row === null) return { ok: false, code: 'NOT_FOUND' };
  const count = await tx.manager.countBy(TicketDocumentEntity, { ticketId: row.id });
  if (count >= DOCUMENT_LIMITS.perTicket) return { ok: false, code: 'FULL' };
  await tx.manager.insert(TicketDocumentEntity, {
    ...given,
    ticketId: row.id,
    staffId: by.staffId,
    addedAt: by.now,
  });
  await tell(tx, row.id, by, 'document_added', given.title);
  return { ok: true, ticket: toTicket(row) };
}

/** Takes a document away. False: the ticket has no such document. */
export async function removeDocument(
  tx: Transaction,
  by: ByStaff,
  number: string,
  id: number,
): Promise<boolean> {
  const [found] = await tx.query<{ ticket_id: number; title: string }>(
    `SELECT d.ticket_id, d.title FROM ticket_document d JOIN ticket t ON t.id = d.ticket_id
     WHERE t.number = $1 AND d.id = $2`,
    [normaliseNumber(number), id],
  );
  if (found === undefined) return false;
  await tx.manager.delete(TicketDocumentEntity, { id });
  await tell(tx, found.ticket_id, by, 'document_removed', found.title);
  return true;
}

function tell(
  tx: Transaction,
  ticketId: number,
  by: ByStaff,
  kind: 'document_added' | 'document_removed',
  title: string,
): Promise<void> {
  const actor = { kind: 'staff', id: by.staffId, name: by.staffName } as const;
  return appendEvent(tx, ticketId, { actor, kind, text: title }, by.now);
}

interface DocumentRow {
  id: number;
  title: string;
  content: string;
  added_at: number | string;
}

function toDocument({ id, title, content, added_at }: DocumentRow): TicketDocument {
  return { id, title, content, addedAt: Number(added_at) };
}
