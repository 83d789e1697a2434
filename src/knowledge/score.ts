import { type Calibration, calibrate } from './calibration';
import type { IndexedEntry } from './candidates';
import type { InvertedIndex } from './inverted-index';
import { CLAUSE_FACTOR, SOFT_SHARE } from './policy';
import type { Ranked } from './rerank';
import { CHANNELS } from './terms';
import type { ChannelShares, Hit, Parts } from './types';

/** What was asked, and of which index. */
export interface Asked {
  inverted: InvertedIndex<IndexedEntry>;
  /** Normalised. */
  question: string;
  units: number;
  calibration: Calibration;
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
    const evidence = {
      similarity: item.similarity,
      lead,
      units: asked.units,
      phrasings: asked.inverted.size,
    };
    const score = item.exact ? 1 : calibrate(evidence, asked.calibration);
    return { item, score, lead };
  });
}

/** The hit with the reasons for its score. Costs as much again as finding it, so decisions do without. */
export function toHit({ item, score, lead }: Scored, asked: Asked): Hit {
  return { id: item.entry.id, score, parts: explain(item, lead, asked) };
}

function explain(item: Ranked, lead: number, asked: Asked): Parts {
  const { phrasing, question } = item;
  const isClause = question.normalised !== asked.question;
  const { mass } = asked.inverted.ask(question.normalised);
  const shared = asked.inverted.sharedByChannel(phrasing);
  const phrasingMass = asked.inverted.massOf(phrasing.slot);
  const times = isClause ? CLAUSE_FACTOR : 1;
  const share = (times * (1 - SOFT_SHARE) * 2) / (mass + phrasingMass);
  const total = shared.reduce((sum, weight) => sum + weight, 0);
  const channels = Object.fromEntries(
    CHANNELS.map((channel, number) => [channel, (shared[number] ?? 0) * share]),
  ) as unknown as ChannelShares;
  return {
    phrasing: phrasing.text,
    exact: item.exact,
    channels,
    questionCoverage: Math.min(1, total / mass),
    phrasingCoverage: Math.min(1, total / phrasingMass),
    ...item.factors,
    otherPhrasings: times * (1 - SOFT_SHARE) * item.others,
    softMatch: times * SOFT_SHARE * item.soft.similarity,
    similarity: item.similarity,
    lead,
    ...(isClause ? { clause: question.normalised } : {}),
  };
}
