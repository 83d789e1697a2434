import type { Reader, Transaction } from '../kernel/transaction';
import type { HandoffSettings } from './handoff-settings';

export const MAX_COMMENT = 500;

/** `GONE`: no such chat of this follower, never asked for, or too long ago. `ALREADY`: rated before. */
export type RatingResult = { ok: true } | { ok: false; code: 'GONE' | 'ALREADY' };

export interface Rating {
  chatId: string;
  followerId: string;
  staffId: string;
  /** 1 to 5. */
  stars: number;
  comment: string | null;
  /** Epoch milliseconds. */
  at: number;
}

/** How an agent was rated. */
export interface RatingSummary {
  staffId: string;
  /** Chats whose follower was asked, and those that were rated. */
  asked: number;
  rated: number;
  /** Of those rated, to two places; null when none was. */
  average: number | null;
}

/** What followers say of the service of people (S2-25). A rating belongs to the chat, and so to who served it last. */
export class RatingService {
  constructor(private readonly settings: Pick<HandoffSettings, 'rating'>) {}

  /** Notes that the follower is asked. False: not now, nobody said anything to them, or they were asked before. */
  async ask(tx: Transaction, chatId: string, now: number): Promise<boolean> {
    if (!this.settings.rating.ask) return false;
    const changed = await tx.execute(
      `UPDATE chat SET rating_asked_at = $2
       WHERE id = $1 AND state = 'closed' AND staff_id IS NOT NULL AND answered_at IS NOT NULL AND rating_asked_at IS NULL`,
      [chatId, now],
    );
    return changed === 1;
  }

  async rate(
    tx: Transaction,
    given: { chatId: string; followerId: string; stars: number; now: number },
  ): Promise<RatingResult> {
    const { chatId, followerId, stars, now } = given;
    const changed = await tx.execute(
      `UPDATE chat SET rating = $3, rated_at = $4
       WHERE id = $1 AND follower_id = $2 AND rating IS NULL AND rating_asked_at > $5`,
      [chatId, followerId, stars, now, now - this.settings.rating.validMs],
    );
    if (changed === 1) return { ok: true };
    return { ok: false, code: (await this.isRated(tx, chatId, followerId)) ? 'ALREADY' : 'GONE' };
  }

  /** Adds words to a rating; further words are added to them. */
  async comment(
    tx: Transaction,
    given: { chatId: string; followerId: string; text: string; now: number },
  ): Promise<RatingResult> {
    const { chatId, followerId, now } = given;
    const text = [...given.text.trim()].slice(0, MAX_COMMENT).join('');
    const changed = await tx.execute(
      `UPDATE chat SET rating_comment = SUBSTR(CASE WHEN rating_comment IS NULL THEN $3 ELSE rating_comment || ' ' || $3 END, 1, ${MAX_COMMENT})
       WHERE id = $1 AND follower_id = $2 AND rating IS NOT NULL AND rated_at > $4`,
      [chatId, followerId, text, now - this.settings.rating.validMs],
    );
    return changed === 1 ? { ok: true } : { ok: false, code: 'GONE' };
  }

  /** Ratings, the newest first, those given before `before` (epoch ms). */
  async list(
    reader: Pick<Reader, 'query'>,
    page: { staffId?: string | undefined; before?: number | undefined; limit: number },
  ): Promise<Rating[]> {
    const rows = await reader.query<RatingRow>(
      `SELECT id, follower_id, staff_id, rating, rating_comment, rated_at FROM chat
       WHERE rated_at IS NOT NULL AND rated_at < $1 AND ($2 = '' OR staff_id = $2) ORDER BY rated_at DESC, id DESC LIMIT $3`,
      [page.before ?? Number.MAX_SAFE_INTEGER, page.staffId ?? '', page.limit],
    );
    return rows.map((row) => ({
      chatId: row.id,
      followerId: row.follower_id,
      staffId: row.staff_id,
      stars: row.rating,
      comment: row.rating_comment,
      at: Number(row.rated_at),
    }));
  }

  /** How each agent was rated in chats that ended from `from` until before `to` (epoch ms), by their id. */
  async summary(
    reader: Pick<Reader, 'query'>,
    period: { from: number; to: number; staffId?: string | undefined },
  ): Promise<RatingSummary[]> {
    const rows = await reader.query<{
      staff_id: string;
      asked: number | string;
      rated: number | string;
      average: number | null;
    }>(
      `SELECT staff_id, COUNT(*) AS asked, COUNT(rating) AS rated, AVG(rating) AS average FROM chat
       WHERE state = 'closed' AND closed_at >= $1 AND closed_at < $2 AND rating_asked_at IS NOT NULL AND ($3 = '' OR staff_id = $3)
       GROUP BY staff_id ORDER BY staff_id`,
      [period.from, period.to, period.staffId ?? ''],
    );
    return rows.map((row) => ({
      staffId: row.staff_id,
      asked: Number(row.asked),
      rated: Number(row.rated),
      average: row.average === null ? null : Math.round(Number(row.average) * 100) / 100,
    }));
  }

  private async isRated(tx: Transaction, chatId: string, followerId: string): Promise<boolean> {
    const rows = await tx.query(
      'SELECT id FROM chat WHERE id = $1 AND follower_id = $2 AND rating IS NOT NULL',
      [chatId, followerId],
    );
    return rows.length > 0;
  }
}

interface RatingRow {
  id: string;
  follower_id: string;
  staff_id: string;
  rating: number;
  rating_comment: string | null;
  rated_at: number | string;
}
