import { createIndex, type Decision, decideAfter, type IndexOptions } from '../knowledge';
import type { GoldenQuestion } from './golden';
import type { KbEntry } from './kb-entry';
import { dayOf, isValidOn } from './validity';

/** A golden question that fares worse, with what it gets before and after. */
export interface Worse {
  ask: string;
  /** Key of the entry that answers it; null when none does. */
  expect: string | null;
  before: string;
  after: string;
}

/** What a change does to the golden questions. */
export interface GateReport {
  questions: number;
  /** Rightly answered, or rightly left alone. */
  rightBefore: number;
  rightAfter: number;
  /** Were right, or at least offered, and are wrong. */
  broken: Worse[];
  /** Were answered, and are only offered now. */
  weaker: Worse[];
  /** A broken question, or more than one in a hundred fewer right. */
  refused: boolean;
}

/** A golden question, without the place it stands at. */
export type Golden = Pick<GoldenQuestion, 'ask' | 'expect' | 'after'>;

/** Noise that a change of other entries may bring: the same point by which recorded figures may fall. */
const TOLERATED_LOSS = 0.01;

type Grade = 'right' | 'offered' | 'wrong';

/** Compares what the golden questions get before a change and after it. */
export function compareDecisions(
  golden: readonly Golden[],
  before: readonly Decision[],
  after: readonly Decision[],
): GateReport {
  const report: GateReport = {
    questions: golden.length,
    rightBefore: 0,
    rightAfter: 0,
    broken: [],
    weaker: [],
    refused: false,
  };
  golden.forEach(({ ask, expect }, place) => {
    const [old, young] = [before[place] ?? NOTHING, after[place] ?? NOTHING];
    const [was, is] = [gradeOf(old, expect), gradeOf(young, expect)];
    if (was === 'right') report.rightBefore += 1;
    if (is === 'right') report.rightAfter += 1;
    if (was === is || was === 'wrong' || is === 'right') return;
    const worse = { ask, expect, before: showDecision(old), after: showDecision(young) };
    (is === 'wrong' ? report.broken : report.weaker).push(worse);
  });
  const lost = report.rightBefore - report.rightAfter;
  report.refused = report.broken.length > 0 || lost > TOLERATED_LOSS * golden.length;
  return report;
}

/** The same for whole sets of entries, each indexed anew: for imports. Entries out of date are no answers. */
export async function compareEntries(
  golden: readonly Golden[],
  before: readonly KbEntry[],
  after: readonly KbEntry[],
  now: number,
  engine: IndexOptions = {},
): Promise<GateReport> {
  const decide = async (entries: readonly KbEntry[]) => {
    const today = dayOf(now);
    const index = await createIndex(
      entries
        .filter((entry) => isValidOn(entry, today))
        .map(({ key, question, similar, category }) => ({ id: key, question, similar, category })),
      engine,
    );
    const decisions: Decision[] = [];
    const byKey = new Map(entries.map((entry) => [entry.key, entry.question]));
    for (const [place, { ask, after: last }] of golden.entries()) {
      if (place % 20 === 19) await new Promise((resolve) => setImmediate(resolve));
      const question = last === undefined ? undefined : byKey.get(last);
      decisions.push(
        last === undefined || question === undefined
          ? index.decide(ask)
          : decideAfter(index, ask, { id: last, question }),
      );
    }
    return decisions;
  };
  return compareDecisions(golden, await decide(before), await decide(after));
}

const NOTHING: Decision = { kind: 'none' };

function gradeOf(decision: Decision, expect: string | null): Grade {
  if (expect === null) return decision.kind === 'answer' ? 'wrong' : 'right';
  switch (decision.kind) {
    case 'answer':
      return decision.id === expect ? 'right' : 'wrong';
    case 'suggest':
      return decision.candidates.some(({ id }) => id === expect) ? 'offered' : 'wrong';
    case 'none':
      return 'wrong';
  }
}

/** A decision in one word: the key of the answer, `offered …` or `nothing`. */
export function showDecision(decision: Decision): string {
  switch (decision.kind) {
    case 'answer':
      return decision.id;
    case 'suggest':
      return `offered ${decision.candidates.map(({ id }) => id).join(', ')}`;
    case 'none':
      return 'nothing';
  }
}
