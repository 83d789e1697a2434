import type { Json } from '../../kernel/json';
import { isExpression, type SlotOption, type SlotRule } from '../flow/flow';
import { type Form, scopeOf } from './form';

/**
 * What can be chosen for a slot. Undefined: the flow cannot say now, because a result that it reads is not there (yet, or
 * no longer).
 */
export function readOptions(form: Form, rule: SlotRule): SlotOption[] | undefined {
  const options = evaluateOptions(form, rule);
  return options.kind === 'options' ? options.options : undefined;
}

export type OptionsReading =
  | { kind: 'options'; options: SlotOption[] }
  | { kind: 'later' }
  | { kind: 'fault'; fault: string };

export function evaluateOptions(form: Form, rule: SlotRule): OptionsReading {
  const { options } = rule;
  if (options === undefined) return { kind: 'options', options: [] };
  if (!isExpression(options)) return { kind: 'options', options };
  const { results } = form.frame;
  if (options.refs.results.some((step) => results[step]?.ok !== true)) return { kind: 'later' };
  const result = options.evaluate(scopeOf(form));
  if (!result.ok) return { kind: 'fault', fault: result.fault };
  const list = Array.isArray(result.value) ? result.value.map(readOption) : [undefined];
  const read = list.filter((option) => option !== undefined);
  return read.length === list.length
    ? { kind: 'options', options: read }
    : { kind: 'fault', fault: `the options of ${rule.name} must be a list of texts or { value, label }` };
}

function readOption(option: Json): SlotOption | undefined {
  if (typeof option === 'string' || typeof option === 'number') {
    return { value: option, label: String(option), aliases: [] };
  }
  if (option === null || typeof option !== 'object' || Array.isArray(option)) return undefined;
  const { value, label, aliases } = option;
  if ((typeof value !== 'string' && typeof value !== 'number') || typeof label !== 'string') return undefined;
  return { value, label, aliases: Array.isArray(aliases) ? aliases.map(String) : [] };
}
