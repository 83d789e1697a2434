import { LessThan } from 'typeorm';
import type { Reader } from '../kernel/transaction';
import type { Chat, ChatState } from './chat';
import { ChatEntity } from './chat-entity';

/** Committed rows, or those of the transaction at hand. */
export type Rows = Pick<Reader, 'manager' | 'query'>;

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

  /**
   * Place in the queue, 1 is next; 0 when the chat does not wait. It counts those who wait for the same people, as
   * `queuePlaces` does for the whole queue.
   */
  async position(rows: Rows, chatId: string): Promise<number> {
    const chat = await this.find(rows, chatId);
    if (chat?.state !== 'queued') return 0;
    const [row] = await rows.query<{ ahead: number | string }>(
      `SELECT COUNT(*) AS ahead FROM chat
       WHERE state = 'queued' AND (sort_at < $1 OR (sort_at = $1 AND id < $2))
         AND (CAST($3 AS text) IS NULL OR group_id IS NULL OR group_id = $3)`,
      [chat.sortAt, chat.id, chat.groupId],
    );
    return Number(row?.ahead ?? 0) + 1;
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

  /** The agent who served the follower last, in a chat that ended at `since` (epoch ms) or later. */
  async lastAgentOf(rows: Rows, followerId: string, since: number): Promise<string | null> {
    const [row] = await rows.query<{ staff_id: string }>(
      `SELECT staff_id FROM chat WHERE follower_id = $1 AND closed_at >= $2 AND staff_id IS NOT NULL
       ORDER BY closed_at DESC LIMIT 1`,
      [followerId, since],
    );
    return row?.staff_id ?? null;
  }

  /**
   * Chats of one state: waiting ones in the order of the queue, served ones by the time they were queued, the oldest
   * first; closed ones the newest first, those closed before the chat `before` when it is given.
   */
  async list(
    reader: Rows,
    page: { state: ChatState; limit: number; before?: string | undefined; staffId?: string | undefined },
  ): Promise<Chat[]> {
    const { state, limit, before, staffId } = page;
    const whose = staffId === undefined ? {} : { staffId };
    if (state !== 'closed') {
      const open = await reader.manager.find(ChatEntity, {
        where: { state, ...whose },
        order: state === 'queued' ? { sortAt: 'ASC', id: 'ASC' } : { queuedAt: 'ASC', id: 'ASC' },
        take: limit,
      });
      return open.map(toChat);
    }
    const last = before === undefined ? undefined : await this.find(reader, before);
    const closed = await reader.manager.find(ChatEntity, {
      where:
        last?.closedAt == null
          ? { state, ...whose }
          : [
              { state, ...whose, closedAt: LessThan(last.closedAt) },
              { state, ...whose, closedAt: last.closedAt, id: LessThan(last.id) },
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
