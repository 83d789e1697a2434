/** `[start, end)` in UTF-16 units of the text that was given. */
export type Span = [start: number, end: number];

/** One reading of a text. */
export interface Candidate<T> {
  value: T;
  span: Span;
  /** 0–1. From 0.8 on the words mean nothing else; below, believe it only when just this was asked for. */
  confidence: number;
  /** What made us think so, for the decision trace. */
  why: string;
}

/** What has to be asked back. Each is also the key of a text. */
export type ExtractQuestion =
  | 'email_typo'
  | 'choice_ambiguous'
  | 'yes_no_unclear'
  | 'date_which_day'
  | 'date_passed'
  | 'time_morning_or_afternoon';

/** Why nothing was found although the person tried. Each is also the key of a text. */
export type ExtractHint =
  | 'phone_too_short'
  | 'phone_too_long'
  | 'phone_not_mobile'
  | 'phone_landline'
  | 'phone_foreign'
  | 'email_no_at'
  | 'email_incomplete'
  | 'choice_out_of_range'
  | 'name_has_digits'
  | 'name_too_long'
  | 'name_is_unit'
  | 'date_past'
  | 'date_invalid'
  | 'date_vague'
  | 'date_range'
  | 'time_invalid'
  | 'serial_too_short'
  | 'serial_too_long'
  | 'serial_no_digit'
  | 'ticket_no_format'
  | 'service_code_format'
  | 'code_format'
  | 'text_empty';

export interface AskOption<T> {
  label: string;
  value: T;
}

/**
 * What an extractor makes of a text. `found`: best first; several values of nearly the same confidence contradict each
 * other, and nobody should guess. `ask`: it means one of the options, or cannot be decided without asking.
 */
export type Extraction<T> =
  | { kind: 'found'; candidates: Candidate<T>[] }
  | { kind: 'ask'; question: ExtractQuestion; options?: AskOption<T>[] }
  | { kind: 'none'; hint?: ExtractHint };

export function none<T>(hint?: ExtractHint): Extraction<T> {
  return hint === undefined ? { kind: 'none' } : { kind: 'none', hint };
}

export function ask<T>(question: ExtractQuestion, options?: AskOption<T>[]): Extraction<T> {
  return options === undefined ? { kind: 'ask', question } : { kind: 'ask', question, options };
}

/** `found` with the candidates best first, each value once; `none` without any. */
export function found<T>(candidates: readonly Candidate<T>[], hint?: ExtractHint): Extraction<T> {
  const best = new Map<string, Candidate<T>>();
  for (const candidate of candidates) {
    const key = JSON.stringify(candidate.value);
    const known = best.get(key);
    if (known === undefined || known.confidence < candidate.confidence) best.set(key, candidate);
  }
  if (best.size === 0) return none(hint);
  return { kind: 'found', candidates: [...best.values()].sort((a, b) => b.confidence - a.confidence) };
}
