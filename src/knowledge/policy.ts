import type { ChannelShares } from './types';

/**
 * Every number that was chosen by hand, in one place: by trying a few round values on development sets of Chinese
 * question pairs that are not part of this repository, and on our own training texts (see docs/knowledge.md). What is
 * learned from the training texts stands in `learned.json`.
 */

/** Written form counts more than sound; single characters more than pairs, which break at the first typo. */
export const CHANNEL_WEIGHTS: ChannelShares = {
  characters: 1,
  characterPairs: 0.4,
  syllables: 0.5,
  syllablePairs: 0.3,
  meanings: 0.8,
};

/** Weight of a function word against a word of meaning. */
export const COMMON_WORD_FACTOR = 0.25;

/** Rare terms count more than their idf says. */
export const WEIGHT_POWER = 1.2;

/** Weight of a sound typed in Latin letters, which has no character beside it, against one read off a character. */
export const TYPED_SOUND_FACTOR = 2;

/** Other phrasings of the entry that match too speak for it: this share of their similarities is added. */
export const OTHER_PHRASINGS_SHARE = 0.08;
/** … counting at most this many times the best one, so that an entry cannot win by numbers. */
export const OTHER_PHRASINGS_LIMIT = 5;

/** How many entries are looked at closely. */
export const RERANKED = 24;
/** Share of the similarity that comes from soft matching: unit by unit, by sound and meaning too. */
export const SOFT_SHARE = 0.3;
/** What a unit counts that only sounds the same … */
export const SAME_SOUND_CREDIT = 0.7;
/** … or only means the same. */
export const SAME_MEANING_CREDIT = 0.8;
/** Share of the similarity that depends on the spelling (Jaro-Winkler). */
export const SPELLING_SHARE = 0.2;
/** One asks why, the other how. */
export const OTHER_KIND_FACTOR = 0.97;
/** One is negated, the other is not. */
export const OTHER_NEGATION_FACTOR = 0.93;
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

/** At least this: answer. */
export const ANSWER_SCORE = 0.35;
/** At least this: offer as 您是不是想问. Below: nothing fits. */
export const SUGGEST_SCORE = 0.18;
/** How many are offered. */
export const MAX_SUGGESTIONS = 3;
