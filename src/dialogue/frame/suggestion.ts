import type { Json } from '../../kernel/json';
import type { SlotRule } from '../flow/flow';
import { acceptRaw } from './accept-raw';
import { type Form, isFilled, scopeOf } from './form';

/** What the flow thinks may be meant for an empty slot; nothing when it thinks of nothing that the slot may hold. */
export function readSuggestion(form: Form, rule: SlotRule): { value?: Json; fault?: string } {
  if (rule.suggest === undefined || isFilled(form.frame, rule.name)) return {};
  const result = rule.suggest.evaluate(scopeOf(form));
  if (!result.ok) return { fault: result.fault };
  const value = result.value === null ? undefined : acceptRaw(form, rule, result.value);
  return value === undefined ? {} : { value };
}
