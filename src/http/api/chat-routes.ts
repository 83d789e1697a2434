import { z } from 'zod';
import type { AgentOperation } from '../../dialogue/event';
import { type Actor, CHAT_STATES, type Chat, type ChatResult } from '../../handoff';
import { AppError } from '../../kernel/errors';
import type { Transaction } from '../../kernel/transaction';
import { hasRole, type StaffSession } from '../../staff';
import { type ChatView, chatView, presentChat, presentChats } from './chat-view';
import type { StaffApiDeps } from './deps';
import { defineRoute, type Route } from './route';

export const chatParams = z.object({ id: z.string() });

/** Who may see chats; serving them takes the role agent, moving those of others the role supervisor. */
export const CHAT_READERS = ['agent', 'supervisor'] as const;

/** Chats: waiting, served and closed ones, and what an agent does with them. */
export function chatRoutes(deps: StaffApiDeps): Route[] {
  const { chats, reader, clock } = deps;

  /** Runs a change of a chat in its follower's conversation and tells the dialogue of it. */
  const change = async (
    chatId: string,
    work: (tx: Transaction) => Promise<ChatResult>,
    event: AgentOperation | undefined,
  ): Promise<ChatView> => {
    const { followerId } = await requireChat(deps, chatId);
    const result = await deps.act(followerId, async (tx) => {
      const value = await work(tx);
      return value.ok && event !== undefined ? { value, event } : { value };
    });
    return presentChat(deps, chatOf(result));
  };
  const changes = {
    params: chatParams,
    success: { status: 200, schema: chatView },
    failures: ['NOT_FOUND', 'CHAT_TAKEN'],
  } as const;

  return [
    defineRoute({
      method: 'GET',
      path: '/api/chats',
      summary: 'Chats of one state: open ones oldest first, closed ones newest first',
      access: CHAT_READERS,
      query: z.object({
        state: z.enum(CHAT_STATES).default('queued'),
        limit: z.coerce.number().int().min(1).max(200).default(100),
        before: z.string().optional().describe('id of a closed chat: lists those closed before it'),
      }),
      success: { status: 200, schema: z.object({ items: z.array(chatView) }) },
      handle: async ({ query }) => {
        const found = await chats.list(reader, query);
        const positions = new Map(
          found.map(({ id, state }, index) => [id, state === 'queued' ? index + 1 : 0]),
        );
        return { items: await presentChats(deps, found, positions) };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/chats/{id}',
      summary: 'One chat',
      access: CHAT_READERS,
      params: chatParams,
      success: { status: 200, schema: chatView },
      failures: ['NOT_FOUND'],
      handle: async ({ params }) => presentChat(deps, await requireChat(deps, params.id)),
    }),
    defineRoute({
      ...changes,
      method: 'POST',
      path: '/api/chats/{id}/claim',
      summary: 'Take a waiting chat; of many who try exactly one gets it',
      access: ['agent'],
      handle: ({ params, session: { staff } }) =>
        change(
          params.id,
          (tx) => chats.claim(tx, { chatId: params.id, staffId: staff.id, now: clock.now() }),
          { kind: 'claimed', staffName: staff.name },
        ),
    }),
    defineRoute({
      ...changes,
      method: 'POST',
      path: '/api/chats/{id}/hand-back',
      summary: 'Give the follower back to the bot',
      access: CHAT_READERS,
      handle: ({ params, session }) =>
        change(
          params.id,
          (tx) => chats.handBack(tx, { chatId: params.id, by: actor(session), now: clock.now() }),
          { kind: 'handed_back' },
        ),
    }),
    defineRoute({
      ...changes,
      method: 'POST',
      path: '/api/chats/{id}/close',
      summary: 'End the chat',
      access: CHAT_READERS,
      handle: ({ params, session }) =>
        change(
          params.id,
          (tx) => chats.close(tx, { chatId: params.id, by: actor(session), now: clock.now() }),
          { kind: 'closed' },
        ),
    }),
    defineRoute({
      ...changes,
      method: 'POST',
      path: '/api/chats/{id}/transfer',
      summary: 'Pass the chat to another agent',
      access: CHAT_READERS,
      body: z.object({ staffId: z.string().min(1) }),
      handle: async ({ params, body, session }) => {
        const to = await deps.staff.find(reader, body.staffId);
        if (to === undefined || to.disabled || !hasRole(to, ['agent'])) {
          throw new AppError('BAD_REQUEST', 'staffId is not an agent', {
            userText: 'staffId：该账号不能接待会话',
          });
        }
        return change(
          params.id,
          (tx) =>
            chats.transfer(tx, { chatId: params.id, by: actor(session), toStaffId: to.id, now: clock.now() }),
          undefined,
        );
      },
    }),
  ];
}

/** The chat of an address. Throws NOT_FOUND. */
export async function requireChat(deps: StaffApiDeps, chatId: string): Promise<Chat> {
  const chat = await deps.chats.find(deps.reader, chatId);
  if (chat === undefined) throw new AppError('NOT_FOUND', 'no such chat');
  return chat;
}

function chatOf(result: ChatResult): Chat {
  if (result.ok) return result.chat;
  throw result.code === 'CHAT_TAKEN'
    ? new AppError('CHAT_TAKEN', `the chat is ${result.chat.state}`)
    : new AppError('NOT_FOUND', 'no such chat');
}

function actor({ staff }: StaffSession): Actor {
  return { staffId: staff.id, supervisor: hasRole(staff, ['supervisor']) };
}
