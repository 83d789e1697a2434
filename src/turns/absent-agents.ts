import type { ChatService, Presence } from '../handoff';
import type { Clock } from '../kernel/clock';
import type { Reader } from '../kernel/transaction';
import type { TurnRunner } from './turn-runner';

/** An agent without an open page, of whom nothing was heard for this long, is gone. */
export const ABSENT_AFTER_MS = 5 * 60_000;

interface AbsentAgentsDeps {
  reader: Reader;
  clock: Clock;
  chats: ChatService;
  turns: Pick<TurnRunner, 'act'>;
  presence: Presence;
  /** When a member of staff last did anything, epoch ms. */
  lastSeenAt: (staffId: string) => Promise<number>;
}

/** Gives followers back to the queue, at their old place, when the agent who served them is gone. */
export class AbsentAgents {
  constructor(private readonly deps: AbsentAgentsDeps) {}

  /** The agent's last page was closed and their lease has ended. */
  async takeBackChats(staffId: string): Promise<void> {
    const { reader, clock, chats, turns } = this.deps;
    for (const { id, followerId } of await chats.servedBy(reader, staffId)) {
      await turns.act(followerId, async (tx) => {
        const { ok } = await chats.returnToQueue(tx, { chatId: id, now: clock.now() });
        return ok ? { value: ok, event: { kind: 'requeued' } } : { value: ok };
      });
    }
  }

  /** Agents who never open a page, or did not come back after a restart, are missed by what they do. */
  async sweep(): Promise<void> {
    const { reader, clock, chats, presence, lastSeenAt } = this.deps;
    for (const staffId of await chats.serving(reader)) {
      if (presence.isOnline(staffId)) continue;
      if (clock.now() - (await lastSeenAt(staffId)) > ABSENT_AFTER_MS) await this.takeBackChats(staffId);
    }
  }
}
