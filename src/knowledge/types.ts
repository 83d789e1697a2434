/** One piece of knowledge: a question in its standard wording, other wordings of it, and what it answers. */
export interface Entry {
  /** Stable and unique within an index. */
  id: string;
  question: string;
  similar?: readonly string[];
  /** Carried for the caller; matching never reads it. */
  answer?: string;
  category?: string;
}

/** How much each channel contributed to the similarity of a hit. They add up to `similarity` before re-ranking. */
export interface ChannelShares {
  characters: number;
  characterPairs: number;
  syllables: number;
  syllablePairs: number;
  meanings: number;
}

/** Why a hit has its score; everything that `kb search` explains in words. */
export interface Parts {
  /** The wording that matched best, as it was written. */
  phrasing: string;
  /** The wording equals the question after normalisation: the score is 1 and nothing else counts. */
  exact: boolean;
  channels: ChannelShares;
  /** Share of the question's weight that the wording has, and the other way round; 0–1. */
  questionCoverage: number;
  phrasingCoverage: number;
  /** Factors of re-ranking; 1 changes nothing, `otherPhrasings` is added. */
  spelling: number;
  questionKind: number;
  numbers: number;
  negation: number;
  otherPhrasings: number;
  /** What matching unit by unit adds: by sound, and by words of the same meaning. */
  softMatch: number;
  /** The whole of the above in 0–1, before it is turned into a probability. */
  similarity: number;
  /** Similarity above the next best; 0 for every hit but the first. */
  lead: number;
  /** The clause that matched, when a long message was split. */
  clause?: string;
}

export interface Hit {
  id: string;
  /** Calibrated: about the share of such hits that are right, 0–1. */
  score: number;
  parts: Parts;
}

export interface Candidate {
  id: string;
  score: number;
}

/** What to do with a question: answer it, offer up to three readings of it, or say that nothing fits. */
export type Decision =
  | { kind: 'answer'; id: string; score: number }
  | { kind: 'suggest'; candidates: Candidate[] }
  | { kind: 'none'; best?: Candidate };

/** A searchable, changeable collection of entries. Everything but `createIndex` is synchronous and in memory. */
export interface Index {
  /** How many entries it holds. */
  readonly size: number;
  /** The `k` best entries, best first; nothing shared with the text, nothing returned. */
  search(text: string, k: number): Hit[];
  decide(text: string): Decision;
  /** Like `search` without the reasons, which cost time: for callers that decide by a policy of their own. */
  rank(text: string, k: number): Candidate[];
  /** Throws when the id is taken. */
  add(entry: Entry): void;
  /** Replaces the entry of the same id. Throws when there is none. */
  update(entry: Entry): void;
  /** Returns whether there was such an entry. */
  remove(id: string): boolean;
}
