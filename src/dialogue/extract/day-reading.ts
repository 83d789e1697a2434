import type { DateTime } from 'luxon';
import { NUMERAL } from './chinese-number';
import type { ExtractHint } from './extraction';

/** What a few words say about a day. */
export type DayReading =
  | { kind: 'day'; day: DateTime; confidence: number }
  /** One of these days, and only the speaker knows which. */
  | { kind: 'which'; question: 'date_which_day' | 'date_passed'; days: DateTime[] }
  | { kind: 'no'; hint: ExtractHint };

/** One way to name a day. `read` may refuse what its pattern found. */
export interface DayRule {
  why: string;
  /** With the flags `g` and `u`. */
  pattern: RegExp;
  /** `today` is midnight in the zone of the conversation. */
  read(match: RegExpMatchArray, today: DateTime): DayReading | undefined;
}

/** A day or month number in either numerals: a pattern source without a group. */
export const ONE_OR_TWO = `(?:\\d{1,2}|[${NUMERAL}]{1,3})`;

/** A day that was named in full or as clearly as in full; days gone by are refused. */
export function exactly(day: DateTime, today: DateTime, confidence = 0.95): DayReading {
  if (!day.isValid) return { kind: 'no', hint: 'date_invalid' };
  return day < today ? { kind: 'no', hint: 'date_past' } : { kind: 'day', day, confidence };
}
