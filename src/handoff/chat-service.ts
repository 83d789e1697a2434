import type { NewId } from '../kernel/ids';
import type { Transaction } from '../kernel/transaction';
import { takeScan } from './agent-scans';
import {
  type Actor,
  type Chat,
  type ChatAction,
  type ChatLevel,
  type ClosedBy,
  FIRST_STATE,
  LIFECYCLE,
  mayHandle,
  type ProblemClass,
} from './chat';
import { ChatEntity } from './chat-entity';
import { chatIds, type NewChatId } from './chat-id';
import { ChatQueries } from './chat-queries';
import { DEFAULT_HANDOFF_SETTINGS, type HandoffSettings } from './handoff-settings';
import type { Publish } from './staff-event';

export interface Queued {
  chatId: string;
  /** Place in the queue, 1 is next; 0 when somebody already serves the chat. */
  position: number;
  /** The follower already waited or was already served; nothing changed. */
  alreadyQueued: boolean;
}

/** What is known of a follower who wants a person. */
export interface Arrival {
  followerId: string;
  reason: string;
  now: number;
  level?: ChatLevel;
  serviceCode?: string | null;
  product?: string | null;
  groupId?: string | null;
}

/**
 * `CHAT_TAKEN`: somebody else was first, or the chat is not in a state (or not in hands) that allows the action.
 * `AGENT_BUSY`: the agent who would get it serves as many as they may.
 */
export type ChatResult =
  | { ok: true; chat: Chat }
  | { ok: false; code: 'CHAT_NOT_FOUND' }
  | { ok: false; code: 'CHAT_TAKEN' | 'AGENT_BUSY'; chat: Chat };

export interface ChatServiceOptions {
  settings?: HandoffSettings;
  /** Called within the transaction that changed a chat or heard of its follower or agent, for what hangs on it. */
  onChange?: (tx: Transaction, chat: Chat) => Promise<void>;
}

type Columns = Readonly<Record<string, string | number | null>>;

/**
 * Handing a follower to people and back (design §7). Each method works inside the transaction it is given, and every
 * change is one conditional statement, so that of many who act at once exactly one wins.
 */
export class ChatService extends ChatQueries {
  readonly settings: HandoffSettings;
  private readonly newChatId: NewChatId;

  constructor(
    newId: NewId,
    private readonly publish: Publish,
    private readonly options: ChatServiceOptions = {},
  ) {
    super();
    this.newChatId = chatIds(newId);
    this.settings = options.settings ?? DEFAULT_HANDOFF_SETTINGS;
  }

  /** Puts the follower into the queue; who is already there, or already served, keeps the place. */
  async enqueue(tx: Transaction, arrival: Arrival): Promise<Queued> {
    const open = await this.openChatOf(tx, arrival.followerId);
    if (open !== undefined)
      return { chatId: open.id, position: await this.position(tx, open.id), alreadyQueued: true };
    const chat = await this.insert(tx, arrival, { state: FIRST_STATE });
    return { chatId: chat.id, position: await this.position(tx, chat.id), alreadyQueued: false };
  }

  /** The follower showed more about themselves while they wait: they keep the better place. */
  async promote(
    tx: Transaction,
    given: { chatId: string; level: ChatLevel; serviceCode: string | null },
  ): Promise<ChatResult> {
    const chat = await this.find(tx, given.chatId);
    if (chat === undefined) return { ok: false, code: 'CHAT_NOT_FOUND' };
    const sortAt = Math.min(chat.sortAt, chat.queuedAt - this.settings.headStartMs[given.level]);
    const level = sortAt < chat.sortAt ? given.level : chat.level;
    await tx.execute(
      `UPDATE chat SET level = $2, sort_at = $3, service_code = COALESCE($4, service_code) WHERE id = $1`,
      [chat.id, level, sortAt, given.serviceCode],
    );
    return { ok: true, chat: await this.announce(tx, chat.id) };
  }

  /** The follower no longer waits. False when there was no place to give up. */
  async leaveQueue(tx: Transaction, given: { followerId: string; now: number }): Promise<boolean> {
    return (await this.endOpenChat(tx, given, 'leave_queue')) !== undefined;
  }

  /** The follower goes back to the bot, waiting or served. The chat that ended, undefined when there was none. */
  async endByFollower(
    tx: Transaction,
    given: { followerId: string; now: number },
  ): Promise<Chat | undefined> {
    return this.endOpenChat(tx, given, 'end_by_follower');
  }

  /** An agent takes a chat from the queue. Whoever asks second gets CHAT_TAKEN, the same agent included. */
  async claim(
    tx: Transaction,
    given: { chatId: string; staffId: string; now: number; capacity?: number },
  ): Promise<ChatResult> {
    const { chatId, staffId, now, capacity } = given;
    const set = { staff_id: staffId, claimed_at: now, waiting_since: now };
    return this.apply(tx, 'claim', chatId, set, { taker: staffId, capacity });
  }

