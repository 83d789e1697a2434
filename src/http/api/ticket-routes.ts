import { z } from 'zod';
import { AppError, assertNever } from '../../kernel/errors';
import { searchKey } from '../../staff';
import { GOODS_STATES, PRIORITIES, type Refusal, TICKET_STATUSES } from '../../tickets';
import type { StaffApiDeps } from './deps';
import type { FeatureApiDeps } from './feature-deps';
import { defineRoute, type Route } from './route';
import { presentTicket, presentTickets, ticketDetail, ticketView } from './ticket-view';

const ACCESS = ['agent', 'supervisor'] as const;
const MAX_PROGRESS = 50;
const MAX_RESULT = 1_000;

const params = z.object({ number: z.string() });
const words = z.string().trim().min(1).max(100);

/** Tickets: found, read with their history, processed (design §9). */
export function ticketRoutes(deps: StaffApiDeps, { tickets }: FeatureApiDeps): Route[] {
  const { reader, unitOfWork, clock } = deps;
  const detail = async (number: string) => {
    const found = await tickets.read(reader, number);
    if (found === undefined) throw new AppError('NOT_FOUND', 'no such ticket');
    return presentTicket(deps, found);
  };
  return [
    defineRoute({
      method: 'GET',
      path: '/api/tickets',
      summary: 'Tickets, the newest first',
      access: ACCESS,
      query: z.object({
        status: z.enum(TICKET_STATUSES).optional(),
        priority: z.enum(PRIORITIES).optional(),
        emergency: z
          .enum(['true', 'false'])
          .transform((value) => value === 'true')
          .optional(),
        goods: z.enum(GOODS_STATES).optional().describe('where the goods of the repair are'),
        product: words.optional(),
        serviceType: words.optional(),
        followerId: words.optional(),
        phone: words.optional().describe('of the contact'),
        search: words.optional().describe('a part of number, customer name or description'),
        from: z.coerce.number().int().optional().describe('filed at or after, epoch milliseconds'),
        to: z.coerce.number().int().optional().describe('filed before, epoch milliseconds'),
        before: words.optional().describe('number of a ticket: lists those filed before it'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: { status: 200, schema: z.object({ items: z.array(ticketView) }) },
      handle: async ({ query, looksAt }) => {
        const { phone, search, followerId } = query;
        // A list of today's work is no look-up; asking for a person's tickets is.
        const asked = searchKey({ phone, search, followerId });
        if (asked !== '') looksAt('ticket', asked);
        return { items: await presentTickets(deps, await tickets.list(reader, query)) };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/tickets/{number}',
      summary: 'One ticket with its history and the entitlement of the customer',
      access: ACCESS,
      params,
      success: { status: 200, schema: ticketDetail },
      failures: ['NOT_FOUND'],
      handle: ({ params: { number }, looksAt }) => {
        looksAt('ticket', number);
        return detail(number);
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/tickets/{number}',
      summary: 'Change status, progress and result as far as the life cycle allows',
      access: ACCESS,
      params,
      body: z
        .object({
          status: z.enum(TICKET_STATUSES),
          progress: z.string().trim().min(1).max(MAX_PROGRESS),
          result: z.string().trim().min(1).max(MAX_RESULT),
        })
        .partial()
        .refine((body) => Object.keys(body).length > 0, '至少填写 status、progress、result 中的一项'),
      success: { status: 200, schema: ticketDetail },
      failures: ['NOT_FOUND', 'CONFLICT'],
      handle: async ({ params: { number }, body, session: { staff }, looksAt }) => {
        looksAt('ticket', number);
        const by = { staffId: staff.id, staffName: staff.name, now: clock.now() };
        const done = await unitOfWork.run((tx) => tickets.process(tx, by, number, body));
        if (done.ok) return detail(number);
        if (done.code === 'NOT_FOUND') throw new AppError('NOT_FOUND', 'no such ticket');
        throw new AppError('CONFLICT', `the life cycle refused: ${done.refusal.kind}`, {
          userText: reasonOf(done.refusal),
        });
      },
    }),
  ];
}

function reasonOf(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'finished':
      return `工单${refusal.status}，不能再修改`;
    case 'no_such_move':
      return refusal.to === '已取消'
        ? '工单只能由客户取消'
        : `工单当前为“${refusal.from}”，不能改为“${refusal.to}”`;
    case 'result_while_open':
      return `工单${refusal.status}，解决后才能填写处理结果`;
    default:
      return assertNever(refusal);
  }
}
