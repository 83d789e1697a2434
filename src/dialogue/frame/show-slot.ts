import type { Json } from '../../kernel/json';
import { maskEmail, maskName, maskPhone } from '../../kernel/mask';
import type { SlotRule } from '../flow/flow';
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

function mask(rule: SlotRule, text: string): string {
  switch (rule.pii) {
    case 'phone':
      return maskPhone(text);
    case 'email':
      return maskEmail(text);
    case 'name':
      return maskName(text);
    case 'id':
      return `${[...text].slice(0, 2).join('')}****${[...text].slice(-2).join('')}`;
    // The name of a unit is no secret from those who gave it, and has to be checked letter by letter.
    default:
      return text;
  }
}

/** A time span has words of its own; anything else with parts shows them. */
function spanText(value: { [key: string]: Json }): string {
  if (typeof value.from === 'string')
    return typeof value.to === 'string' ? `${value.from}–${value.to}` : value.from;
  return Object.values(value)
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ');
}
