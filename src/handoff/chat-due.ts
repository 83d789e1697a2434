import type { Chat } from './chat';
import type { HandoffSettings } from './handoff-settings';

/** What becomes of a served chat when nobody says anything, and when (epoch ms). */
export interface ChatDue {
  at: number;
  /** `return`: the agent left the follower waiting; `idle`: the follower does not answer. */
  what: 'return' | 'idle';
}

/** Undefined: the chat is not served, or the settings let it be. */
export function dueOf(
  chat: Pick<Chat, 'state' | 'waitingSince' | 'lastMessageAt' | 'kfAccount'>,
  settings: Pick<HandoffSettings, 'returnAfterMs' | 'idleCloseMs'>,
): ChatDue | undefined {
  // What is said in the platform's own tool is not seen here.
  if (chat.state !== 'human' || chat.kfAccount !== null) return undefined;
  const { returnAfterMs, idleCloseMs } = settings;
  if (chat.waitingSince !== null)
    return returnAfterMs === 0 ? undefined : { at: chat.waitingSince + returnAfterMs, what: 'return' };
  return idleCloseMs === 0 ? undefined : { at: chat.lastMessageAt + idleCloseMs, what: 'idle' };
}
