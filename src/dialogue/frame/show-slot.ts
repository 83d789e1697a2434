import type { Json } from '../../kernel/json';
import { maskEmail, maskId, maskName, maskOrg, maskPhone } from '../../kernel/mask';
import type { SlotRule } from '../flow/flow';
import type { PiiClass } from '../flow/flow-schema';
import { shorten } from '../flow/flow-text';
import type { Form } from './form';
import { readOptions } from './options';

const MAX_SHOWN = 60;

/** A slot as it may be shown in the follower's own conversation: labels for choices, personal data masked. */
export function showSlot(form: Form, rule: SlotRule): string {
  return showValue(form, rule, form.frame.slots[rule.name]?.value ?? null);
}

export function showValue(form: Form, rule: SlotRule, value: Json): string {
  if (value === null) return '';
  if (rule.options !== undefined) {
    const label = readOptions(form, rule)?.find((option) => option.value === value)?.label;
    if (label !== undefined) return label;
  }
  if (Array.isArray(value)) return `${value.length} 个`;
  if (typeof value === 'object') return spanText(value);
  return shorten(mask(rule, String(value)), MAX_SHOWN);
}

/** The mask of each kind of personal data. */
const MASKS: Readonly<Record<PiiClass, (text: string) => string>> = {
  phone: maskPhone,
  email: maskEmail,
  name: maskName,
  org: maskOrg,
  id: maskId,
};

function mask({ pii }: SlotRule, text: string): string {
  return pii === undefined ? text : MASKS[pii](text);
}

/** A time span has words of its own; anything else with parts shows them. */
function spanText(value: { [key: string]: Json }): string {
  if (typeof value.from === 'string')
    return typeof value.to === 'string' ? `${value.from}–${value.to}` : value.from;
  return Object.values(value)
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ');
}
