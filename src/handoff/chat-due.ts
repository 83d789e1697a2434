import type { Chat } from './chat';
import type { HandoffSettings } from './handoff-settings';

/** What becomes of a chat when nobody says anything, and when (epoch ms). */
export interface ChatDue {
  at: number;
  /** `no_answer`: nobody takes it; `return`: the agent left the follower waiting; `idle`: the follower does not answer. */
  what: 'no_answer' | 'return' | 'idle';
}

/** Undefined: nothing is waited for, or the settings let it be. */
export function dueOf(
  chat: Pick<Chat, 'state' | 'queuedAt' | 'apologisedAt' | 'waitingSince' | 'lastMessageAt' | 'kfAccount'>,
  settings: Pick<HandoffSettings, 'noAnswerMs' | 'returnAfterMs' | 'idleCloseMs'>,
): ChatDue | undefined {
  if (chat.state === 'queued' && chat.apologisedAt === null && settings.noAnswerMs > 0)
    return { at: chat.queuedAt + settings.noAnswerMs, what: 'no_answer' };
  // What is said in the platform's own tool is not seen here.
  if (chat.state !== 'human' || chat.kfAccount !== null) return undefined;
  const { returnAfterMs, idleCloseMs } = settings;
  if (chat.waitingSince !== null)
    return returnAfterMs === 0 ? undefined : { at: chat.waitingSince + returnAfterMs, what: 'return' };
  return idleCloseMs === 0 ? undefined : { at: chat.lastMessageAt + idleCloseMs, what: 'idle' };
}
