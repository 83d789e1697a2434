import { z } from 'zod';
import { AppError } from '../../kernel/errors';
import {
  addDocument,
  DOCUMENT_LIMITS,
  documentsOf,
  MAX_PARCEL,
  moveGoodsByStaff,
  removeDocument,
  STAFF_GOODS_ACTIONS,
  type StaffGoodsAction,
  type Ticket,
} from '../../tickets';
import type { StaffApiDeps } from './deps';
import type { FeatureApiDeps } from './feature-deps';
import { defineRoute, type Route } from './route';
import { documentView, goodsView, presentGoods } from './ticket-view';

const ACCESS = ['agent', 'supervisor'] as const;
const MAX_NOTE = 200;

const params = z.object({ number: z.string() });
const documentBody = z.object({
  title: z.string().trim().min(1).max(DOCUMENT_LIMITS.title),
  content: z
    .string()
    .trim()
    .min(1)
    .max(DOCUMENT_LIMITS.content)
    .describe('a web address, or a few words such as the number of an invoice'),
});

/** Goods and documents of a ticket (S1-05). The follower is told of what concerns them. */
export function ticketGoodsRoutes(
  { reader, unitOfWork, clock }: StaffApiDeps,
  { textOfGoods, sayToFollower }: FeatureApiDeps,
): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/tickets/{number}/goods',
      summary:
        'Ask for the goods of a repair, or note that they came or went back, as far as their state allows',
      access: ACCESS,
      params,
      body: z
        .object({
          action: z.enum(STAFF_GOODS_ACTIONS),
          note: z
            .string()
            .trim()
            .min(1)
            .max(MAX_NOTE)
            .optional()
            .describe('request: where to send them; return: carrier and number of the parcel'),
        })
        .refine(
          ({ action, note }) => action !== 'request' || note !== undefined,
          '请填写 note：寄到哪里、收件人和电话',
        )
        .refine(
          ({ action, note = '' }) => action !== 'return' || [...note].length <= MAX_PARCEL,
          `快递公司和单号最多 ${MAX_PARCEL} 个字`,
        ),
      success: { status: 200, schema: goodsView },
      failures: ['NOT_FOUND', 'CONFLICT'],
      handle: async ({ params: { number }, body: { action, note = null }, session: { staff }, looksAt }) => {
        looksAt('ticket', number);
        const by = { staffId: staff.id, staffName: staff.name, now: clock.now() };
        const done = await unitOfWork.run(async (tx) => {
          const moved = await moveGoodsByStaff(tx, by, number, { action, note });
          const text = moved.ok ? textOfGoods(action, moved.ticket, note) : null;
          if (moved.ok && text !== null) {
            const key = `ticket:${moved.ticket.number}:${action}:${by.now}`;
            const { followerId } = moved.ticket;
            await sayToFollower(tx, { followerId, text, key, staffId: staff.id, at: by.now });
          }
          return moved;
        });
        if (done.ok) return presentGoods(done.ticket);
        if (done.code === 'NOT_FOUND') throw new AppError('NOT_FOUND', 'no such ticket');
        throw new AppError('CONFLICT', `goods are ${done.goods}, the ticket ${done.status}`, {
          userText: `工单${done.status}，设备${GOODS_NAMES[done.goods]}，现在不能${ACTION_NAMES[action]}`,
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/tickets/{number}/documents',
      summary: 'The documents that the follower sees at this ticket, oldest first',
      access: ACCESS,
      params,
      success: { status: 200, schema: z.object({ items: z.array(documentView) }) },
      handle: async ({ params: { number }, looksAt }) => {
        looksAt('ticket', number);
        return { items: await documentsOf(reader, number) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/tickets/{number}/documents',
      summary: 'Put a document to the ticket; the follower is told',
      access: ACCESS,
      params,
      body: documentBody,
      success: { status: 201, schema: z.object({ items: z.array(documentView) }) },
      failures: ['NOT_FOUND', 'CONFLICT'],
      handle: async ({ params: { number }, body, session: { staff }, looksAt }) => {
        looksAt('ticket', number);
        const by = { staffId: staff.id, staffName: staff.name, now: clock.now() };
        const done = await unitOfWork.run(async (tx) => {
          const added = await addDocument(tx, by, number, body);
          if (added.ok) {
            const { ticket } = added;
            const text = textOfGoods('document', ticket, body.title);
            const key = `ticket:${ticket.number}:document:${by.now}`;
            if (text !== null)
              await sayToFollower(tx, {
                followerId: ticket.followerId,
                text,
                key,
                staffId: staff.id,
                at: by.now,
              });
          }
          return added;
        });
        if (!done.ok && done.code === 'NOT_FOUND') throw new AppError('NOT_FOUND', 'no such ticket');
        if (!done.ok)
          throw new AppError('CONFLICT', 'the ticket has as many documents as it may', {
            userText: `一张工单最多 ${DOCUMENT_LIMITS.perTicket} 份单据，请先删除不用的`,
          });
        return { items: await documentsOf(reader, number) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/tickets/{number}/documents/{id}',
      summary: 'Take a document away',
      access: ACCESS,
      params: params.extend({ id: z.coerce.number().int() }),
      success: { status: 204 },
      failures: ['NOT_FOUND'],
      handle: async ({ params: { number, id }, session: { staff }, looksAt }) => {
        looksAt('ticket', number);
        const by = { staffId: staff.id, staffName: staff.name, now: clock.now() };
        if (!(await unitOfWork.run((tx) => removeDocument(tx, by, number, id))))
          throw new AppError('NOT_FOUND', 'no such document');
      },
    }),
  ];
}

const GOODS_NAMES: Readonly<Record<Ticket['goods'], string>> = {
  none: '不用寄送',
  awaited: '等客户寄出',
  sent: '客户已寄出',
  received: '已收到',
  returned: '已寄回',
  delivered: '客户已收货',
};

const ACTION_NAMES: Readonly<Record<StaffGoodsAction, string>> = {
  request: '要求寄送',
  withdraw: '撤回寄送要求',
  receive: '登记收到',
  return: '登记寄回',
};