  /** An agent joins a follower whom the bot serves, or who waits. CHAT_TAKEN: a colleague is there already. */
  async join(
    tx: Transaction,
    given: { followerId: string; staffId: string; now: number },
  ): Promise<ChatResult> {
    const { followerId, staffId, now } = given;
    const open = await this.openChatOf(tx, followerId);
    if (open !== undefined) return this.claim(tx, { chatId: open.id, staffId, now });
    const arrival = { followerId, reason: 'takeover', now };
    const chat = await this.insert(tx, arrival, {
      state: 'human',
      staffId,
      claimedAt: now,
      waitingSince: null,
    });
    return { ok: true, chat };
  }

  /** An agent of the platform's own tool has the follower now. */
  async joinElsewhere(
    tx: Transaction,
    given: { followerId: string; kfAccount: string; now: number },
  ): Promise<ChatResult> {
    const { followerId, kfAccount, now } = given;
    const open = await this.openChatOf(tx, followerId);
    if (open !== undefined)
      return this.apply(tx, 'join_elsewhere', open.id, {
        kf_account: kfAccount,
        claimed_at: now,
        staff_id: null,
      });
    const arrival = { followerId, reason: 'takeover', now };
    return { ok: true, chat: await this.insert(tx, arrival, { state: 'human', kfAccount, claimedAt: now }) };
  }

  /** The platform's own tool has the follower no more. False: it had not. */
  async closeElsewhere(tx: Transaction, given: { followerId: string; now: number }): Promise<boolean> {
    const open = await this.openChatOf(tx, given.followerId);
    if (open?.kfAccount == null) return false;
    const set = closedNow(given.now, 'system', 'close_elsewhere');
    return (await this.apply(tx, 'close_elsewhere', open.id, set)).ok;
  }

  /** The agent gives the follower back to the bot. */
  async handBack(
    tx: Transaction,
    given: { chatId: string; by: Actor; now: number; problemClass?: ProblemClass },
  ): Promise<ChatResult> {
    const set = { ...closedNow(given.now, 'staff', 'hand_back'), ...classed(given.problemClass) };
    return this.apply(tx, 'hand_back', given.chatId, set, { by: given.by });
  }

  /** The agent ends the chat. A supervisor may also end one that nobody took. */
  async close(
    tx: Transaction,
    given: { chatId: string; by: Actor; now: number; problemClass?: ProblemClass },
  ): Promise<ChatResult> {
    const set = { ...closedNow(given.now, 'staff', 'close'), ...classed(given.problemClass) };
    return this.apply(tx, 'close', given.chatId, set, { by: given.by });
  }

  /** The follower was silent for too long. */
  async closeIdle(tx: Transaction, given: { chatId: string; now: number }): Promise<ChatResult> {
    return this.apply(tx, 'close_idle', given.chatId, closedNow(given.now, 'system', 'close_idle'));
  }

  /** The chat goes to another agent, whose account the caller has checked. */
  async transfer(
    tx: Transaction,
    given: { chatId: string; by: Actor; toStaffId: string; now: number; capacity?: number },
  ): Promise<ChatResult> {
    const { chatId, by, toStaffId, now, capacity } = given;
    const chat = await this.find(tx, chatId);
    if (chat?.staffId === toStaffId && mayHandle(chat, by)) return { ok: false, code: 'CHAT_TAKEN', chat };
    const waitingSince = chat?.waitingSince == null ? null : now;
    const set = { staff_id: toStaffId, claimed_at: now, waiting_since: waitingSince };
    return this.apply(tx, 'transfer', chatId, set, { by, taker: toStaffId, capacity });
  }

  /** The chat waits, at its old place, for one of a group of agents. */
  async regroup(tx: Transaction, given: { chatId: string; by: Actor; groupId: string }): Promise<ChatResult> {
    const set = { group_id: given.groupId, staff_id: null, claimed_at: null, waiting_since: null };
    return this.apply(tx, 'regroup', given.chatId, set, { by: given.by });
  }

  /** Nobody has come: the follower is told so, once, and any group may take the chat now. */
  async apologise(tx: Transaction, given: { chatId: string; now: number }): Promise<ChatResult> {
    return this.apply(tx, 'apologise', given.chatId, { apologised_at: given.now, group_id: null });
  }

  /** The agent is away: the follower waits again, at the place of the first waiting, and is told so by that. */
  async returnToQueue(tx: Transaction, given: { chatId: string; now: number }): Promise<ChatResult> {
    const set = { staff_id: null, claimed_at: null, waiting_since: null, apologised_at: given.now };
    return this.apply(tx, 'return_to_queue', given.chatId, set);
  }

