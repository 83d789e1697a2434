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
/** Products of the same factors in another order may differ by this much. */
const ROUNDING = 1e-9;

/** Looks closely at a few candidates: unit by unit, order of characters, kind of question, numbers, negation. */
export class Reranker {
  private readonly known = new Map<string, Traits>();
  private readonly matcher: SoftMatcher<IndexedEntry>;

  constructor(index: InvertedIndex<IndexedEntry>) {
    this.matcher = new SoftMatcher(index);
  }

  /**
   * The `k` best of the candidates of one question (which come best first), best first, and a few that were looked at
   * on the way. A candidate is left as soon as it can no longer be among the `k`, whatever the rest of it is worth.
   */
  rank(candidates: readonly Candidate[], k: number): Ranked[] {
    const question = candidates[0]?.question;
    if (question === undefined) return [];
    this.matcher.begin(question);
    const asked = readTraits(question.normalised);
    const ranked: Ranked[] = [];
    for (const candidate of candidates) {
      const needed = (ranked[k - 1]?.similarity ?? 0) - ROUNDING;
      if (blend(candidate, 1) < needed) break;
      const looked = this.look(candidate, asked, needed);
      if (looked !== undefined) insert(ranked, looked);
    }
    return ranked;
  }

  private look(candidate: Candidate, asked: Traits, needed: number): Ranked | undefined {
    const { question, phrasing } = candidate;
    const soft = this.matcher.match(question, phrasing);
    const whole = blend(candidate, soft.similarity);
    if (whole < needed) return undefined;
    const found = this.traitsOf(phrasing.normalised);
    const sameKind = asked.kind === 0 || found.kind === 0 || asked.kind === found.kind;
    const factors: Factors = {
      spelling: 1,
      questionKind: sameKind ? 1 : OTHER_KIND_FACTOR,
      numbers: asked.numbers === found.numbers ? 1 : OTHER_NUMBERS_FACTOR,
      negation: asked.negated === found.negated ? 1 : OTHER_NEGATION_FACTOR,
    };
    if (whole * lossOf(factors) < needed) return undefined;
    const alike = JaroWinklerDistance(question.normalised, phrasing.normalised);
    factors.spelling = 1 - SPELLING_SHARE + SPELLING_SHARE * alike;
    return { ...candidate, soft, similarity: Math.min(1, whole * lossOf(factors)), factors, exact: false };
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

/** Similarity before the factors, when this much matches unit by unit. */
function blend({ dice, others }: Candidate, soft: number): number {
  return (1 - SOFT_SHARE) * (dice + others) + SOFT_SHARE * soft;
}

function lossOf({ spelling, questionKind, numbers, negation }: Factors): number {
  return spelling * questionKind * numbers * negation;
}

/** Into a list that is best first. */
function insert(ranked: Ranked[], item: Ranked): void {
  let place = ranked.length;
  for (; place > 0; place -= 1) {
    const before = ranked[place - 1];
    if (before === undefined || bestFirst(before, item) < 0) break;
  }
  ranked.splice(place, 0, item);
}

/** Puts the entries that have exactly this wording first, as certain. */
export function rankExact(ranked: readonly Ranked[], owners: readonly IndexedEntry[]): Ranked[] {
  const isOwner = (item: Ranked) => owners.includes(item.entry);
  return [
    ...ranked.filter(isOwner).map((item) => ({ ...item, similarity: 1, exact: true })),
    ...ranked.filter((item) => !isOwner(item)),
  ];
}
