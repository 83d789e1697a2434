import { maskText } from '../kernel/mask';
import type { Reader, Transaction } from '../kernel/transaction';
import { KbMissEntity, type MissReason } from './kb-miss-entity';

export interface Miss {
  /** The normalised question. */
  norm: string;
  /** As the follower wrote it. */
  text: string;
  followerId: string;
  reason: MissReason;
  /** What came closest, if anything did. */
  best?: { id: string; score: number };
  /** Epoch milliseconds. */
  now: number;
}

/** Longer questions are stories; their beginning is enough to recognise them. */
const MAX_TEXT = 300;

/** Counts a question that got no answer. Texts are masked: they are read by people who do not serve the follower. */
export async function recordMiss(tx: Transaction, miss: Miss): Promise<void> {
  const norm = maskText(miss.norm).slice(0, MAX_TEXT);
  if (norm === '') return;
  await tx.execute(
    `INSERT INTO kb_miss
       (norm, sample_text, times, followers, reason, best_key, best_score, first_at, last_at)
     VALUES ($1, $2, 1, 0, $3, $4, $5, $6, $6)
     ON CONFLICT (norm) DO UPDATE SET
       sample_text = excluded.sample_text, times = kb_miss.times + 1, reason = excluded.reason,
       best_key = excluded.best_key, best_score = excluded.best_score, last_at = excluded.last_at,
       state = CASE kb_miss.state WHEN 'added' THEN 'open' ELSE kb_miss.state END`,
    [
      norm,
      maskText(miss.text).slice(0, MAX_TEXT),
      miss.reason,
      miss.best?.id ?? null,
      miss.best?.score ?? null,
      miss.now,
    ],
  );
  const [row] = await tx.query<{ id: number }>('SELECT id FROM kb_miss WHERE norm = $1', [norm]);
  if (row === undefined) return;
  const isNew = await tx.execute(
    `INSERT INTO kb_miss_follower (miss_id, follower_id) VALUES ($1, $2)
     ON CONFLICT (miss_id, follower_id) DO NOTHING`,
    [row.id, miss.followerId],
  );
  if (isNew > 0) await tx.execute('UPDATE kb_miss SET followers = followers + 1 WHERE id = $1', [row.id]);
}

/** The misses that most followers share, most first. */
export function listMisses(reader: Reader, limit: number): Promise<KbMissEntity[]> {
  return reader.manager.find(KbMissEntity, {
    order: { followers: 'DESC', times: 'DESC', lastAt: 'DESC' },
    take: limit,
  });
}

/** Forgets who asked and who voted: for the erasure of a follower. The counts stay. */
export async function forgetFollower(tx: Transaction, followerId: string): Promise<void> {
  await tx.execute('DELETE FROM kb_miss_follower WHERE follower_id = $1', [followerId]);
  await tx.execute('DELETE FROM kb_vote WHERE follower_id = $1', [followerId]);
}
