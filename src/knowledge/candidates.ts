import type { InvertedIndex, Phrasing } from './inverted-index';
import { OTHER_PHRASINGS_LIMIT, OTHER_PHRASINGS_SHARE } from './policy';

/** An entry in the index, with the scratch space of the search that is running. */
export interface IndexedEntry {
  readonly id: string;
  readonly slots: number[];
  /** Normalised phrasings. */
  readonly forms: string[];
  /** Best phrasing and its Dice so far; 0 between two searches. */
  phrasing: Phrasing<IndexedEntry> | undefined;
  dice: number;
  /** Sum of the Dice of the other phrasings. */
  rest: number;
}

/** An entry that shares something with the question, by its best phrasing. */
export interface Candidate {
  entry: IndexedEntry;
  phrasing: Phrasing<IndexedEntry>;
  /** The normalised question, or the clause of it, that matched. */
  question: string;
  /** What the other phrasings of the entry add to the Dice of the best. */
  others: number;
  similarity: number;
}

/** The `keep` entries most similar to a normalised question, best first. */
export function findCandidates(
  index: InvertedIndex<IndexedEntry>,
  question: string,
  keep: number,
): Candidate[] {
  const touched: IndexedEntry[] = [];
  index.match(question, (phrasing, dice) => {
    const entry = phrasing.owner;
    if (entry.phrasing === undefined) touched.push(entry);
    if (entry.phrasing === undefined || isBetter(phrasing, dice, entry.phrasing, entry.dice)) {
      entry.rest += entry.dice;
      entry.dice = dice;
      entry.phrasing = phrasing;
    } else entry.rest += dice;
  });
  const best: Candidate[] = [];
  for (const entry of touched) {
    const { phrasing, dice, rest } = entry;
    entry.phrasing = undefined;
    entry.dice = 0;
    entry.rest = 0;
    if (phrasing === undefined) continue;
    const others = OTHER_PHRASINGS_SHARE * Math.min(rest, OTHER_PHRASINGS_LIMIT * dice);
    const similarity = dice + others;
    const last = best[best.length - 1];
    if (best.length >= keep && last !== undefined && similarity < last.similarity) continue;
    insert(best, { entry, phrasing, question, others, similarity }, keep);
  }
  return best;
}

/** Higher similarity first; equal ones by id, so that the order of additions never shows. */
export function bestFirst(a: Candidate, b: Candidate): number {
  return b.similarity - a.similarity || (a.entry.id < b.entry.id ? -1 : 1);
}

function isBetter(
  phrasing: Phrasing<IndexedEntry>,
  dice: number,
  known: Phrasing<IndexedEntry>,
  knownDice: number,
): boolean {
  return dice > knownDice || (dice === knownDice && phrasing.normalised < known.normalised);
}

/** Keeps a short list sorted: most candidates never get into it. */
function insert(best: Candidate[], candidate: Candidate, keep: number): void {
  let place = best.length;
  while (place > 0) {
    const before = best[place - 1];
    if (before === undefined || bestFirst(before, candidate) < 0) break;
    place -= 1;
  }
  best.splice(place, 0, candidate);
  if (best.length > keep) best.pop();
}
