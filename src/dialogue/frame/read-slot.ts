import type { Json } from '../../kernel/json';
import { EXTRACTORS, type Extraction } from '../extract';
import type { SlotRule } from '../flow/flow';
import type { Form } from './form';
import { readOptions } from './options';

const ZONE = 'Asia/Shanghai';

/** From here on the words mean nothing else: such a value is taken although something else was asked for. */
export const SURE = 0.8;

/** Two values of nearly the same confidence contradict each other. */
const SAME = 0.15;

/** What a text says for a slot, by the extractor of its type. */
export function extractSlot(form: Form, rule: SlotRule, text: string): Extraction<Json> {
  const options = rule.options === undefined ? [] : (readOptions(form, rule) ?? []);
  return EXTRACTORS[rule.type](text, { now: form.world.now, zone: ZONE, options });
}

/** A text about a slot: one value, or a question back, or nothing. Values that contradict each other are asked about. */
export function readSlot(form: Form, rule: SlotRule, text: string): Extraction<Json> {
  const extraction = extractSlot(form, rule, text);
  if (extraction.kind !== 'found') return extraction;
  const [best, second] = extraction.candidates;
  if (best === undefined) return { kind: 'none' };
  if (second === undefined || best.confidence - second.confidence >= SAME) {
    return { kind: 'found', candidates: [best] };
  }
  const options = extraction.candidates
    .slice(0, 5)
    .map(({ value }) => ({ label: labelOf(form, rule, value), value }));
  return { kind: 'ask', question: 'choice_ambiguous', options };
}

function labelOf(form: Form, rule: SlotRule, value: Json): string {
  return readOptions(form, rule)?.find((option) => option.value === value)?.label ?? String(value);
}
