import type { NewId } from '../kernel/ids';
import type { Transaction } from '../kernel/transaction';
import {
  type Actor,
  type Chat,
  type ChatAction,
  type ClosedBy,
  FIRST_STATE,
  LIFECYCLE,
  mayHandle,
} from './chat';
import { ChatEntity } from './chat-entity';
import { chatIds, type NewChatId } from './chat-id';
import { ChatQueries } from './chat-queries';
import type { Publish } from './staff-event';

export interface Queued {
  chatId: string;
  /** Place in the queue, 1 is next; 0 when somebody already serves the chat. */
  position: number;
  /** The follower already waited or was already served; nothing changed. */
  alreadyQueued: boolean;
}

/** `CHAT_TAKEN`: somebody else was first, or the chat is not in a state (or not in hands) that allows the action. */
export type ChatResult =
  | { ok: true; chat: Chat }
  | { ok: false; code: 'CHAT_NOT_FOUND' }
  | { ok: false; code: 'CHAT_TAKEN'; chat: Chat };

/**
 * Handing a follower to people and back (design §7). Each method works inside the transaction it is given, and every
 * change is one conditional statement, so that of many who act at once exactly one wins.
 */
export class ChatService extends ChatQueries {
  private readonly newChatId: NewChatId;

  constructor(
    newId: NewId,
    private readonly publish: Publish,
  ) {
    super();
    this.newChatId = chatIds(newId);
  }

  /** Puts the follower into the queue; who is already there, or already served, keeps the place. */
  async enqueue(
    tx: Transaction,
    given: { followerId: string; reason: string; now: number },
  ): Promise<Queued> {
    const { followerId, reason, now } = given;
    const open = await this.openChatOf(tx, followerId);
    if (open !== undefined)
      return { chatId: open.id, position: await this.position(tx, open.id), alreadyQueued: true };
    const id = this.newChatId(now);
    await tx.manager.insert(ChatEntity, {
      id,
      followerId,
      state: FIRST_STATE,
      reason,
      queuedAt: now,
      lastMessageAt: now,
    });
    this.changed(tx, id, followerId);
    return { chatId: id, position: await this.position(tx, id), alreadyQueued: false };
  }

  /** The follower no longer waits. False when there was no place to give up. */
  async leaveQueue(tx: Transaction, given: { followerId: string; now: number }): Promise<boolean> {
    return this.endOpenChat(tx, given, 'leave_queue');
  }

  /** The follower goes back to the bot, waiting or served. False when there was no open chat. */
  async endByFollower(tx: Transaction, given: { followerId: string; now: number }): Promise<boolean> {
    return this.endOpenChat(tx, given, 'end_by_follower');
  }

  /** An agent takes a chat from the queue. Whoever asks second gets CHAT_TAKEN, the same agent included. */
  async claim(tx: Transaction, given: { chatId: string; staffId: string; now: number }): Promise<ChatResult> {
    return this.apply(tx, 'claim', given.chatId, { staff_id: given.staffId, claimed_at: given.now });
  }

  /** The agent gives the follower back to the bot. */
  async handBack(tx: Transaction, given: { chatId: string; by: Actor; now: number }): Promise<ChatResult> {
    return this.apply(tx, 'hand_back', given.chatId, closedNow(given.now, 'staff', 'hand_back'), given.by);
  }

  /** The agent ends the chat. A supervisor may also end one that nobody took. */
  async close(tx: Transaction, given: { chatId: string; by: Actor; now: number }): Promise<ChatResult> {
    return this.apply(tx, 'close', given.chatId, closedNow(given.now, 'staff', 'close'), given.by);
  }

  /** The chat goes to another agent, whose account the caller has checked. */
  async transfer(
    tx: Transaction,
    given: { chatId: string; by: Actor; toStaffId: string; now: number },
  ): Promise<ChatResult> {
    const set = { staff_id: given.toStaffId, claimed_at: given.now };
    return this.apply(tx, 'transfer', given.chatId, set, given.by);
  }

  /** The agent is away: the follower waits again, at the place of the first waiting. */
  async returnToQueue(tx: Transaction, given: { chatId: string }): Promise<ChatResult> {
    return this.apply(tx, 'return_to_queue', given.chatId, { staff_id: null, claimed_at: null });
  }

  /** A message was exchanged: notes it in the follower's open chat, if there is one, and returns its id. */
  async touch(tx: Transaction, followerId: string, now: number): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>(
      `UPDATE chat SET last_message_at = $1 WHERE follower_id = $2 AND state <> 'closed' RETURNING id`,
      [now, followerId],
    );
    return row?.id;
  }

  private async endOpenChat(
    tx: Transaction,
    given: { followerId: string; now: number },
    action: 'leave_queue' | 'end_by_follower',
  ): Promise<boolean> {
    const open = await this.openChatOf(tx, given.followerId);
    if (open === undefined) return false;
    return (await this.apply(tx, action, open.id, closedNow(given.now, 'follower', action))).ok;
  }

  /** One step of the lifecycle as one conditional UPDATE. With an actor, only a chat that they may handle. */
  private async apply(
    tx: Transaction,
    action: ChatAction,
    chatId: string,
    set: Readonly<Record<string, string | number | null>>,
    by?: Actor,
  ): Promise<ChatResult> {
    const chat = await this.find(tx, chatId);
    if (chat === undefined) return { ok: false, code: 'CHAT_NOT_FOUND' };
    const to = LIFECYCLE[chat.state][action];
    if (to === undefined || (by !== undefined && !mayHandle(chat, by)))
      return { ok: false, code: 'CHAT_TAKEN', chat };
    const columns = Object.entries({ state: to, ...set });
    const changed = await tx.execute(
      `UPDATE chat SET ${columns.map(([name], index) => `${name} = $${index + 1}`).join(', ')}
       WHERE id = $${columns.length + 1} AND state = $${columns.length + 2}
         AND COALESCE(staff_id, '') = $${columns.length + 3}`,
      [...columns.map(([, value]) => value), chatId, chat.state, chat.staffId ?? ''],
    );
    const now = await this.find(tx, chatId);
    if (now === undefined) return { ok: false, code: 'CHAT_NOT_FOUND' };
    if (changed !== 1) return { ok: false, code: 'CHAT_TAKEN', chat: now };
    this.changed(tx, chatId, now.followerId);
    return { ok: true, chat: now };
  }

  private changed(tx: Transaction, chatId: string, followerId: string): void {
    tx.afterCommit(() => this.publish({ type: 'chat.changed', chatId, followerId }));
  }
}

function closedNow(now: number, by: ClosedBy, action: ChatAction) {
  return { closed_at: now, closed_by: by, closed_with: action };
}
