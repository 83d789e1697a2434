import { z } from 'zod';
import { AppError } from '../../kernel/errors';
import { CHAT_READERS, changeChat } from './chat-access';
import { chatView } from './chat-view';
import type { StaffApiDeps } from './deps';
import { messageView, presentMessage } from './message-routes';
import { defineRoute, type Route } from './route';

const params = z.object({ followerId: z.string().min(1).max(64) });

/** Followers whom nobody asked a person for: seen while the bot serves them, and joined uninvited. */
export function conversationRoutes(deps: StaffApiDeps): Route[] {
  const { reader, chats, clock } = deps;
  return [
    defineRoute({
      method: 'GET',
      path: '/api/conversations',
      summary: 'Who was heard of lately, the last first, and whether the bot or a person answers',
      access: CHAT_READERS,
      query: z.object({
        before: z.coerce.number().int().min(1).optional().describe('lastMessageId of a conversation'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: {
        status: 200,
        schema: z.object({
          items: z.array(
            z.object({
              follower: z.object({ id: z.string(), remark: z.string() }),
              mode: z.enum(['bot', 'queued', 'human', 'after_human']),
              lastMessageAt: z.number().describe('epoch milliseconds'),
              lastMessageId: z.number(),
            }),
          ),
        }),
      },
      handle: async ({ query }) => {
        const found = await deps.recentConversations(reader, query);
        const ids = found.map(({ followerId }) => followerId);
        const remarks = await deps.remarksOf(reader, ids);
        return {
          items: found.map(({ followerId: id, ...rest }) => ({
            follower: { id, remark: remarks.get(id) ?? '' },
            ...rest,
          })),
        };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/conversations/{followerId}/messages',
      summary: 'What a follower, the bot and people wrote, oldest first: the newest `limit` before `before`',
      access: CHAT_READERS,
      params,
      query: z.object({
        before: z.coerce.number().int().min(1).optional().describe('id of a message'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: { status: 200, schema: z.object({ items: z.array(messageView) }) },
      handle: async ({ params: { followerId }, query: { before, limit }, looksAt }) => {
        looksAt('follower', followerId);
        const page = before === undefined ? { followerId, limit } : { followerId, limit, before };
        return { items: (await deps.readMessages(reader, page)).map(presentMessage) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/conversations/{followerId}/join',
      summary: 'Take over from the bot, uninvited; who waits is claimed',
      access: ['agent'],
      params,
      success: { status: 200, schema: chatView },
      failures: ['NOT_FOUND', 'CHAT_TAKEN'],
      handle: async ({ params: { followerId }, session: { staff }, looksAt }) => {
        looksAt('follower', followerId);
        const known = await deps.readMessages(reader, { followerId, limit: 1 });
        if (known.length === 0) throw new AppError('NOT_FOUND', 'nothing was heard of this follower');
        return changeChat(deps, followerId, async (tx) => ({
          result: await chats.join(tx, { followerId, staffId: staff.id, now: clock.now() }),
          event: { kind: 'claimed', staffName: staff.name },
        }));
      },
    }),
  ];
}
