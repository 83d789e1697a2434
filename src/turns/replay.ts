import { type Content, compose, type DialogueState, initialState, type World } from '../dialogue';
import { advance, hashState } from './advance';
import { linkChoice } from './link-choice';
import type { WorldValues } from './turn-deps';
import type { TurnRecord } from './turn-record';

/** A stored turn as its row has it. */
export interface StoredTurn {
  stateBefore: string | null;
  record: string;
}

export type Replay =
  | { kind: 'same' }
  | { kind: 'different'; stored: string; replayed: string }
  | { kind: 'not_a_dialogue_turn' };

/**
 * Runs a stored turn again from its row and compares the state it ends in. Content, flows and catalog have to be those
 * that the turn was run with (`record.content`).
 */
export async function replayTurn(
  turn: StoredTurn,
  content: Content,
  values: Omit<WorldValues, 'profile'> = {},
): Promise<Replay> {
  const record = JSON.parse(turn.record) as TurnRecord | { event?: undefined };
  if (record.event === undefined) return { kind: 'not_a_dialogue_turn' };
  const state = turn.stateBefore === null ? initialState() : (JSON.parse(turn.stateBefore) as DialogueState);
  const results = new Map(record.results.map(({ key, result }) => [key, result]));
  const { now, profile } = record;
  const world: World = { now, content, ...values, ...(profile === undefined ? {} : { profile }) };
  const advanced = await advance(
    { state, event: record.event, signals: record.signals, world },
    async (effect) => {
      const result = results.get(effect.key);
      if (result === undefined) throw new Error(`the record has no result for the effect ${effect.key}`);
      return result;
    },
  );
  const composed = compose(advanced.state, advanced.replies, world, { link: linkChoice });
  const replayed = hashState(JSON.stringify(composed.state));
  return replayed === record.stateAfter
    ? { kind: 'same' }
    : { kind: 'different', stored: record.stateAfter, replayed };
}
