import { KnowledgeIndex } from './knowledge-index';
import type { Entry, Index } from './types';

export { decideFrom } from './decide';
export { fold, MAX_CHARACTERS, normalise } from './normalise';
export { ANSWER_SCORE, SUGGEST_SCORE } from './policy';
export type { Candidate, ChannelShares, Decision, Entry, Hit, Index, Parts } from './types';

/** Entries indexed between two breaths, in which a server serves others. */
const BATCH = 200;

/** An index of these entries. Throws when an id occurs twice. */
export async function createIndex(entries: readonly Entry[]): Promise<Index> {
  const index = new KnowledgeIndex();
  for (const [place, entry] of entries.entries()) {
    if (place > 0 && place % BATCH === 0) await new Promise((resolve) => setImmediate(resolve));
    index.add(entry);
  }
  return index;
}
