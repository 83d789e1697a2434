import { z } from 'zod';
import { AppError } from '../../kernel/errors';
import { OUTBOX_STATUSES, type OutboxItem, type StaffApiDeps } from './deps';
import { defineRoute, type Route } from './route';

export const outboxView = z.object({
  id: z.number(),
  kind: z.string(),
  status: z.enum([...OUTBOX_STATUSES, 'sending', 'sent']),
  followerId: z.string().nullable(),
  attempts: z.number(),
  errorCode: z.string().nullable(),
  error: z.string().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

/** Sends that failed, or of which nobody knows whether they arrived: people decide. */
export function outboxRoutes({ outbox }: StaffApiDeps): Route[] {
  const access = ['agent', 'supervisor', 'administrator'] as const;
  return [
    defineRoute({
      method: 'GET',
      path: '/api/outbox',
      summary: 'Sends of one status, the newest first',
      access,
      query: z.object({
        status: z.enum(OUTBOX_STATUSES).default('failed'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        before: z.coerce.number().int().min(1).optional(),
      }),
      success: { status: 200, schema: z.object({ items: z.array(outboxView) }) },
      handle: async ({ query }) => ({ items: (await outbox.list(query)).map(presentItem) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/outbox/{id}/retry',
      summary: 'Send again what failed or may have failed',
      access,
      params: z.object({ id: z.coerce.number().int().min(1) }),
      success: { status: 200, schema: outboxView },
      failures: ['NOT_FOUND', 'CONFLICT'],
      handle: async ({ params, session: { staff } }) => {
        const result = await outbox.retry(params.id, { staffId: staff.id });
        if (result.ok) return presentItem(result.item);
        throw result.code === 'NOT_FOUND'
          ? new AppError('NOT_FOUND', 'no such outbox row')
          : new AppError('CONFLICT', 'the row is neither failed nor unknown', {
              userText: '这条消息不需要重发',
            });
      },
    }),
  ];
}

function presentItem(item: OutboxItem): z.input<typeof outboxView> {
  const { id, kind, status, followerId, attempts, errorCode, error, createdAt, updatedAt } = item;
  return { id, kind, status, followerId, attempts, errorCode, error, createdAt, updatedAt };
}
