import { LessThan } from 'typeorm';
import type { Reader } from '../kernel/transaction';
import type { Chat, ChatState } from './chat';
import { ChatEntity } from './chat-entity';

/** Committed rows, or those of the transaction at hand. */
type Rows = Pick<Reader, 'manager' | 'query'>;

/** Questions about chats. */
export class ChatQueries {
  async find(rows: Rows, chatId: string): Promise<Chat | undefined> {
    const row = await rows.manager.findOneBy(ChatEntity, { id: chatId });
    return row === null ? undefined : toChat(row);
  }

  /** The follower's chat that is not closed. Asked in every turn, and worded as the index `chat_one_open` is. */
  async openChatOf(rows: Rows, followerId: string): Promise<Chat | undefined> {
    const [open] = await rows.query<{ id: string }>(
      `SELECT id FROM chat WHERE follower_id = $1 AND state <> 'closed'`,
      [followerId],
    );
    return open === undefined ? undefined : this.find(rows, open.id);
  }

  /** Place in the queue, 1 is next; 0 when the chat does not wait. */
  async position(rows: Rows, chatId: string): Promise<number> {
    const chat = await this.find(rows, chatId);
    if (chat?.state !== 'queued') return 0;
    const { queuedAt, id } = chat;
    return rows.manager
      .countBy(ChatEntity, [
        { state: 'queued', queuedAt: LessThan(queuedAt) },
        { state: 'queued', queuedAt, id: LessThan(id) },
      ])
      .then((ahead) => ahead + 1);
  }

  /** How many chats are open, by state; states without any are left out. */
  async countByState(rows: Rows): Promise<Map<ChatState, number>> {
    const counts = await rows.query<{ state: ChatState; count: number | string }>(
      `SELECT state, COUNT(*) AS count FROM chat WHERE state IN ('queued', 'human') GROUP BY state`,
    );
    return new Map(counts.map(({ state, count }) => [state, Number(count)]));
  }

  /** The ids of the agents who serve somebody now. */
  async serving(rows: Pick<Reader, 'query'>): Promise<string[]> {
    const found = await rows.query<{ staff_id: string }>(
      `SELECT DISTINCT staff_id FROM chat WHERE state = 'human' AND staff_id IS NOT NULL`,
    );
    return found.map((row) => row.staff_id);
  }

  /** The chats that an agent serves, the longest first. */
  async servedBy(rows: Rows, staffId: string): Promise<Chat[]> {
    const rowsFound = await rows.manager.find(ChatEntity, {
      where: { staffId, state: 'human' },
      order: { claimedAt: 'ASC' },
    });
    return rowsFound.map(toChat);
  }

  /**
   * Chats of one state: waiting and served ones by the time they were queued, the oldest first; closed ones the
   * newest first, those closed before the chat `before` when it is given.
   */
  async list(
    reader: Reader,
    page: { state: ChatState; limit: number; before?: string | undefined },
  ): Promise<Chat[]> {
    const { state, limit, before } = page;
    if (state !== 'closed') {
      const open = await reader.manager.find(ChatEntity, {
        where: { state },
        order: { queuedAt: 'ASC', id: 'ASC' },
        take: limit,
      });
      return open.map(toChat);
    }
    const last = before === undefined ? undefined : await this.find(reader, before);
    const closed = await reader.manager.find(ChatEntity, {
      where:
        last?.closedAt == null
          ? { state }
          : [
              { state, closedAt: LessThan(last.closedAt) },
              { state, closedAt: last.closedAt, id: LessThan(last.id) },
            ],
      order: { closedAt: 'DESC', id: 'DESC' },
      take: limit,
    });
    return closed.map(toChat);
  }
}

function toChat(row: ChatEntity): Chat {
  return { ...row };
}
