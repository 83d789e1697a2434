import { extractCorrection } from '../extract';
import type { SlotRule } from '../flow/flow';
import { type Form, isFilled, slotValue } from '../frame/form';
import { readSlot } from '../frame/read-slot';
import { showValue } from '../frame/show-slot';
import { normaliseText } from '../normalise';
import type { Reading } from '../read-text';
import { type FormReading, values } from './form-reading';
import { readFamily } from './read-family';
import { labelsOf } from './read-values';

/** Rule 7: 改 电话 …, 电话填错了, 不是睿目，是星云. Only what has been filled in can be corrected. */
export function readCorrection(form: Form, { words }: Reading): FormReading | undefined {
  const { frame, flow } = form;
  const filled = [...flow.slots.values()].filter(({ name }) => isFilled(frame, name));
  const correction = extractCorrection(words, labelsOf(filled));
  if (correction === undefined) return undefined;
  if ('old' in correction) {
    const rule = filled.find((one) => saysValue(form, one, correction.old));
    return rule === undefined ? undefined : readNew(form, rule, correction.new);
  }
  const rule = filled.find(({ name }) => name === correction.slot);
  if (rule === undefined) return undefined;
  return correction.value === undefined || correction.value.trim() === ''
    ? { kind: 'reask', slot: rule.name }
    : readNew(form, rule, correction.value);
}

function readNew(form: Form, rule: SlotRule, raw: string): FormReading {
  const { extraction, found } = readFamily(form, rule, raw);
  if (extraction.kind === 'ask') {
    return {
      kind: 'which',
      slot: rule.name,
      question: extraction.question,
      options: extraction.options ?? [],
    };
  }
  if (found.length > 0)
    return values(
      found.map((one) => ({ ...one, why: 'corrected' })),
      true,
    );
  const hint = extraction.kind === 'none' ? extraction.hint : undefined;
  return hint === undefined ? { kind: 'reask', slot: rule.name } : { kind: 'refused', slot: rule.name, hint };
}

/** Whether these words are how the slot's value would be called. */
function saysValue(form: Form, rule: SlotRule, words: string): boolean {
  const value = slotValue(form.frame, rule.name);
  const said = normaliseText(words);
  if (said === '') return false;
  if (normaliseText(showValue(form, rule, value)) === said || normaliseText(String(value)) === said)
    return true;
  const extraction = readSlot(form, rule, words);
  return extraction.kind === 'found' && extraction.candidates[0]?.value === value;
}
