import { constantExpression, type Expression, parseExpression } from './expression';
import type { SlotRule } from './flow';
import type { SlotFile } from './flow-schema';
import { type FlowText, parseFlowText } from './flow-text';
import type { Report } from './problems';

type Known = { slots: ReadonlySet<string>; results: ReadonlySet<string> };

/** Makes the slots of a flow from its file. */
export function buildSlots(
  files: Record<string, SlotFile>,
  known: Known,
  report: Report,
): ReadonlyMap<string, SlotRule> {
  const slots = new Map<string, SlotRule>();
  for (const [name, file] of Object.entries(files)) slots.set(name, buildSlot(name, file, known, report));
  return slots;
}

function buildSlot(name: string, file: SlotFile, known: Known, report: Report): SlotRule {
  const place = (...rest: PropertyKey[]) => ['slots', name, ...rest];
  const expression = (source: string | boolean, ...at: PropertyKey[]): Expression => {
    if (typeof source === 'boolean') return constantExpression(source);
    const parsed = parseExpression(source);
    if (!('problem' in parsed)) return parsed;
    report('F011', place(...at), parsed.problem);
    return constantExpression(null);
  };
  const text = (source: string | undefined, ...at: PropertyKey[]): FlowText | undefined => {
    if (source === undefined) return undefined;
    const parsed = parseFlowText(source, known, ['value']);
    if (!('problem' in parsed)) return parsed;
    report('F011', place(...at), parsed.problem);
    return undefined;
  };
  const texts = (sources: string[], at: string) =>
    sources.flatMap((source, index) => text(source, at, index) ?? []);

  const { type, label, aliases, scope, depends_on: dependsOn } = file;
  const ask = text(file.ask, 'ask');
  const short = text(file.short, 'short');
  const help = text(file.help, 'help');
  const { options } = file;
  if (options === undefined && (type === 'choice' || type === 'catalog')) {
    report(
      'F013',
      place('options'),
      'a choice needs options: a list, or an expression such as catalog.products',
    );
  }
  return {
    name,
    type,
    label,
    aliases,
    scope,
    dependsOn,
    required: expression(file.required, 'required'),
    unrecognised: texts(file.unrecognised, 'unrecognised'),
    invalid: texts(file.invalid, 'invalid'),
    validate: file.validate.map((rule, index) => ({
      when: expression(rule.if, 'validate', index, 'if'),
      say: rule.say,
    })),
    ...(ask === undefined ? {} : { ask }),
    ...(short === undefined ? {} : { short }),
    ...(help === undefined ? {} : { help }),
    ...(file.example === undefined ? {} : { example: file.example }),
    ...(file.pii === undefined ? {} : { pii: file.pii }),
    ...(file.prefill === undefined ? {} : { prefill: expression(file.prefill, 'prefill') }),
    ...(file.suggest === undefined ? {} : { suggest: expression(file.suggest, 'suggest') }),
    ...(options === undefined
      ? {}
      : { options: typeof options === 'string' ? expression(options, 'options') : options }),
    ...(file.max_len === undefined ? {} : { maxLength: file.max_len }),
    ...(file.max_items === undefined ? {} : { maxItems: file.max_items }),
  };
}
