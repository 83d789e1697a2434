import { z } from 'zod';
import type { AgentOperation } from '../../dialogue/event';
import { CHAT_STATES, type ChatResult, PROBLEM_CLASSES, queuePlaces } from '../../handoff';
import { AppError } from '../../kernel/errors';
import type { Transaction } from '../../kernel/transaction';
import { actor, CHAT_READERS, changeChat, chatParams, requireChat } from './chat-access';
import { chatView, presentChat, presentChats } from './chat-view';
import type { StaffApiDeps } from './deps';
import { defineRoute, type Route } from './route';

/** Chats: waiting, served and closed ones, and what their agent does with them. */
export function chatRoutes(deps: StaffApiDeps): Route[] {
  const { chats, agents, ratings, reader, clock } = deps;

  /** What the dialogue hears of an end: the follower is asked for a rating, once. */
  const ended = async (
    tx: Transaction,
    result: ChatResult,
    kind: 'handed_back' | 'closed',
  ): Promise<AgentOperation> => {
    const rate = result.ok && (await ratings.ask(tx, result.chat.id, clock.now()));
    return rate ? { kind, rate: result.chat.id } : { kind };
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
      summary: 'Chats of one state: waiting ones in the order of the queue, closed ones newest first',
      access: CHAT_READERS,
      query: z.object({
        state: z.enum(CHAT_STATES).default('queued'),
        limit: z.coerce.number().int().min(1).max(200).default(100),
        before: z.string().optional().describe('id of a closed chat: lists those closed before it'),
        staffId: z.string().optional().describe('only chats that this account serves or served'),
      }),
      success: { status: 200, schema: z.object({ items: z.array(chatView) }) },
      handle: async ({ query }) => {
        const found = await chats.list(reader, query);
        const places = query.state === 'queued' ? queuePlaces(found) : new Map<string, number>();
        return { items: await presentChats(deps, found, places) };
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
      failures: [...changes.failures, 'AGENT_BUSY'],
      handle: async ({ params, session: { staff } }) => {
        const { followerId } = await requireChat(deps, params.id);
        return changeChat(deps, followerId, async (tx) => {
          const { capacity } = await agents.desk(tx, staff.id);
          const given = { chatId: params.id, staffId: staff.id, now: clock.now(), capacity };
          return {
            result: await chats.claim(tx, given),
            event: { kind: 'claimed', staffName: staff.name },
          };
        });
      },
    }),
    defineRoute({
      ...changes,
      method: 'POST',
      path: '/api/chats/{id}/hand-back',
      summary: 'Give the follower back to the bot, which goes on with the step where it stood',
      access: CHAT_READERS,
      body: z.object({ problemClass: z.enum(PROBLEM_CLASSES).optional() }).prefault({}),
      handle: async ({ params, body: { problemClass }, session }) => {
        const { followerId } = await requireChat(deps, params.id);
        return changeChat(deps, followerId, async (tx) => {
          const result = await chats.handBack(tx, {
            chatId: params.id,
            by: actor(session),
            now: clock.now(),
            ...(problemClass === undefined ? {} : { problemClass }),
          });
          return { result, event: await ended(tx, result, 'handed_back') };
        });
      },
    }),
    defineRoute({
      ...changes,
      method: 'POST',
      path: '/api/chats/{id}/close',
      summary:
        'End the chat. Without a problem class it stays unclassified; problem_class_required refuses that once somebody has answered',
      access: CHAT_READERS,
      body: z.object({ problemClass: z.enum(PROBLEM_CLASSES).optional() }).prefault({}),
      handle: async ({ params, body: { problemClass }, session }) => {
        const { followerId, answeredAt } = await requireChat(deps, params.id);
        const isMissing = problemClass === undefined && answeredAt !== null;
        if (isMissing && chats.settings.problemClassRequired) {
          throw new AppError('BAD_REQUEST', 'problemClass is missing', {
            userText: `problemClass：请选择问题分类（${PROBLEM_CLASSES.join('、')}）`,
          });
        }
        return changeChat(deps, followerId, async (tx) => {
          const result = await chats.close(tx, {
            chatId: params.id,
            by: actor(session),
            now: clock.now(),
            ...(problemClass === undefined ? {} : { problemClass }),
          });
          return { result, event: await ended(tx, result, 'closed') };
        });
      },
    }),
  ];
}
