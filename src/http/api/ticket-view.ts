import { z } from 'zod';
import { findUnitByName, RESPONSE_LEVELS } from '../../customers';
import { PRIORITIES, TICKET_STATUSES, type Ticket, type TicketEvent } from '../../tickets';
import type { StaffApiDeps } from './deps';

const instant = z.number().describe('epoch milliseconds');

/** A ticket as a list shows it. */
export const ticketView = z.object({
  number: z.string(),
  status: z.enum(TICKET_STATUSES),
  progress: z.string().describe('how far the work is, within the status'),
  result: z.string().nullable().describe('null while the ticket is open'),
  priority: z.enum(PRIORITIES),
  emergency: z.boolean(),
  customerName: z.string(),
  serviceType: z.string(),
  product: z.string(),
  model: z.string(),
  follower: z.object({ id: z.string(), remark: z.string() }),
  createdAt: instant,
  updatedAt: instant,
});

/** The customer's entitlement, for a ticket whose customer name is exactly that of a unit (S3-32). */
const unitView = z.object({
  code: z.string(),
  level: z.enum(RESPONSE_LEVELS),
  validUntil: z.string().describe('YYYY-MM-DD, the last day of service'),
  enabled: z.boolean(),
});

const eventView = z.object({
  id: z.number(),
  at: instant,
  actor: z.object({ kind: z.enum(['follower', 'staff']), id: z.string(), name: z.string() }),
  kind: z.enum(['created', 'edited', 'followed_up', 'reopened', 'cancelled', 'processed']),
  text: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
});

/** A ticket with everything there is to know about it. */
export const ticketDetail = ticketView.extend({
  contact: z.object({ name: z.string(), phone: z.string(), email: z.string().nullable() }),
  problem: z.string().nullable(),
  description: z.string(),
  attachments: z.array(z.object({ mediaId: z.string(), kind: z.string() })),
  terms: z.object({ version: z.string(), at: instant }),
  resolvedAt: instant.nullable(),
  closedAt: instant.nullable(),
  unit: unitView.nullable(),
  events: z.array(eventView).describe('the history, oldest entry first'),
});

export async function presentTickets(
  deps: StaffApiDeps,
  tickets: readonly Ticket[],
): Promise<z.input<typeof ticketView>[]> {
  const remarks = await deps.remarksOf(deps.reader, [...new Set(tickets.map((one) => one.followerId))]);
  return tickets.map((ticket) => ({
    number: ticket.number,
    status: ticket.status,
    progress: ticket.progress,
    result: ticket.result,
    priority: ticket.priority,
    emergency: ticket.emergency,
    customerName: ticket.customerName,
    serviceType: ticket.serviceType,
    product: ticket.product,
    model: ticket.model,
    follower: { id: ticket.followerId, remark: remarks.get(ticket.followerId) ?? '' },
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
  }));
}

export async function presentTicket(
  deps: StaffApiDeps,
  { ticket, events }: { ticket: Ticket; events: TicketEvent[] },
): Promise<z.input<typeof ticketDetail>> {
  const [[view], unit] = await Promise.all([
    presentTickets(deps, [ticket]),
    findUnitByName(deps.reader, ticket.customerName),
  ]);
  if (view === undefined) throw new Error('one ticket was given, none came back');
  return {
    ...view,
    contact: ticket.contact,
    problem: ticket.problem,
    description: ticket.description,
    attachments: ticket.attachments,
    terms: { version: ticket.termsVersion, at: ticket.termsAt },
    resolvedAt: ticket.resolvedAt,
    closedAt: ticket.closedAt,
    unit:
      unit === undefined
        ? null
        : { code: unit.code, level: unit.level, validUntil: unit.validUntil, enabled: unit.enabled },
    events,
  };
}
