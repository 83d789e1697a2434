import { z } from 'zod';
import { AppError } from '../../kernel/errors';
import {
  actor,
  CHAT_READERS,
  type ChatChange,
  changeChat,
  chatParams,
  noteInChat,
  requireAgent,
  requireChat,
} from './chat-access';
import { chatView } from './chat-view';
import type { StaffApiDeps } from './deps';
import { defineRoute, type Route } from './route';

const MAX_NOTE = 500;

const target = z
  .object({
    staffId: z.string().min(1).optional(),
    groupId: z.string().min(1).optional(),
    note: z.string().trim().min(1).max(MAX_NOTE).optional().describe('for the colleague: never sent'),
  })
  .refine(
    ({ staffId, groupId }) => (staffId === undefined) !== (groupId === undefined),
    'staffId 和 groupId 填写其中一项',
  );

/** Passing a chat on: to a person, who has it at once, or to a group, for which it waits at its old place. */
export function transferRoutes(deps: StaffApiDeps): Route[] {
  const { chats, agents, reader, clock } = deps;
  return [
    defineRoute({
      method: 'POST',
      path: '/api/chats/{id}/transfer',
      summary: 'Pass the chat to another agent or to a group; a supervisor may also pass on who waits',
      access: CHAT_READERS,
      params: chatParams,
      body: target,
      success: { status: 200, schema: chatView },
      failures: ['NOT_FOUND', 'CHAT_TAKEN', 'AGENT_BUSY'],
      handle: async ({ params, body: { staffId, groupId, note }, session }) => {
        const { followerId } = await requireChat(deps, params.id);
        const to = staffId === undefined ? undefined : await requireAgent(deps, staffId);
        const group = (await agents.groups(reader)).find(({ id }) => id === groupId);
        if (to === undefined && group === undefined)
          throw new AppError('BAD_REQUEST', 'no such group', { userText: 'groupId：没有这个客服组' });
        const by = actor(session);
        return changeChat(deps, followerId, async (tx): Promise<ChatChange> => {
          const chatId = params.id;
          const now = clock.now();
          let change: ChatChange;
          if (to !== undefined) {
            const { capacity } = await agents.desk(tx, to.id);
            const waits = by.supervisor && (await chats.find(tx, chatId))?.state === 'queued';
            change = waits
              ? {
                  result: await chats.claim(tx, { chatId, staffId: to.id, now, capacity }),
                  event: { kind: 'claimed', staffName: to.name },
                }
              : {
                  result: await chats.transfer(tx, { chatId, by, toStaffId: to.id, now, capacity }),
                  event: { kind: 'transferred', staffName: to.name },
                };
          } else {
            change = {
              result: await chats.regroup(tx, { chatId, by, groupId: group?.id ?? '' }),
              event: { kind: 'regrouped', groupName: group?.name ?? '' },
            };
          }
          if (change.result.ok && note !== undefined) {
            const text = `转给${to?.name ?? group?.name}：${note}`;
            await noteInChat(deps, tx, change.result.chat, {
              staffId: session.staff.id,
              text,
              clientId: null,
            });
          }
          return change;
        });
      },
    }),
  ];
}
