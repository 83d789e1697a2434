import type { Reader } from '../kernel/transaction';

/** What was said around a chat with people, oldest first. */
export interface HandedOffChat {
  chatId: string;
  followerId: string;
  messages: { id: number; at: number; from: 'follower' | 'staff'; text: string }[];
}

/** The question that led to the chat was asked before it. */
const BEFORE_MS = 10 * 60_000;

/** The texts of followers and agents in chats that an agent served and that ended since, the newest chat first. */
export async function readHandedOffChats(
  reader: Pick<Reader, 'query'>,
  { since, limit }: { since: number; limit: number },
): Promise<HandedOffChat[]> {
  const chats = await reader.query<{
    id: string;
    follower_id: string;
    queued_at: number | string;
    closed_at: number | string;
  }>(
    `SELECT id, follower_id, queued_at, closed_at FROM chat
     WHERE state = 'closed' AND closed_at >= $1 AND claimed_at IS NOT NULL ORDER BY closed_at DESC, id DESC LIMIT $2`,
    [since, limit],
  );
  const result: HandedOffChat[] = [];
  for (const chat of chats) {
    const rows = await reader.query<{ id: number; at: number | string; sender: string; text: string }>(
      `SELECT id, at, sender, text FROM message
       WHERE follower_id = $1 AND at >= $2 AND at <= $3 AND type = 'text' AND sender IN ('follower', 'staff')
       ORDER BY id LIMIT 200`,
      [chat.follower_id, Number(chat.queued_at) - BEFORE_MS, Number(chat.closed_at)],
    );
    const messages = rows.map(({ id, at, sender, text }) => ({
      id,
      at: Number(at),
      from: sender as 'follower' | 'staff',
      text,
    }));
    result.push({ chatId: chat.id, followerId: chat.follower_id, messages });
  }
  return result;
}
