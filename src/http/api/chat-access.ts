import { z } from 'zod';
import type { AgentOperation } from '../../dialogue/event';
import type { Actor, Chat, ChatResult } from '../../handoff';
import { AppError } from '../../kernel/errors';
import type { Transaction } from '../../kernel/transaction';
import { hasRole, type Staff, type StaffSession } from '../../staff';
import { type ChatView, presentChat } from './chat-view';
import type { StaffApiDeps } from './deps';

export const chatParams = z.object({ id: z.string() });

/** Who may see chats; serving them takes the role agent, moving those of others the role supervisor. */
export const CHAT_READERS = ['agent', 'supervisor'] as const;

/** The chat of an address. Throws NOT_FOUND. */
export async function requireChat(deps: StaffApiDeps, chatId: string): Promise<Chat> {
  const chat = await deps.chats.find(deps.reader, chatId);
  if (chat === undefined) throw new AppError('NOT_FOUND', 'no such chat');
  return chat;
}

/** An account that can serve chats. Throws BAD_REQUEST. */
export async function requireAgent(deps: StaffApiDeps, staffId: string): Promise<Staff> {
  const found = await deps.staff.find(deps.reader, staffId);
  if (found === undefined || found.disabled || !hasRole(found, ['agent'])) {
    throw new AppError('BAD_REQUEST', 'staffId is not an agent', {
      userText: 'staffId：该账号不能接待会话',
    });
  }
  return found;
}

export function actor({ staff }: StaffSession): Actor {
  return { staffId: staff.id, supervisor: hasRole(staff, ['supervisor']) };
}

/** What a change of a chat comes to, and what the dialogue hears of it once it is done. */
export interface ChatChange {
  result: ChatResult;
  event?: AgentOperation | undefined;
}

/** Runs a change of a chat in its follower's conversation and tells the dialogue of it. Throws what it is refused with. */
export async function changeChat(
  deps: StaffApiDeps,
  followerId: string,
  work: (tx: Transaction) => Promise<ChatChange>,
): Promise<ChatView> {
  const done = await deps.act(followerId, async (tx) => {
    const { result, event } = await work(tx);
    return result.ok && event !== undefined ? { value: result, event } : { value: result };
  });
  if (done.ok) return presentChat(deps, done.chat);
  throw done.code === 'CHAT_NOT_FOUND'
    ? new AppError('NOT_FOUND', 'no such chat')
    : new AppError(
        done.code,
        done.code === 'AGENT_BUSY' ? 'the agent has no room' : `the chat is ${done.chat.state}`,
      );
}

/** Writes a note for colleagues into the chat, with the change that it belongs to. */
export async function noteInChat(
  deps: StaffApiDeps,
  tx: Transaction,
  chat: Pick<Chat, 'id' | 'followerId'>,
  note: { staffId: string; text: string; clientId: string | null },
) {
  const { id: chatId, followerId } = chat;
  const appended = await deps.appendNote(tx, { ...note, chatId, followerId, at: deps.clock.now() });
  if (appended.created) {
    const event = { type: 'message.created', chatId, followerId, messageId: appended.message.id } as const;
    tx.afterCommit(() => deps.hub.publish(event));
  }
  return appended.message;
}
