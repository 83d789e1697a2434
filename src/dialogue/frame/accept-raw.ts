import type { Json } from '../../kernel/json';
import type { SlotRule } from '../flow/flow';
import type { Form } from './form';
import { judgeValue } from './judge-value';
import { readSlot } from './read-slot';

/**
 * A value from elsewhere (profile, memory, an agent) as the slot would hold it; undefined when the slot may not hold it.
 * Texts are read as if the follower had said them, so that `138 0000 1234` is a phone number here too.
 */
export function acceptRaw(form: Form, rule: SlotRule, raw: Json): Json | undefined {
  if (isGood(form, rule, raw) && typeof raw !== 'string') return raw;
  if (typeof raw !== 'string') return undefined;
  const isChoice = rule.type === 'choice' || rule.type === 'catalog';
  if (isChoice && isGood(form, rule, raw)) return raw;
  const reading = readSlot(form, rule, raw);
  const value = reading.kind === 'found' ? reading.candidates[0]?.value : undefined;
  return value !== undefined && isGood(form, rule, value) ? value : undefined;
}

function isGood(form: Form, rule: SlotRule, value: Json): boolean {
  return value !== null && judgeValue(form, rule, value).kind === 'good';
}
