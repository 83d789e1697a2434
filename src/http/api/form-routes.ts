import { z } from 'zod';
import { AppError } from '../../kernel/errors';
import { CHAT_READERS, chatParams, requireChat } from './chat-access';
import type { StaffApiDeps } from './deps';
import { defineRoute, type Route } from './route';

const slotValue = z.union([z.string().max(4_000), z.number(), z.boolean(), z.array(z.string())]);

const formView = z
  .object({
    flow: z.string(),
    title: z.string(),
    filled: z.array(z.object({ slot: z.string(), label: z.string(), value: z.unknown() })),
    missing: z.array(z.object({ slot: z.string(), label: z.string() })),
  })
  .nullable()
  .describe('null: the follower has no form open');

/** The follower's open form: what is filled in, with personal data masked, and filling in the rest for them. */
export function formRoutes({ forms, chats, ...deps }: StaffApiDeps): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/chats/{id}/form',
      summary: 'The form that the follower has open',
      access: CHAT_READERS,
      params: chatParams,
      success: { status: 200, schema: z.object({ form: formView }) },
      failures: ['NOT_FOUND'],
      handle: async ({ params, looksAt }) => {
        const { followerId } = await requireChat({ ...deps, forms, chats }, params.id);
        looksAt('follower', followerId);
        return { form: (await forms.read(followerId)) ?? null };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/chats/{id}/fill',
      summary: 'Fill in slots of the open form for the follower: all of them or, when one is refused, none',
      access: ['agent'],
      params: chatParams,
      body: z.object({
        values: z
          .record(z.string(), slotValue)
          .refine((values) => Object.keys(values).length > 0, '至少填写一项'),
      }),
      success: { status: 200, schema: z.object({ form: formView }) },
      failures: ['NOT_FOUND', 'CHAT_TAKEN', 'CONFLICT'],
      handle: async ({ params, body: { values }, session: { staff }, looksAt }) => {
        const { followerId } = await requireChat({ ...deps, forms, chats }, params.id);
        looksAt('follower', followerId);
        const before = await forms.read(followerId);
        const done = await forms.fill(followerId, values, async (tx) => {
          const chat = await chats.find(tx, params.id);
          return chat?.state === 'human' && chat.staffId === staff.id;
        });
        switch (done.kind) {
          case 'filled':
            return { form: done.form ?? null };
          case 'not_allowed':
            throw new AppError('CHAT_TAKEN', 'the chat is not served by this account');
          case 'no_form':
            throw new AppError('CONFLICT', 'no form is open', { userText: '客户没有正在填写的表单' });
          case 'refused': {
            const labels = new Map(
              [...(before?.filled ?? []), ...(before?.missing ?? [])].map(({ slot, label }) => [slot, label]),
            );
            const names = done.slots.map((slot) => labels.get(slot) ?? slot).join('、');
            throw new AppError('BAD_REQUEST', `the form refuses ${done.slots.join(', ')}`, {
              userText: `内容不符合要求或不能修改：${names}`,
            });
          }
        }
      },
    }),
  ];
}
