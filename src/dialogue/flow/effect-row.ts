import type { z } from 'zod';
import type { Json } from '../../kernel/json';

/** What the engine and the linter know of an effect that flows may ask for. */
export interface EffectRow {
  /**
   * `read` changes nothing; `reserve` takes something that `undo` gives back; `write` stays and needs a confirmation
   * before it (F008); `notify` may fail without anybody minding.
   */
  danger: 'read' | 'reserve' | 'write' | 'notify';
  /** A write that the follower proves their right to with what it is given, such as a one-time code: F008 is content. */
  proven?: true;
  args: z.ZodType;
  /** The failures that a flow has to expect, beside any other (`*`). */
  codes: readonly string[];
  /** The names that a result carries, for texts and expressions. */
  result: readonly string[];
  /** Gives back what was taken. `args` makes the arguments from the result. */
  undo?: { kind: string; args: (result: Json) => Json };
  /** Effects whose success makes what was taken final: nothing is given back then. */
  keptBy?: readonly string[];
}

export type EffectRegistry = Readonly<Record<string, EffectRow>>;
