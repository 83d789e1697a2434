import type { Reader, Transaction } from '../kernel/transaction';
import { takeDailyNumber } from '../numbers';
import { NUMBER_PREFIX, SUGGESTION_LIMITS, type Suggestion, type SuggestionKind } from './suggestion';
import { SuggestionEntity } from './suggestion-entity';
import type { ByFollower } from './ticket-service';

const DAY_MS = 24 * 3_600_000;

export type SuggestionResult =
  | { ok: true; suggestion: Suggestion }
  | { ok: false; code: 'RATE_LIMITED' | 'VALIDATION' };

/** Suggestions and complaints: taken in from followers, answered by staff. */
export class SuggestionService {
  /** Takes one in. The same step of the dialogue done again is the same suggestion. */
  async create(
    tx: Transaction,
    by: ByFollower,
    given: { kind: SuggestionKind; text: string; contact: string | null },
  ): Promise<SuggestionResult> {
    const { followerId, effectKey, now } = by;
    const known = await tx.manager.findOneBy(SuggestionEntity, { effectKey });
    if (known !== null) return { ok: true, suggestion: toSuggestion(known) };
    const text = given.text.trim();
    const contact = given.contact?.trim() || null;
    if (text === '' || [...text].length > SUGGESTION_LIMITS.text) return { ok: false, code: 'VALIDATION' };
    if (contact !== null && [...contact].length > SUGGESTION_LIMITS.contact)
      return { ok: false, code: 'VALIDATION' };
    const [count] = await tx.query<{ n: number | string }>(
      'SELECT COUNT(*) AS n FROM suggestion WHERE follower_id = $1 AND created_at > $2',
      [followerId, now - DAY_MS],
    );
    if (Number(count?.n ?? 0) >= SUGGESTION_LIMITS.perDay) return { ok: false, code: 'RATE_LIMITED' };
    const prefix = NUMBER_PREFIX[given.kind];
    const number = `${prefix}${await takeDailyNumber(tx, prefix, now)}`;
    const row = { number, followerId, kind: given.kind, text, contact, createdAt: now };
    const unanswered = { answer: null, answeredBy: null, answeredAt: null };
    await tx.manager.insert(SuggestionEntity, { ...row, ...unanswered, effectKey });
    return { ok: true, suggestion: { ...row, ...unanswered } };
  }

  /** Newest first, those before the number `before`. */
  async list(
    reader: Reader,
    page: {
      kind?: SuggestionKind | undefined;
      answered?: boolean | undefined;
      before?: string | undefined;
      limit: number;
    },
  ): Promise<Suggestion[]> {
    const query = reader.manager
      .createQueryBuilder(SuggestionEntity, 'suggestion')
      .orderBy('suggestion.id', 'DESC')
      .take(page.limit);
    if (page.kind !== undefined) query.andWhere('suggestion.kind = :kind', { kind: page.kind });
    if (page.answered !== undefined)
      query.andWhere(`suggestion.answeredAt IS ${page.answered ? 'NOT ' : ''}NULL`);
    if (page.before !== undefined)
      query.andWhere('suggestion.id < (SELECT id FROM suggestion WHERE number = :before)', {
        before: page.before,
      });
    return (await query.getMany()).map(toSuggestion);
  }

  async read(from: Pick<Reader, 'manager'>, number: string): Promise<Suggestion | undefined> {
    const row = await from.manager.findOneBy(SuggestionEntity, { number });
    return row === null ? undefined : toSuggestion(row);
  }

  /** Answers once: of two who answer at the same time the second gets ANSWERED. */
  async answer(
    tx: Transaction,
    by: { staffId: string; now: number },
    given: { number: string; text: string },
  ): Promise<{ ok: true; suggestion: Suggestion } | { ok: false; code: 'NOT_FOUND' | 'ANSWERED' }> {
    const changed = await tx.execute(
      `UPDATE suggestion SET answer = $2, answered_by = $3, answered_at = $4
       WHERE number = $1 AND answered_at IS NULL`,
      [given.number, given.text, by.staffId, by.now],
    );
    const suggestion = await this.read(tx, given.number);
    if (suggestion === undefined) return { ok: false, code: 'NOT_FOUND' };
    return changed === 1 ? { ok: true, suggestion } : { ok: false, code: 'ANSWERED' };
  }
}

function toSuggestion({ id: _, effectKey: __, ...suggestion }: SuggestionEntity): Suggestion {
  return suggestion;
}
