import type { Flow, Step } from '../flow';
import type { Graph } from './graph';

/** What may have a value when a step begins: `slots.phone`, `results.find`. One set for each step. */
export type Filling = readonly ReadonlySet<string>[];

/**
 * Follows the values through all ways of a flow. A name that is missing at a step cannot have a value there, whichever
 * way the flow took. `known` have one from the start.
 */
export function followValues(flow: Flow, graph: Graph, known: readonly string[] = []): Filling {
  const filling = flow.steps.map(() => new Set<string>());
  for (const name of known) filling[0]?.add(name);
  const unasked = findUnasked(flow).map((name) => `slots.${name}`);
  const open = [0];
  const seen = new Set<number>();
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    const step = flow.steps[from];
    const before = filling[from];
    if (step === undefined || before === undefined) continue;
    seen.add(from);
    const after = leave(step, before, unasked);
    for (const { to, kind } of graph[from] ?? []) {
      const there = filling[to];
      if (there === undefined) continue;
      const size = there.size;
      for (const name of kind === 'skip' ? before : after) there.add(name);
      if (there.size > size || !seen.has(to)) open.push(to);
    }
  }
  return filling;
}

/** Slots that no step fills: they are there for what followers write by themselves, under a label. */
export function findUnasked(flow: Flow): string[] {
  const filled = flow.steps.flatMap((step) =>
    step.kind === 'collect' ? [step.slot] : step.kind === 'set' ? Object.keys(step.values) : [],
  );
  return [...flow.slots.keys()].filter((name) => !filled.includes(name));
}

function leave(step: Step, before: ReadonlySet<string>, unasked: readonly string[]): ReadonlySet<string> {
  const after = new Set(before);
  if (step.kind === 'collect' || step.kind === 'confirm') for (const name of unasked) after.add(name);
  if (step.kind === 'collect') after.add(`slots.${step.slot}`);
  else if (step.kind === 'do') after.add(`results.${step.id}`);
  else if (step.kind === 'set') {
    for (const [name, value] of Object.entries(step.values)) {
      if (value.source === 'null') after.delete(`slots.${name}`);
      else after.add(`slots.${name}`);
    }
  }
  return after;
}
