import { CHANNELS } from './analyse';
import type { IndexedEntry } from './candidates';
import type { InvertedIndex } from './inverted-index';
import { CALIBRATION, CLAUSE_FACTOR, HIGHEST_INEXACT_SCORE } from './policy';
import type { Ranked } from './rerank';
import type { ChannelShares, Hit, Parts } from './types';

/** What was asked, and of which index. */
export interface Asked {
  inverted: InvertedIndex<IndexedEntry>;
  /** Normalised. */
  question: string;
  units: number;
}

/** A ranked candidate with its probability. */
export interface Scored {
  item: Ranked;
  score: number;
  /** Similarity above the next best; 0 for every one but the first. */
  lead: number;
}

/** The `k` best of ranked candidates with a probability each. */
export function scoreBest(ranked: readonly Ranked[], asked: Asked, k: number): Scored[] {
  const second = ranked[1]?.similarity ?? 0;
  return ranked.slice(0, k).map((item, place) => {
    const lead = place === 0 ? Math.max(0, item.similarity - second) : 0;
    const score = item.exact ? 1 : calibrate(item.similarity, lead, asked.units, asked.inverted.size);
    return { item, score, lead };
  });
}

/** The hit with the reasons for its score. Costs as much again as finding it, so decisions do without. */
export function toHit({ item, score, lead }: Scored, asked: Asked): Hit {
  return { id: item.entry.id, score, parts: explain(item, lead, asked) };
}

/** The similarity of a hit as a probability of being right. `lead` is 0 for every hit but the best. */
export function calibrate(similarity: number, lead: number, units: number, phrasings: number): number {
  const c = CALIBRATION;
  const logit =
    c.bias +
    c.similarity * similarity +
    c.lead * lead +
    c.logUnits * Math.log(1 + units) +
    c.logPhrasings * Math.log(1 + Math.max(phrasings, c.fewestPhrasings));
  return Math.min(HIGHEST_INEXACT_SCORE, 1 / (1 + Math.exp(-logit)));
}

function explain(item: Ranked, lead: number, asked: Asked): Parts {
  const { phrasing, question } = item;
  const { shared, questionMass } = asked.inverted.explain(question, phrasing);
  const isClause = question !== asked.question;
  const share = ((isClause ? CLAUSE_FACTOR : 1) * 2) / (questionMass + phrasing.mass);
  const total = shared.reduce((sum, weight) => sum + weight, 0);
  const channels = Object.fromEntries(
    CHANNELS.map((channel, number) => [channel, (shared[number] ?? 0) * share]),
  ) as unknown as ChannelShares;
  return {
    phrasing: phrasing.text,
    exact: item.exact,
    channels,
    questionCoverage: Math.min(1, total / questionMass),
    phrasingCoverage: Math.min(1, total / phrasing.mass),
    ...item.factors,
    otherPhrasings: item.others,
    similarity: item.similarity,
    lead,
    ...(isClause ? { clause: question } : {}),
  };
}
