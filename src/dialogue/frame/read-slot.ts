import type { Json } from '../../kernel/json';
import { type AskOption, EXTRACTORS, type Extraction } from '../extract';
import type { SlotRule } from '../flow/flow';
import type { Form } from './form';
import { readOptions } from './options';
import { showValue } from './show-slot';

const ZONE = 'Asia/Shanghai';

/** From here on the words mean nothing else: such a value is taken although something else was asked for. */
export const SURE = 0.8;

/** Two values of nearly the same confidence contradict each other. */
export const SAME = 0.15;

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
  const values = extraction.candidates.slice(0, 5).map(({ value }) => value);
  return { kind: 'ask', question: 'choice_ambiguous', options: offerValues(form, rule, values) };
}

/** Values to choose from, as they may be shown. Two that look alike once they are masked are told apart by their place. */
export function offerValues(form: Form, rule: SlotRule, values: readonly Json[]): AskOption<Json>[] {
  const labels = values.map((value) => showValue(form, rule, value));
  return values.map((value, index) => {
    const label = labels[index] ?? '';
    const isAlone = labels.filter((other) => other === label).length === 1;
    return { label: isAlone ? label : `第 ${index + 1} 个 ${label}`.trim(), value };
  });
}
