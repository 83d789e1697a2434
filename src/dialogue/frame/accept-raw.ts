import type { Json } from '../../kernel/json';
import { isDay } from '../extract';
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

/**
 * A value that the flow worked out. A day of a list may have passed since the list was shown: what comes next says so, while
 * a day that somebody says has to come.
 */
export function acceptComputed(form: Form, rule: SlotRule, raw: Json): Json | undefined {
  const isItsDay = rule.type === 'date' && typeof raw === 'string' && isDay(raw);
  return isItsDay && isGood(form, rule, raw) ? raw : acceptRaw(form, rule, raw);
}

function isGood(form: Form, rule: SlotRule, value: Json): boolean {
  return value !== null && judgeValue(form, rule, value).kind === 'good';
}
