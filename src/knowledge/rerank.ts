import { JaroWinklerDistance } from 'natural/lib/natural/distance';
import { bestFirst, type Candidate, type IndexedEntry } from './candidates';
import type { InvertedIndex } from './inverted-index';
import {
  OTHER_KIND_FACTOR,
  OTHER_NEGATION_FACTOR,
  OTHER_NUMBERS_FACTOR,
  SOFT_SHARE,
  SPELLING_SHARE,
} from './policy';
import { type SoftMatch, SoftMatcher } from './soft-match';
import { readTraits, type Traits } from './traits';

/** Factors by which a hit loses for what its terms do not show; 1 is no loss. */
export interface Factors {
  spelling: number;
  questionKind: number;
  numbers: number;
  negation: number;
}

/** A candidate with its similarity as it counts in the end. */
export interface Ranked extends Candidate {
  /** How much matches unit by unit, 0–1. */
  soft: SoftMatch;
  factors: Factors;
  exact: boolean;
}

/** Traits of this many phrasings are remembered. */
const REMEMBERED = 20_000;

/** Looks closely at a few candidates: unit by unit, order of characters, kind of question, numbers, negation. */
export class Reranker {
  private readonly known = new Map<string, Traits>();
  private readonly matcher: SoftMatcher<IndexedEntry>;

  constructor(index: InvertedIndex<IndexedEntry>) {
    this.matcher = new SoftMatcher(index);
  }

  /** Candidates of one question, best first. */
  rank(candidates: readonly Candidate[]): Ranked[] {
    const question = candidates[0]?.question;
    if (question === undefined) return [];
    this.matcher.begin(question);
    const asked = readTraits(question.normalised);
    return candidates.map((candidate) => this.look(candidate, asked)).sort(bestFirst);
  }

  private look(candidate: Candidate, asked: Traits): Ranked {
    const { question, phrasing, dice, others } = candidate;
    const found = this.traitsOf(phrasing.normalised);
    const soft = this.matcher.match(question, phrasing);
    const sameKind = asked.kind === 0 || found.kind === 0 || asked.kind === found.kind;
    const alike = JaroWinklerDistance(question.normalised, phrasing.normalised);
    const factors: Factors = {
      spelling: 1 - SPELLING_SHARE + SPELLING_SHARE * alike,
      questionKind: sameKind ? 1 : OTHER_KIND_FACTOR,
      numbers: asked.numbers === found.numbers ? 1 : OTHER_NUMBERS_FACTOR,
      negation: asked.negated === found.negated ? 1 : OTHER_NEGATION_FACTOR,
    };
    const whole = (1 - SOFT_SHARE) * (dice + others) + SOFT_SHARE * soft.similarity;
    const loss = factors.spelling * factors.questionKind * factors.numbers * factors.negation;
    return { ...candidate, soft, similarity: Math.min(1, whole * loss), factors, exact: false };
  }

  private traitsOf(normalised: string): Traits {
    const known = this.known.get(normalised);
    if (known !== undefined) return known;
    const traits = readTraits(normalised);
    if (this.known.size >= REMEMBERED) this.known.clear();
    this.known.set(normalised, traits);
    return traits;
  }
}

/** Puts the entries that have exactly this wording first, as certain. */
export function rankExact(ranked: readonly Ranked[], owners: readonly IndexedEntry[]): Ranked[] {
  const isOwner = (item: Ranked) => owners.includes(item.entry);
  return [
    ...ranked.filter(isOwner).map((item) => ({ ...item, similarity: 1, exact: true })),
    ...ranked.filter((item) => !isOwner(item)),
  ];
}
