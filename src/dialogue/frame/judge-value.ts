import type { Json } from '../../kernel/json';
import { evaluateCondition } from '../flow/expression';
import type { SlotRule } from '../flow/flow';
import { type Form, scopeOf } from './form';
import { readOptions } from './options';

export type Judgement =
  | { kind: 'good' }
  /** A rule of the flow refuses it: `say` is the key of a text of the flow. */
  | { kind: 'refused'; say?: string }
  | { kind: 'too_long'; max: number }
  | { kind: 'fault'; fault: string };

/** Whether a slot may hold a value. Null, which empties it, is always allowed. */
export function judgeValue(form: Form, rule: SlotRule, value: Json): Judgement {
  if (value === null) return { kind: 'good' };
  if (!hasForm(form, rule, value)) return { kind: 'refused' };
  if (typeof value === 'string' && rule.maxLength !== undefined && [...value].length > rule.maxLength) {
    return { kind: 'too_long', max: rule.maxLength };
  }
  for (const { when, say } of rule.validate) {
    const result = evaluateCondition(when, scopeOf(form, value));
    if (!result.ok) return { kind: 'fault', fault: result.fault };
    if (result.value) return { kind: 'refused', say };
  }
  return { kind: 'good' };
}

/** Whether the value is of the kind that the slot's type promises to effects and texts. */
function hasForm(form: Form, rule: SlotRule, value: Json): boolean {
  switch (rule.type) {
    case 'choice':
    case 'catalog':
      return readOptions(form, rule)?.some((option) => option.value === value) ?? false;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'media_list':
      return Array.isArray(value) && value.length > 0 && value.length <= (rule.maxItems ?? 9);
    case 'date':
    case 'time_span':
      return typeof value === 'string' || (typeof value === 'object' && !Array.isArray(value));
    default:
      return typeof value === 'string' && value.trim() !== '';
  }
}