  /** The follower wrote: noted in their open chat, if there is one, whose id is returned. */
  async heardFollower(tx: Transaction, followerId: string, now: number): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string; state: string; waiting_since: number | string | null }>(
      `UPDATE chat SET last_message_at = $1,
         waiting_since = CASE WHEN state = 'human' THEN COALESCE(waiting_since, $1) ELSE waiting_since END
       WHERE follower_id = $2 AND state <> 'closed' RETURNING id, state, waiting_since`,
      [now, followerId],
    );
    // Of many messages only the first moves what hangs on it.
    if (row?.state === 'human' && Number(row.waiting_since) === now) await this.tellObserver(tx, row.id);
    return row?.id;
  }

  /** The agent wrote to the follower, who no longer waits for words. */
  async answered(tx: Transaction, chatId: string, now: number): Promise<void> {
    await tx.execute(
      `UPDATE chat SET last_message_at = $1, waiting_since = NULL, answered_at = COALESCE(answered_at, $1) WHERE id = $2`,
      [now, chatId],
    );
    await this.tellObserver(tx, chatId);
  }

  private async insert(
    tx: Transaction,
    arrival: Arrival,
    start: Pick<Chat, 'state'> & Partial<Chat>,
  ): Promise<Chat> {
    const { followerId, reason, now, level = 'normal' } = arrival;
    const id = this.newChatId(now);
    await tx.manager.insert(ChatEntity, {
      id,
      followerId,
      reason,
      level,
      serviceCode: arrival.serviceCode ?? null,
      product: arrival.product ?? null,
      groupId: arrival.groupId ?? null,
      preferredStaffId:
        (await takeScan(tx, followerId, now)) ??
        (await this.lastAgentOf(tx, followerId, now - this.settings.lastAgentMs)),
      queuedAt: now,
      sortAt: now - this.settings.headStartMs[level],
      lastMessageAt: now,
      ...start,
    });
    return this.announce(tx, id);
  }

  private async endOpenChat(
    tx: Transaction,
    given: { followerId: string; now: number },
    action: 'leave_queue' | 'end_by_follower',
  ): Promise<Chat | undefined> {
    const open = await this.openChatOf(tx, given.followerId);
    if (open === undefined) return undefined;
    const ended = await this.apply(tx, action, open.id, closedNow(given.now, 'follower', action));
    return ended.ok ? ended.chat : undefined;
  }

  /** One step of the lifecycle as one conditional UPDATE. With an actor, only a chat that they may handle. */
  private async apply(
    tx: Transaction,
    action: ChatAction,
    chatId: string,
    set: Columns,
    who: { by?: Actor; taker?: string; capacity?: number | undefined } = {},
  ): Promise<ChatResult> {
    const chat = await this.find(tx, chatId);
    if (chat === undefined) return { ok: false, code: 'CHAT_NOT_FOUND' };
    const to = LIFECYCLE[chat.state][action];
    if (to === undefined || (who.by !== undefined && !mayHandle(chat, who.by)))
      return { ok: false, code: 'CHAT_TAKEN', chat };
    if (who.taker !== undefined && who.capacity !== undefined && (await isFull(tx, who.taker, who.capacity)))
      return { ok: false, code: 'AGENT_BUSY', chat };
    const columns = Object.entries({ state: to, ...set });
    const changed = await tx.execute(
      `UPDATE chat SET ${columns.map(([name], index) => `${name} = $${index + 1}`).join(', ')}
       WHERE id = $${columns.length + 1} AND state = $${columns.length + 2}
         AND COALESCE(staff_id, '') = $${columns.length + 3}`,
      [...columns.map(([, value]) => value), chatId, chat.state, chat.staffId ?? ''],
    );
    if (changed !== 1) return { ok: false, code: 'CHAT_TAKEN', chat: (await this.find(tx, chatId)) ?? chat };
    return { ok: true, chat: await this.announce(tx, chatId) };
  }

  /** Tells who watches inside the unit now, and open pages after its commit. */
  private async announce(tx: Transaction, chatId: string): Promise<Chat> {
    const chat = await this.tellObserver(tx, chatId);
    const { followerId } = chat;
    tx.afterCommit(() => this.publish({ type: 'chat.changed', chatId, followerId }));
    return chat;
  }

  private async tellObserver(tx: Transaction, chatId: string): Promise<Chat> {
    const chat = await this.find(tx, chatId);
    if (chat === undefined) throw new Error('a chat vanished inside its own unit');
    await this.options.onChange?.(tx, chat);
    return chat;
  }
}

async function isFull(tx: Transaction, staffId: string, capacity: number): Promise<boolean> {
  return (await tx.manager.countBy(ChatEntity, { staffId, state: 'human' })) >= capacity;
}

function closedNow(now: number, by: ClosedBy, action: ChatAction): Columns {
  return { closed_at: now, closed_by: by, closed_with: action, waiting_since: null };
}

function classed(problemClass: ProblemClass | undefined): Columns {
  return problemClass === undefined ? {} : { problem_class: problemClass };
}
