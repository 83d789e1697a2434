import { z } from 'zod';
import { AppError } from '../../kernel/errors';
import { byteLength } from '../../kernel/text';
import { CHAT_READERS, chatParams, noteInChat, requireChat } from './chat-access';
import type { LoggedMessage, StaffApiDeps } from './deps';
import { defineRoute, type Route } from './route';

/** A customer-service text is cut or refused by the platform above this (error 45002). */
const MAX_TEXT_BYTES = 2_000;
const MAX_NOTE = 2_000;

export const messageView = z.object({
  id: z.number(),
  at: z.number(),
  from: z.enum(['follower', 'bot', 'staff', 'system']),
  type: z.string().describe('text, image …; note: for colleagues only, never sent'),
  text: z.string(),
  delivery: z.enum(['none', 'pending', 'sent', 'failed', 'unknown']),
  error: z.string().nullable(),
  outboxId: z.number().nullable().describe('for POST /api/outbox/{id}/retry'),
  staffId: z.string().nullable(),
  mediaId: z.string().nullable(),
});

const newMessage = z.object({
  text: z
    .string()
    .refine((text) => text.trim() !== '', '不能为空')
    .refine(
      (text) => byteLength(text) <= MAX_TEXT_BYTES,
      `过长：最多 ${MAX_TEXT_BYTES} 字节（约 660 个汉字），请分条发送`,
    ),
  clientId: z.string().min(1).max(64),
});

/** What was said, and saying something. */
export function messageRoutes(deps: StaffApiDeps): Route[] {
  const { chats, clock } = deps;
  return [
    defineRoute({
      method: 'GET',
      path: '/api/chats/{id}/messages',
      summary:
        'What the follower, the bot and colleagues wrote, oldest first: the newest `limit` before `before`',
      access: CHAT_READERS,
      params: chatParams,
      query: z.object({
        before: z.coerce.number().int().min(1).optional().describe('id of a message'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: { status: 200, schema: z.object({ items: z.array(messageView) }) },
      failures: ['NOT_FOUND'],
      handle: async ({ params, query: { before, limit }, looksAt }) => {
        const { followerId } = await requireChat(deps, params.id);
        looksAt('follower', followerId);
        const page = before === undefined ? { followerId, limit } : { followerId, limit, before };
        const messages = await deps.readMessages(deps.reader, page);
        return { items: messages.map(presentMessage) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/chats/{id}/messages',
      summary: 'Write to the follower; the same clientId is the same message',
      access: ['agent'],
      params: chatParams,
      body: newMessage,
      success: { status: 201, schema: messageView },
      failures: ['NOT_FOUND', 'CHAT_TAKEN'],
      handle: async ({ params, body, session: { staff } }) => {
        const { followerId } = await requireChat(deps, params.id);
        const stored = await deps.act(followerId, async (tx) => {
          const chat = await chats.find(tx, params.id);
          if (chat?.state !== 'human' || chat.staffId !== staff.id) return { value: undefined };
          const at = clock.now();
          const { message, created } = await deps.appendStaffMessage(tx, {
            ...body,
            followerId,
            chatId: chat.id,
            staffId: staff.id,
            staffName: staff.name,
            at,
          });
          if (created) {
            await chats.answered(tx, chat.id, at);
            const event = {
              type: 'message.created',
              chatId: chat.id,
              followerId,
              messageId: message.id,
            } as const;
            tx.afterCommit(() => deps.hub.publish(event));
          }
          return { value: message };
        });
        if (stored === undefined) throw new AppError('CHAT_TAKEN', 'the chat is not served by this account');
        return presentMessage(stored);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/chats/{id}/notes',
      summary: 'Note something for colleagues, at any time: never sent; the same clientId is the same note',
      access: CHAT_READERS,
      params: chatParams,
      body: z.object({ text: z.string().trim().min(1).max(MAX_NOTE), clientId: z.string().min(1).max(64) }),
      success: { status: 201, schema: messageView },
      failures: ['NOT_FOUND'],
      handle: async ({ params, body, session: { staff } }) => {
        const chat = await requireChat(deps, params.id);
        const stored = await deps.unitOfWork.run((tx) =>
          noteInChat(deps, tx, chat, { ...body, staffId: staff.id }),
        );
        return presentMessage(stored);
      },
    }),
  ];
}

export function presentMessage(message: LoggedMessage): z.input<typeof messageView> {
  const { id, at, from, type, text, delivery, error, outboxId, staffId, mediaId } = message;
  return { id, at, from, type, text, delivery, error, outboxId, staffId, mediaId };
}
