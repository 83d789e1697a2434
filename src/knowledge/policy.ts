import type { ChannelShares } from './types';

/**
 * Every number of the engine, in one place. They were chosen on development sets of Chinese question pairs that are
 * not part of this repository (see docs/knowledge.md), by trying a few round values; only the five of `CALIBRATION`
 * are rounded from a regression on those sets, and are to be made again from the product's own questions.
 */

/** Written form counts more than sound; single characters more than pairs, which break at the first typo. */
export const CHANNEL_WEIGHTS: ChannelShares = {
  characters: 1,
  characterPairs: 0.6,
  syllables: 0.5,
  syllablePairs: 0.3,
};

/** Weight of a function word against a word of meaning. */
export const COMMON_WORD_FACTOR = 0.5;

/** Weight of a sound typed in Latin letters, which has no character beside it, against one read off a character. */
export const TYPED_SOUND_FACTOR = 2;

/** Other phrasings of the entry that match too speak for it: this share of their similarities is added. */
export const OTHER_PHRASINGS_SHARE = 0.08;
/** … counting at most this many times the best one, so that an entry cannot win by numbers. */
export const OTHER_PHRASINGS_LIMIT = 5;

/** How many entries are looked at closely. */
export const RERANKED = 16;
/** Share of the similarity that depends on the spelling (Jaro-Winkler). */
export const SPELLING_SHARE = 0.2;
/** One asks why, the other how. */
export const OTHER_KIND_FACTOR = 0.97;
/** One is negated, the other is not. */
export const OTHER_NEGATION_FACTOR = 0.97;
/** Different numbers: 2023版 is not 2024版. */
export const OTHER_NUMBERS_FACTOR = 0.85;

/** A message of at least this many characters that fits nothing as a whole is searched clause by clause … */
export const LONG_MESSAGE_UNITS = 16;
/** … in its clauses of at least this many … */
export const CLAUSE_UNITS = 4;
/** … of which the last few count … */
export const MAX_CLAUSES = 4;
/** … and a clause is worth this share of a whole message. */
export const CLAUSE_FACTOR = 0.85;

/**
 * Similarity to probability: σ(bias + Σ weight × feature). Longer questions with the same similarity are surer, a close
 * second makes the first less sure, and in a larger collection the same similarity is likelier to be an accident.
 */
export const CALIBRATION = {
  bias: -3.8,
  similarity: 4.7,
  lead: 10,
  logUnits: 1.05,
  logPhrasings: -0.27,
  /** Collections smaller than this are treated as this large: their word counts say little. */
  fewestPhrasings: 100,
} as const;

/** No hit that is not exactly equal is ever certain. */
export const HIGHEST_INEXACT_SCORE = 0.99;

/** At least this: answer. */
export const ANSWER_SCORE = 0.32;
/** At least this: offer as 您是不是想问. Below: nothing fits. */
export const SUGGEST_SCORE = 0.15;
/** How many are offered. */
export const MAX_SUGGESTIONS = 3;
