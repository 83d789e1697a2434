import type { Decision, Hit } from '../knowledge';

/** A question whose right answer is known. */
export interface TestQuestion {
  text: string;
  /** Id of the entry that answers it; null when none does. */
  expected: string | null;
  /** Questions of a kind are also counted apart. */
  kind: string;
  /** The entry that answered right before it, when it leans on that. */
  after?: { id: string; question: string };
}

/** What an engine made of a question. */
export interface Outcome extends TestQuestion {
  hits: readonly Pick<Hit, 'id'>[];
  decision: Decision;
  /** Time of the decision, in milliseconds. */
  ms: number;
}

/** How good the order is: shares of the questions that have an answer, 0–1. */
export interface RankingQuality {
  questions: number;
  top1: number;
  /** Mean of 1/rank of the right entry, 0 from rank 6 on. */
  mrr5: number;
  recall5: number;
}

/** How good the decisions are. A suggestion counts as refused: it is no answer yet. */
export interface DecisionQuality {
  answered: number;
  /** Of the answers given, the right ones; of the questions with an answer, those rightly answered. */
  precision: number;
  recall: number;
  f1: number;
  outOfScope: number;
  /** Of the questions without an answer, those not answered. */
  outOfScopeRefused: number;
}

export interface Evaluation {
  ranking: RankingQuality;
  decisions: DecisionQuality;
  /** By kind; the decisions of a kind with answers are judged together with all questions that have none. */
  kinds: Record<string, { ranking: RankingQuality; decisions: DecisionQuality }>;
  latencyMs: { p50: number; p99: number };
}

const DEPTH = 5;

/** Counts up what an engine made of a set of questions. */
export function evaluate(outcomes: readonly Outcome[]): Evaluation {
  const foreign = outcomes.filter((outcome) => outcome.expected === null);
  const kinds: Evaluation['kinds'] = {};
  for (const kind of new Set(outcomes.map((outcome) => outcome.kind))) {
    const own = outcomes.filter((outcome) => outcome.kind === kind);
    const inScope = own.filter((outcome) => outcome.expected !== null);
    kinds[kind] = {
      ranking: rankingQuality(own),
      decisions: decisionQuality(inScope.length > 0 ? [...inScope, ...foreign] : own),
    };
  }
  const times = outcomes.map((outcome) => outcome.ms).sort((a, b) => a - b);
  return {
    ranking: rankingQuality(outcomes),
    decisions: decisionQuality(outcomes),
    kinds,
    latencyMs: { p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
  };
}

function rankingQuality(outcomes: readonly Outcome[]): RankingQuality {
  const ranks = outcomes
    .filter((outcome) => outcome.expected !== null)
    .map((outcome) => 1 + outcome.hits.slice(0, DEPTH).findIndex((hit) => hit.id === outcome.expected));
  return {
    questions: ranks.length,
    top1: share(ranks.filter((rank) => rank === 1).length, ranks.length),
    mrr5: share(
      ranks.reduce((sum, rank) => sum + (rank > 0 ? 1 / rank : 0), 0),
      ranks.length,
    ),
    recall5: share(ranks.filter((rank) => rank > 0).length, ranks.length),
  };
}

function decisionQuality(outcomes: readonly Outcome[]): DecisionQuality {
  const answered = outcomes.filter(({ decision }) => decision.kind === 'answer');
  const right = answered.filter(
    ({ decision, expected }) => decision.kind === 'answer' && decision.id === expected,
  ).length;
  const foreign = outcomes.filter((outcome) => outcome.expected === null);
  const refused = foreign.filter(({ decision }) => decision.kind !== 'answer').length;
  const precision = share(right, answered.length);
  const recall = share(right, outcomes.length - foreign.length);
  return {
    answered: answered.length,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    outOfScope: foreign.length,
    outOfScopeRefused: share(refused, foreign.length),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** The smallest value that at least this share of the sorted values does not exceed. */
function percentile(sorted: readonly number[], fraction: number): number {
  return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? 0;
}
