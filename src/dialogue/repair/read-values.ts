import { extractLabelled } from '../extract';
import type { SlotRule } from '../flow/flow';
import { type Form, isFilled } from '../frame/form';
import { extractSlot, readSlot, SURE } from '../frame/read-slot';
import type { Found } from './form-reading';

/** Kinds of values that are recognised among other words. Names and free text are taken only where they are asked for. */
const RECOGNISABLE = new Set([
  'phone_cn',
  'email',
  'choice',
  'catalog',
  'date',
  'time_span',
  'ticket_no',
  'person_name',
]);

/** How followers may call the slots. */
export function labelsOf(rules: readonly SlotRule[]): { slot: string; labels: string[] }[] {
  return rules.map(({ name, label, aliases }) => ({ slot: name, labels: [label, ...aliases] }));
}

/** Values with labels before them. A later slot may depend on an earlier one of the same message. */
export function readLabels(form: Form, words: string): { found: Found[]; unknown: string[] } {
  const rules = [...form.flow.slots.values()].filter(({ type }) => type !== 'media_list');
  const { values, unknown } = extractLabelled(words, labelsOf(rules));
  const tentative = copyOf(form);
  const found: Found[] = [];
  for (const rule of rules) {
    const raw = Object.hasOwn(values, rule.name) ? values[rule.name] : undefined;
    if (raw === undefined || raw.trim() === '') continue;
    const isText = rule.type === 'text' || rule.type === 'longtext';
    const extraction = isText ? undefined : readSlot(tentative, rule, raw);
    const value = isText
      ? raw.trim()
      : extraction?.kind === 'found'
        ? extraction.candidates[0]?.value
        : undefined;
    if (value === undefined) continue;
    found.push({ slot: rule.name, value, why: 'labelled' });
    tentative.frame.slots[rule.name] = { value, source: 'user', turn: 0, at: 0 };
  }
  return { found, unknown };
}

/**
 * Values for slots that are empty and were not asked for. Two slots that want the same words are a conflict, and neither
 * gets them.
 */
export function readOthers(form: Form, words: string, asked: string | undefined): Found[] {
  const tentative = copyOf(form);
  const hits: (Found & { span: readonly [number, number] })[] = [];
  for (const rule of form.flow.slots.values()) {
    if (rule.name === asked || !RECOGNISABLE.has(rule.type) || isFilled(form.frame, rule.name)) continue;
    const extraction = extractSlot(tentative, rule, words);
    if (extraction.kind !== 'found') continue;
    const [best, second] = extraction.candidates;
    if (best === undefined || best.confidence < sureness(rule)) continue;
    if (second !== undefined && best.confidence - second.confidence < 0.15) continue;
    hits.push({ slot: rule.name, value: best.value, why: best.why, span: best.span });
    tentative.frame.slots[rule.name] = { value: best.value, source: 'user', turn: 0, at: 0 };
  }
  const overlaps = (one: readonly [number, number], other: readonly [number, number]) =>
    one[0] < other[1] && other[0] < one[1];
  return hits
    .filter((hit) => !hits.some((other) => other !== hit && overlaps(hit.span, other.span)))
    .map(({ slot, value, why }) => ({ slot, value, why }));
}

/** A bare name looks like many other words: only 我叫… and the like count where no name was asked for. */
function sureness({ type }: SlotRule): number {
  return type === 'person_name' ? 0.9 : SURE;
}

function copyOf(form: Form): Form {
  return { ...form, frame: { ...form.frame, slots: { ...form.frame.slots } } };
}
