import type { Signals } from './event';
import { normaliseText } from './normalise';
import type { Reading } from './read-text';
import type { DialogueState } from './state';
import type { Turn } from './turn';

/** A question leans on the last answer for ten minutes … */
export const LAST_ANSWER_TTL_MS = 10 * 60_000;
/** … and in the three messages after it. */
export const LAST_ANSWER_TURNS = 3;

/** Remembers the entry that answered. */
export function noteAnswer(turn: Turn, entry: string, where: 'chat' | 'form'): void {
  const { state, world } = turn;
  state.answered = { entry, turn: state.turn, at: world.now, ...(where === 'form' ? { inForm: true } : {}) };
}

/** Key of the entry that a short question heard now may lean on (那周末呢); undefined when it is too long ago. */
export function lastAnswer({ answered, turn }: DialogueState, now: number): string | undefined {
  if (answered?.at === undefined || turn - answered.turn >= LAST_ANSWER_TURNS) return undefined;
  return now - answered.at < LAST_ANSWER_TTL_MS ? answered.entry : undefined;
}

/** The question in full: with what it leans on, when it was understood so. */
export function inFull(reading: Reading, { leansOn }: Signals): Reading {
  return leansOn === undefined
    ? reading
    : { ...reading, words: leansOn.text, norm: normaliseText(leansOn.text) };
}
