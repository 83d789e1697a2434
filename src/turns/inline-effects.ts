import type { EffectResult } from '../dialogue';
import type { Json } from '../kernel/json';
import type { Transaction } from '../kernel/transaction';

/** What an inline effect may know of the turn that asked for it. */
export interface EffectContext {
  followerId: string;
  turnId: number;
  /** Names this effect of this turn among all: what is made with it is made once. */
  effectKey: string;
  now: number;
}

/**
 * An effect that touches only our database and runs inside the turn's unit. Expected failures are returned as a
 * code; what is thrown rolls the turn back.
 */
export type InlineEffect = (tx: Transaction, args: Json, context: EffectContext) => Promise<EffectResult>;

/** By effect kind. */
export type InlineEffects = Readonly<Record<string, InlineEffect>>;
