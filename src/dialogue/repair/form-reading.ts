import type { Json } from '../../kernel/json';
import type { AskOption } from '../extract';
import type { FormChoice } from '../menu';
import type { TextKey } from '../texts';

/** A value for a slot that a message has in it. */
export interface Found {
  slot: string;
  value: Json;
  why: string;
}

/** What a message means to the form that is open. `open`: nothing; the knowledge base may know. */
export type FormReading =
  | { kind: 'choice'; choice: FormChoice; why: string }
  | { kind: 'terms' }
  | { kind: 'unclear'; question: TextKey }
  /** The list is complete, or an optional slot is not wanted. */
  | { kind: 'close'; slot: string }
  /** The old value of a slot that was asked again stays. */
  | { kind: 'keep'; slot: string }
  | {
      kind: 'values';
      values: Found[];
      corrects: boolean;
      unknown: string[];
      /** A slot that was given different values, to choose from. */
      twice?: { slot: string; options: AskOption<Json>[] };
    }
  /** Names a slot to change, and no value for it. */
  | { kind: 'reask'; slot: string }
  | { kind: 'which'; slot: string; question: TextKey; options: AskOption<Json>[] }
  /** Meant for the slot, and cannot be used. */
  | { kind: 'refused'; slot: string; hint: TextKey }
  /** A text that could be a value, and could be a question. */
  | { kind: 'maybe_value'; slot: string; text: string }
  | { kind: 'open' };

export function values(found: Found[], corrects: boolean): Extract<FormReading, { kind: 'values' }> {
  return { kind: 'values', values: found, corrects, unknown: [] };
}
