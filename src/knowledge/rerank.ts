import { JaroWinklerDistance } from 'natural/lib/natural/distance';
import { bestFirst, type Candidate, type IndexedEntry } from './candidates';
import { OTHER_KIND_FACTOR, OTHER_NEGATION_FACTOR, OTHER_NUMBERS_FACTOR, SPELLING_SHARE } from './policy';

/** Factors by which a hit loses for what its terms do not show; 1 is no loss. */
export interface Factors {
  spelling: number;
  questionKind: number;
  numbers: number;
  negation: number;
}

/** A candidate with its similarity as it counts in the end. */
export interface Ranked extends Candidate {
  factors: Factors;
  exact: boolean;
}

/** What is read off a normalised text once. */
interface Traits {
  kind: string | undefined;
  numbers: string;
  negated: boolean;
}

/** Kinds of question; the first that occurs decides. */
const KINDS: readonly (readonly [string, RegExp])[] = [
  ['why', /为什么|原因/],
  ['how long', /多久|多长/],
  ['when', /什么时候/],
  ['where', /哪里/],
  ['price', /价格|费用|收费/],
  ['who', /谁/],
  ['what', /什么/],
  ['how', /怎么|办法|方法|步骤|流程/],
  ['how many', /多少|几/],
];
const NEGATION = /[不没未无别]/;

/** Looks closely at a few candidates: order of characters, kind of question, numbers, negation. */
export class Reranker {
  private readonly known = new Map<string, Traits>();

  /** Best first. */
  rank(candidates: readonly Candidate[]): Ranked[] {
    return candidates.map((candidate) => this.look(candidate)).sort(bestFirst);
  }

  /** Drops what was kept about a phrasing that is gone. */
  forget(normalised: string): void {
    this.known.delete(normalised);
  }

  private look(candidate: Candidate): Ranked {
    const { question, phrasing } = candidate;
    const asked = readTraits(question);
    const found = this.traitsOf(phrasing.normalised);
    const sameKind = asked.kind === undefined || found.kind === undefined || asked.kind === found.kind;
    const alike = JaroWinklerDistance(question, phrasing.normalised);
    const factors: Factors = {
      spelling: 1 - SPELLING_SHARE + SPELLING_SHARE * alike,
      questionKind: sameKind ? 1 : OTHER_KIND_FACTOR,
      numbers: asked.numbers === found.numbers ? 1 : OTHER_NUMBERS_FACTOR,
      negation: asked.negated === found.negated ? 1 : OTHER_NEGATION_FACTOR,
    };
    const loss = factors.spelling * factors.questionKind * factors.numbers * factors.negation;
    return { ...candidate, similarity: Math.min(1, candidate.similarity * loss), factors, exact: false };
  }

  private traitsOf(normalised: string): Traits {
    const known = this.known.get(normalised);
    if (known !== undefined) return known;
    const traits = readTraits(normalised);
    this.known.set(normalised, traits);
    return traits;
  }
}

/** Puts the entries that have exactly this wording first, as certain. */
export function rankExact(ranked: readonly Ranked[], owners: ReadonlySet<IndexedEntry>): Ranked[] {
  const isOwner = (item: Ranked) => owners.has(item.entry);
  return [
    ...ranked.filter(isOwner).map((item) => ({ ...item, similarity: 1, exact: true })),
    ...ranked.filter((item) => !isOwner(item)),
  ];
}

function readTraits(normalised: string): Traits {
  return {
    kind: KINDS.find(([, pattern]) => pattern.test(normalised))?.[0],
    numbers: (normalised.match(/\d+/g) ?? []).join(' '),
    negated: NEGATION.test(normalised),
  };
}
