import { act, CannotAct, isFromFollower, type Stage } from './act';
import { type CheckContext, checkTurn } from './check-turn';
import { asShown } from './follower';
import { checkInvariants } from './invariants';
import type { PlannedCase, PlannedTurn } from './load-suite';
import type { Mismatch } from './mismatch';
import { type Observation, observe } from './observe';

/** A turn of a talk as it went. */
export interface PlayedTurn {
  turn: PlannedTurn;
  texts: string[];
  sends: string[];
}

export interface CaseResult {
  suite: string;
  file: string;
  name: string;
  /** Turns that were played. */
  talk: PlayedTurn[];
  /** Empty: everything was as expected. They belong to the last turn of the talk. */
  mismatches: Mismatch[];
  ms: number;
}

/** Plays one case up to its end, or to the first turn that is not as expected. */
export async function runCase(
  stage: Stage,
  played: PlannedCase,
  suite: { suite: string; file: string; fail: Readonly<Record<string, string>> },
): Promise<CaseResult> {
  const startedAt = performance.now();
  const { product, follower } = stage;
  const totals: Record<string, number> = {};
  const talk: PlayedTurn[] = [];
  let mismatches: Mismatch[] = [];
  let lastTurn = 0;
  let before = await product.stateOf(follower.id);
  for (const turn of played.talk) {
    const heard: PlayedTurn = { turn, texts: [], sends: [] };
    talk.push(heard);
    try {
      product.forceFailures({ ...suite.fail, ...played.given.fail, ...turn.fail });
      const deliveries = await act(turn, stage);
      const { observation, lastTurn: last } = await observe(product, follower.id, {
        after: lastTurn,
        before,
        deliveries,
      });
      lastTurn = last;
      before = observation.state;
      heard.texts = observation.texts;
      heard.sends = observation.sends.map(asShown);
      for (const text of [deliveries[0] ?? '', ...observation.sends]) follower.see(text);
      count(totals, observation);
      mismatches = [
        ...checkInvariants(observation, {
          fromFollower: isFromFollower(turn),
          canSend: stage.product.customSend,
        }),
        ...(await checkTurn(turn, observation, contextOf(stage, totals))),
      ];
    } catch (error) {
      mismatches = [fromError(error)];
    }
    if (mismatches.length > 0) break;
  }
  const { suite: name, file } = suite;
  return { suite: name, file, name: played.name, talk, mismatches, ms: performance.now() - startedAt };
}

function contextOf({ product, follower }: Stage, totals: Record<string, number>): CheckContext {
  const { content } = product;
  return {
    totals,
    handoffLabel: content.labels.handoff,
    revisionOf: (flow) => content.flows.get(flow)?.revision,
    query: (sql) => product.store.reader.query(sql, sql.includes('$1') ? [follower.id] : []),
  };
}

function count(totals: Record<string, number>, { effects }: Observation): void {
  for (const { kind, result } of effects) if (result.ok) totals[kind] = (totals[kind] ?? 0) + 1;
}

function fromError(error: unknown): Mismatch {
  if (error instanceof CannotAct)
    return { what: 'the turn', expected: 'can be played', found: error.message };
  const found = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { what: 'the turn', expected: 'no error', found };
}
