import { normaliseFolded } from './normalise';
import { CLAUSE_UNITS, LONG_MESSAGE_UNITS, MAX_CLAUSES } from './policy';
import { countUnits } from './units';

/**
 * The clauses of a long message that are worth a search of their own: in a story with a question at the end, the story
 * outweighs the question. Clauses of small talk are too short, or empty once normalised.
 */
export function splitClauses(folded: string, question: string): string[] {
  if (countUnits(question) < LONG_MESSAGE_UNITS) return [];
  const clauses = folded
    .split(/(?<![a-z0-9]) | (?![a-z0-9])/)
    .map(normaliseFolded)
    .filter((clause) => clause !== question && countUnits(clause) >= CLAUSE_UNITS);
  return [...new Set(clauses)].slice(-MAX_CLAUSES);
}
