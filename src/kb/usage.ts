import type { Reader, Transaction } from '../kernel/transaction';

/** How an entry fares with followers. */
export interface Usage {
  views: number;
  helpful: number;
  unhelpful: number;
}

/** Counts that a follower was given this entry. */
export async function recordView(tx: Transaction, key: string): Promise<void> {
  await tx.execute(
    `INSERT INTO kb_usage (key, views, helpful, unhelpful) VALUES ($1, 1, 0, 0)
     ON CONFLICT (key) DO UPDATE SET views = kb_usage.views + 1`,
    [key],
  );
}

/**
 * Counts a follower's vote: once per follower and entry, a change of mind moves it. Returns `same` when it was
 * their vote already.
 */
export async function recordVote(
  tx: Transaction,
  vote: { key: string; followerId: string; helpful: boolean; now: number },
): Promise<'counted' | 'changed' | 'same'> {
  const { key, followerId, helpful, now } = vote;
  const [before] = await tx.query<{ helpful: boolean | number }>(
    'SELECT helpful FROM kb_vote WHERE follower_id = $1 AND key = $2',
    [followerId, key],
  );
  if (before !== undefined && Boolean(before.helpful) === helpful) return 'same';
  await tx.execute(
    `INSERT INTO kb_vote (follower_id, key, helpful, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (follower_id, key) DO UPDATE SET helpful = excluded.helpful, at = excluded.at`,
    [followerId, key, helpful, now],
  );
  const moved = before === undefined ? 0 : 1;
  const [up, down] = helpful ? [1, -moved] : [-moved, 1];
  await tx.execute(
    `INSERT INTO kb_usage (key, views, helpful, unhelpful) VALUES ($1, 0, $2, $3)
     ON CONFLICT (key) DO UPDATE SET helpful = kb_usage.helpful + $4, unhelpful = kb_usage.unhelpful + $5`,
    [key, Math.max(0, up), Math.max(0, down), up, down],
  );
  return before === undefined ? 'counted' : 'changed';
}

/** What this follower said of the entry; undefined when nothing. */
export async function voteOf(
  reader: Pick<Reader, 'query'>,
  followerId: string,
  key: string,
): Promise<boolean | undefined> {
  const [row] = await reader.query<{ helpful: boolean | number }>(
    'SELECT helpful FROM kb_vote WHERE follower_id = $1 AND key = $2',
    [followerId, key],
  );
  return row === undefined ? undefined : Boolean(row.helpful);
}

/** An entry of the list of what is read most. */
export interface HotEntry {
  key: string;
  question: string;
  views: number;
}

/** What followers read most among the published entries (S3-19), without a category such as small talk. */
export async function hotEntries(
  reader: Pick<Reader, 'query'>,
  options: { limit: number; without?: string; today: string },
): Promise<HotEntry[]> {
  return reader.query<HotEntry>(
    `SELECT e.key, e.question, u.views FROM kb_usage u JOIN kb_entry e ON e.key = u.key
     WHERE e.status = 'published' AND u.views > 0 AND e.category <> $1
       AND (e.valid_from IS NULL OR e.valid_from <= $2) AND (e.valid_until IS NULL OR e.valid_until >= $2)
     ORDER BY u.views DESC, e.key LIMIT $3`,
    [options.without ?? '', options.today, options.limit],
  );
}
