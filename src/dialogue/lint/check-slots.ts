import { expressionsIn, type Flow, isExpression, type SlotRule } from '../flow';
import { findUnasked, followValues } from './filling';
import type { Tell } from './finding';
import { buildGraph, reachable } from './graph';
import { findUnguardedPaths } from './text-paths';
import { parseTextTree } from './text-tree';
import { findTextsOf, type TextPlace } from './texts-of';

/** Rules about slots and the order in which they get their values: F009, F010. */
export function checkSlots(flow: Flow, tell: Tell): void {
  tellUnused(flow, tell);
  tellUnasked(flow, tell);
  tellTooEarly(flow, tell);
  tellCycles(flow, tell);
  tellLateOptions(flow, tell);
}

function tellUnused(flow: Flow, tell: Tell): void {
  const used = namesUsed(flow);
  for (const [name, slot] of flow.slots) {
    if (used.has(`slots.${name}`) || slot.scope === 'memory') continue;
    tell(
      'F009',
      'warning',
      ['slots', name],
      `${name} is used nowhere; remove it, or use it in a text, an argument or a condition`,
    );
  }
}

/** Followers may fill by themselves what no step asks for, but nobody can rely on it. */
function tellUnasked(flow: Flow, tell: Tell): void {
  for (const name of findUnasked(flow)) {
    if (flow.slots.get(name)?.required.source === 'false') continue;
    tell(
      'F009',
      'error',
      ['slots', name],
      `${name} is required, and no step collects or sets it; add collect: ${name}, or required: false`,
    );
  }
}

/** Every slot that a text, an argument, a condition or another slot reads. */
function namesUsed(flow: Flow): ReadonlySet<string> {
  const used = new Set<string>();
  const note = (owner: string | undefined, slots: readonly string[]) => {
    for (const slot of slots) if (slot !== owner) used.add(`slots.${slot}`);
  };
  note(undefined, flow.guard?.refs.slots ?? []);
  for (const { text, slot } of findTextsOf(flow)) {
    note(
      slot,
      text.paths.flatMap((path) => {
        const [root, name] = path.split('.');
        return (root === 'slots' || root === 'shown') && name !== undefined ? [name] : [];
      }),
    );
  }
  for (const [name, slot] of flow.slots) {
    const conditions = [slot.required, slot.prefill, slot.suggest, ...slot.validate.map(({ when }) => when)];
    for (const one of [...conditions, isExpression(slot.options) ? slot.options : undefined])
      note(name, one?.refs.slots ?? []);
  }
  for (const step of flow.steps) {
    note(undefined, step.when?.refs.slots ?? []);
    if (step.kind === 'do')
      note(
        undefined,
        Object.values(step.args)
          .flatMap(expressionsIn)
          .flatMap(({ refs }) => refs.slots),
      );
    if (step.kind === 'branch')
      note(
        undefined,
        step.cases.flatMap(({ when }) => when?.refs.slots ?? []),
      );
    if (step.kind === 'set')
      for (const [name, value] of Object.entries(step.values)) note(name, value.refs.slots);
  }
  return used;
}

/** Texts and arguments that read what no way to them can have filled. Conditions may well ask whether it is there. */
function tellTooEarly(flow: Flow, tell: Tell): void {
  const graph = buildGraph(flow);
  const reached = reachable(graph);
  const given = [...flow.slots.values()].filter(
    ({ prefill, scope }) => prefill !== undefined || scope === 'memory',
  );
  const filling = followValues(
    flow,
    graph,
    given.map(({ name }) => `slots.${name}`),
  );
  const told = new Set<string>();
  const judge = (index: number, name: string, place: readonly PropertyKey[], own?: string) => {
    if (
      name === own ||
      !reached.has(index) ||
      filling[index]?.has(name) ||
      told.has(`${place.join()} ${name}`)
    )
      return;
    told.add(`${place.join()} ${name}`);
    const remedy = name.startsWith('slots.') ? 'collect it before' : 'go through its step before';
    tell(
      'F009',
      'error',
      place,
      `${name} is used at step ${flow.steps[index]?.id}, where it cannot have a value yet; ${remedy}`,
    );
  };
  for (const text of findTextsOf(flow)) {
    const names = valuesRead(text);
    // A slot's own questions may speak of the slot: its old value is offered when it is asked again.
    for (const index of text.steps) {
      for (const name of names)
        judge(index, name, text.place, text.slot === undefined ? undefined : `slots.${text.slot}`);
    }
  }
  for (const [index, step] of flow.steps.entries()) {
    if (step.kind !== 'do') continue;
    for (const { refs } of Object.values(step.args).flatMap(expressionsIn)) {
      for (const slot of refs.slots) judge(index, `slots.${slot}`, ['steps', index, 'args']);
      for (const result of refs.results) judge(index, `results.${result}`, ['steps', index, 'args']);
    }
  }
}

function valuesRead({ text }: TextPlace): Set<string> {
  const names = new Set<string>();
  for (const [root, name] of findUnguardedPaths(parseTextTree(text.source))) {
    if (name === undefined) continue;
    if (root === 'slots' || root === 'shown') names.add(`slots.${name}`);
    if (root === 'results') names.add(`results.${name}`);
  }
  return names;
}

function tellCycles(flow: Flow, tell: Tell): void {
  const told = new Set<string>();
  for (const start of flow.slots.keys()) {
    const ring = findCycle(flow.slots, start);
    if (ring === undefined || ring.some((name) => told.has(name))) continue;
    for (const name of ring) told.add(name);
    tell(
      'F010',
      'error',
      ['slots', start, 'depends_on'],
      `depends_on goes in a circle: ${[...ring, start].join(' → ')}; remove one of the links`,
    );
  }
}

function findCycle(slots: ReadonlyMap<string, SlotRule>, start: string): string[] | undefined {
  const seen = new Set<string>();
  const walk = (name: string, way: string[]): string[] | undefined => {
    for (const next of slots.get(name)?.dependsOn ?? []) {
      if (next === start) return [...way, name];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = walk(next, [...way, name]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return walk(start, []);
}

/** Options can be shown only when what they are made from is there. A prefill may be empty, so it does not count. */
function tellLateOptions(flow: Flow, tell: Tell): void {
  const graph = buildGraph(flow);
  const reached = reachable(graph);
  const filling = followValues(flow, graph);
  for (const [index, step] of flow.steps.entries()) {
    if (step.kind !== 'collect' || !reached.has(index)) continue;
    const slot = flow.slots.get(step.slot);
    if (!isExpression(slot?.options)) continue;
    const { slots, results } = slot.options.refs;
    const needed = [...slots.map((name) => `slots.${name}`), ...results.map((name) => `results.${name}`)];
    for (const name of needed) {
      if (filling[index]?.has(name)) continue;
      tell(
        'F010',
        'error',
        ['slots', step.slot, 'options'],
        `the options are made from ${name}, which comes later than step ${step.id}; move its step up`,
      );
    }
  }
}
