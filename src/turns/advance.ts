import { hash } from 'node:crypto';
import {
  type DialogueEvent,
  type DialogueState,
  type Effect,
  type EffectResult,
  type Reply,
  type Signals,
  type StepResult,
  step,
  type World,
} from '../dialogue';

/** Effects, what their results cause, what that causes …: more rounds than any dialogue needs. */
const MAX_ROUNDS = 10;

export interface Advanced {
  state: DialogueState;
  replies: Reply[];
  /** For the outbox, in order. */
  later: Effect[];
  /** What the inline effects returned, by effect key: all that a replay needs. */
  results: { key: string; kind: string; result: EffectResult }[];
  decision: StepResult['decision'];
  /** Mistakes of flows that showed: the follower was told politely, the operator has to hear of them. */
  faults: string[];
}

/**
 * Runs one outside event through the dialogue to its end: `step`, its inline effects, their results back into `step`.
 * `runInline` touches the database in a turn, and reads the record in a replay.
 */
export async function advance(
  start: { state: DialogueState; event: DialogueEvent; signals: Signals; world: World },
  runInline: (effect: Effect) => Promise<EffectResult>,
): Promise<Advanced> {
  const first = step(start.state, start.event, start.signals, start.world);
  const replies = [...first.replies];
  const faults = [...first.faults];
  const later: Effect[] = [];
  const results: Advanced['results'] = [];
  let waiting: readonly Effect[] = first.effects;
  let state = first.state;
  for (let round = 1; waiting.length > 0; round += 1) {
    if (round > MAX_ROUNDS) {
      throw new Error(`effects answer effects for ever: ${waiting.map(({ kind }) => kind).join(', ')}`);
    }
    const caused: Effect[] = [];
    for (const effect of waiting) {
      if (effect.channel === 'outbox') {
        later.push(effect);
        continue;
      }
      const result = await runInline(effect);
      results.push({ key: effect.key, kind: effect.kind, result });
      const next = step(state, { t: 'effect', key: effect.key, result }, start.signals, start.world);
      state = next.state;
      replies.push(...next.replies);
      faults.push(...next.faults);
      caused.push(...next.effects);
    }
    waiting = caused;
  }
  return { state, replies, later, results, decision: first.decision, faults };
}

/** Names a state as it is stored, so that a replay can be compared with it. */
export function hashState(stateJson: string): string {
  return hash('sha1', stateJson).slice(0, 16);
}
