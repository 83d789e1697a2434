import { CALIBRATION, type Calibration } from './calibration';
import { COMMON_SYNONYMS } from './common-synonyms';
import { KnowledgeIndex } from './knowledge-index';
import { Lexicon } from './lexicon';
import type { Entry, Index } from './types';

export type { Calibration } from './calibration';
export { decideFrom } from './decide';
export { decideAfter, FOLLOW_UP_DEPTH, type FollowUp, type LastAnswer, readFollowUp } from './follow-up';
export { fold, MAX_CHARACTERS, normalise } from './normalise';
export { ANSWER_SCORE, SUGGEST_SCORE } from './policy';
export type { Candidate, ChannelShares, Decision, Entry, Hit, Index, Parts } from './types';

/** Entries indexed between two breaths, in which a server serves others. */
const BATCH = 200;

export interface IndexOptions {
  /** Words of this business that mean the same, a group each: product names and what customers call them. */
  synonyms?: readonly (readonly string[])[];
  /** What `kb train` learned from other questions than ours. */
  calibration?: Calibration;
}

/** An index of these entries. Throws when an id occurs twice. */
export async function createIndex(entries: readonly Entry[], options: IndexOptions = {}): Promise<Index> {
  const index = new KnowledgeIndex(
    lexiconOf(options.synonyms ?? NO_SYNONYMS),
    options.calibration ?? CALIBRATION,
  );
  for (const [place, entry] of entries.entries()) {
    if (place > 0 && place % BATCH === 0) await new Promise((resolve) => setImmediate(resolve));
    index.add(entry);
  }
  return index;
}

const NO_SYNONYMS: readonly (readonly string[])[] = [];
const lexicons = new WeakMap<readonly (readonly string[])[], Lexicon>();

/** Indexes with the same list of an operator's words share one lexicon. */
function lexiconOf(synonyms: readonly (readonly string[])[]): Lexicon {
  const known = lexicons.get(synonyms);
  if (known !== undefined) return known;
  const lexicon = new Lexicon([...commonGroups(), ...synonyms]);
  lexicons.set(synonyms, lexicon);
  return lexicon;
}

function commonGroups(): string[][] {
  return COMMON_SYNONYMS.split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' '));
}
