import { ANSWER_SCORE, MAX_SUGGESTIONS, SUGGEST_SCORE } from './policy';
import type { Candidate, Decision } from './types';

/** The policy: hits, best first, to what should be said. */
export function decideFrom(hits: readonly Candidate[]): Decision {
  const [best] = hits;
  if (best === undefined) return { kind: 'none' };
  if (best.score >= ANSWER_SCORE) return { kind: 'answer', id: best.id, score: best.score };
  const candidates = hits
    .filter((hit) => hit.score >= SUGGEST_SCORE)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ id, score }) => ({ id, score }));
  if (candidates.length > 0) return { kind: 'suggest', candidates };
  return { kind: 'none', best: { id: best.id, score: best.score } };
}
