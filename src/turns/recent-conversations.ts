import type { Mode } from '../dialogue';
import type { Reader } from '../kernel/transaction';

/** A follower who was heard of lately, and who answers them. */
export interface RecentConversation {
  followerId: string;
  mode: Mode;
  /** Epoch milliseconds. */
  lastMessageAt: number;
  /** Id of the last message, for paging. */
  lastMessageId: number;
}

/** Messages looked through: the log is long, and only its end is about now. */
const LATEST = 5_000;

/** Who wrote or was written to lately, the last first; those whose last message has an id below `before`. */
export async function recentConversations(
  reader: Reader,
  page: { before?: number | undefined; limit: number },
): Promise<RecentConversation[]> {
  const rows = await reader.query<{
    follower_id: string;
    mode: Mode;
    last_id: number;
    last_at: number | string;
  }>(
    `SELECT c.follower_id, c.mode, l.last_id, l.last_at
     FROM (SELECT follower_id, MAX(id) AS last_id, MAX(at) AS last_at
           FROM (SELECT id, follower_id, at FROM message ORDER BY id DESC LIMIT ${LATEST}) AS latest
           GROUP BY follower_id) AS l
     JOIN conversation c ON c.follower_id = l.follower_id
     WHERE l.last_id < $1 ORDER BY l.last_id DESC LIMIT $2`,
    [page.before ?? Number.MAX_SAFE_INTEGER, page.limit],
  );
  return rows.map((row) => ({
    followerId: row.follower_id,
    mode: row.mode,
    lastMessageAt: Number(row.last_at),
    lastMessageId: row.last_id,
  }));
}
