import type { Json } from '../../kernel/json';
import {
  type Expression,
  evaluateCondition,
  expressionsIn,
  type Flow,
  isExpression,
  type Scope,
} from '../flow';
import type { Tell } from './finding';
import { sampleValue } from './judge-arguments';
import type { LintContext } from './lint-context';

interface Placed {
  expression: Expression;
  place: readonly PropertyKey[];
  /** It has to be true or false. */
  condition: boolean;
  /** The slot whose value it judges. */
  slot?: string;
}

/** F011, as far as reading the file does not tell it: roles that no account has, and types that do not fit. */
export function checkExpressions(flow: Flow, { roles }: LintContext, tell: Tell): void {
  for (const { expression, place, condition, slot } of expressionsOf(flow)) {
    for (const role of expression.refs.roles) {
      if (!roles.includes(role))
        tell('F011', 'error', place, `no account has the role ${role}; there are: ${roles.join(', ')}`);
    }
    const fault =
      condition && dependsOnSamples(flow, expression) ? tryOut(flow, expression, slot) : undefined;
    if (fault !== undefined) tell('F011', 'error', place, `cannot be decided: ${fault}`);
  }
}

function expressionsOf(flow: Flow): Placed[] {
  const found: Placed[] = [];
  const note = (
    expression: Expression | undefined,
    place: readonly PropertyKey[],
    condition: boolean,
    slot?: string,
  ) => {
    if (expression !== undefined)
      found.push({ expression, place, condition, ...(slot === undefined ? {} : { slot }) });
  };
  note(flow.guard, ['guard'], true);
  for (const [name, slot] of flow.slots) {
    note(slot.required, ['slots', name, 'required'], true);
    note(slot.prefill, ['slots', name, 'prefill'], false);
    note(slot.suggest, ['slots', name, 'suggest'], false);
    if (isExpression(slot.options)) note(slot.options, ['slots', name, 'options'], false);
    for (const [index, { when }] of slot.validate.entries())
      note(when, ['slots', name, 'validate', index, 'if'], true, name);
  }
  for (const [index, step] of flow.steps.entries()) {
    note(step.when, ['steps', index, 'when'], true);
    if (step.kind === 'branch') {
      for (const [at, { when }] of step.cases.entries()) note(when, ['steps', index, 'branch', at], true);
    } else if (step.kind === 'do') {
      for (const one of Object.values(step.args).flatMap(expressionsIn))
        note(one, ['steps', index, 'args'], false);
    } else if (step.kind === 'set') {
      for (const [name, value] of Object.entries(step.values))
        note(value, ['steps', index, 'set', name], false);
    }
  }
  return found;
}

/** Only the values of slots have types that are known before the flow runs. */
function dependsOnSamples(flow: Flow, { refs }: Expression): boolean {
  const { results, memory, profile, settings, roots, slots } = refs;
  const unknown = [
    ...results,
    ...memory,
    ...profile,
    ...settings,
    ...roots.filter((root) => root !== 'value' && root !== 'now'),
  ];
  return unknown.length === 0 && slots.every((name) => hasPlainValue(flow, name));
}

/** Dates, spans and looked-up options have values that only their features know. */
function hasPlainValue(flow: Flow, name: string): boolean {
  const slot = flow.slots.get(name);
  return (
    slot !== undefined && slot.type !== 'date' && slot.type !== 'time_span' && !isExpression(slot.options)
  );
}

/** A condition has to come out as true or false with filled slots. */
function tryOut(flow: Flow, expression: Expression, slot: string | undefined): string | undefined {
  if (slot !== undefined && !hasPlainValue(flow, slot)) return undefined;
  const slots = Object.fromEntries(
    [...flow.slots].map(([name, rule]): [string, Json] => [name, sampleValue(rule)]),
  );
  const scope: Scope = {
    slots,
    results: {},
    memory: {},
    profile: {},
    settings: {},
    catalog: { service_types: [], products: [] },
    now: 0,
    started_by: '',
    ...(slot === undefined ? {} : { value: slots[slot] ?? null }),
  };
  const result = evaluateCondition(expression, scope);
  return result.ok ? undefined : result.fault;
}
