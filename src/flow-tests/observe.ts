import type { Decision, DialogueState, EffectResult } from '../dialogue';
import type { Json } from '../kernel/json';
import { asShown } from './follower';
import type { Product, TurnRow } from './product';

/** A reply by meaning, as the turn's record has it. */
export interface SaidReply {
  key: string;
  /** Where a text of a flow stands. */
  from?: string;
  asks?: string;
  menu?: string[];
}

/** An inline effect with what came of it; `args` is absent where the core does not show it. */
export interface SeenEffect {
  kind: string;
  args?: Json;
  result: EffectResult;
}

/** Everything that one turn of a talk brought about. */
export interface Observation {
  /** What the bot said, as the phone shows it. */
  texts: string[];
  replies: SaidReply[];
  effects: SeenEffect[];
  decision: Decision | undefined;
  /** Customer-service messages that reached the platform. */
  sends: string[];
  /** The passive replies of the deliveries of one message. */
  deliveries: (string | null)[];
  before: DialogueState | undefined;
  state: DialogueState | undefined;
  failedTurns: number;
  turns: number;
  faults: string[];
}

interface StoredRecord {
  decision?: Decision;
  replies?: SaidReply[];
  results?: { kind: string; result: EffectResult }[];
}

/** Reads what the turns since `after` left behind. */
export async function observe(
  product: Product,
  followerId: string,
  given: { after: number; before: DialogueState | undefined; deliveries: (string | null)[] },
): Promise<{ observation: Observation; lastTurn: number }> {
  const rows = await product.turnsAfter(followerId, given.after);
  const records = rows.map(({ record }) => JSON.parse(record) as StoredRecord);
  const observation: Observation = {
    texts: rows.flatMap(({ reply }) => (reply === null ? [] : [asShown(reply)])),
    replies: records.flatMap(({ replies = [] }) => replies),
    effects: rows.flatMap((row, index) => effectsOf(product, row, records[index]?.results ?? [])),
    decision: records.at(-1)?.decision,
    sends: product.account.takeSends(followerId),
    deliveries: given.deliveries,
    before: given.before,
    state: await product.stateOf(followerId),
    failedTurns: rows.filter(({ outcome }) => outcome === 'failed').length,
    turns: rows.length,
    faults: product.takeFaults(),
  };
  return { observation, lastTurn: rows.at(-1)?.id ?? given.after };
}

/** A unit may run twice, and only its last run counts: the calls are paired with the results from the end. */
function effectsOf(
  product: Product,
  row: TurnRow,
  results: readonly { kind: string; result: EffectResult }[],
): SeenEffect[] {
  const calls = results.length === 0 ? [] : product.callsOf(row.id).slice(-results.length);
  return results.map(({ kind, result }, index) => {
    const call = calls[index];
    return call === undefined ? { kind, result } : { kind, result, args: call.args };
  });
}
