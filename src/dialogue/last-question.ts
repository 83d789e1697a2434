import { maskText } from '../kernel/mask';
import { isUnitName } from './extract';
import { shorten } from './flow/flow-text';
import type { Reading } from './read-text';
import type { LastQuestion } from './state';
import type { Turn } from './turn';

/** How long a question counts as what the follower is about. */
export const QUESTION_TTL_MS = 30 * 60_000;
const MAX_LETTERS = 200;
/** Fewer letters than this describe no problem. */
const MIN_LETTERS = 4;

/** Service codes, serial and ticket numbers: six or more letters and digits, with digits among them. */
const CODE = /(?<![A-Za-z0-9@.*-])(?=[A-Za-z-]*\d)[A-Za-z0-9-]{6,}(?![A-Za-z0-9@*-])/gu;

/**
 * Remembers what was asked outside of forms, for a form that is begun next. What was said to a form never comes here, and
 * what is or has personal data in it is left out or masked: the name of a unit, a number, a code.
 */
export function noteQuestion(turn: Turn, { words, handoffWish }: Reading, fate: LastQuestion['fate']): void {
  const text = keepable(words);
  if (text === undefined || handoffWish) return;
  turn.state.lastQuestion = { text, fate, at: turn.world.now };
}

/** What became of the question later: a suggestion was chosen or refused. */
export function settleQuestion(turn: Turn, fate: LastQuestion['fate']): void {
  const { lastQuestion } = turn.state;
  if (lastQuestion !== undefined) lastQuestion.fate = fate;
}

/** A question of long ago is no longer what they are about. */
export function dropOldQuestion(turn: Turn): void {
  const { lastQuestion } = turn.state;
  if (lastQuestion !== undefined && turn.world.now - lastQuestion.at >= QUESTION_TTL_MS)
    delete turn.state.lastQuestion;
}

function keepable(words: string): string | undefined {
  const text = words.replace(/\s+/gu, ' ').trim();
  if (isUnitName(text)) return undefined;
  const masked = maskText(text).replace(CODE, '***');
  return [...masked.matchAll(/\p{Script=Han}|[A-Za-z]{2,}/gu)].length < MIN_LETTERS
    ? undefined
    : shorten(masked, MAX_LETTERS);
}
