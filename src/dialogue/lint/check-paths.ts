import type { Flow } from '../flow';
import type { Tell } from './finding';
import { buildGraph, FINISH, findRings, type Graph, OFF_END, reachable, reaching } from './graph';
import type { LintContext } from './lint-context';

/** Rules about the ways through a flow: F003, F004, F005, F008. */
export function checkPaths(flow: Flow, context: LintContext, tell: Tell): void {
  const graph = buildGraph(flow);
  const reached = reachable(graph);
  tellUnreachable(flow, reached, tell);
  tellTrapped(flow, graph, reached, tell);
  tellSpinning(flow, graph, reached, tell);
  tellUnconfirmed(flow, graph, context, tell);
}

function tellUnreachable(flow: Flow, reached: ReadonlySet<number>, tell: Tell): void {
  for (const [index, { id }] of flow.steps.entries()) {
    if (!reached.has(index)) {
      tell('F003', 'warning', ['steps', index], `no step leads to ${id}; remove it, or go to it from a step`);
    }
  }
}

/** Giving up after too many refused answers is no regular way out: who answers well would never get there. */
function tellTrapped(flow: Flow, graph: Graph, reached: ReadonlySet<number>, tell: Tell): void {
  const isOver = (to: number) => to === FINISH || to === OFF_END;
  const free = reaching(graph, isOver, ({ kind }) => kind !== 'exhausted');
  const trapped = [...reached].filter((index) => !free.has(index)).sort((a, b) => a - b);
  if (trapped[0] !== undefined) {
    tell(
      'F004',
      'error',
      ['steps', trapped[0]],
      `no way leads from ${list(flow, trapped)} to an end or a handoff; add a way to one`,
    );
  }
  for (const index of reached) {
    if (graph[index]?.some(({ to }) => to === OFF_END)) {
      const id = flow.steps[index]?.id;
      tell(
        'F004',
        'error',
        ['steps', index],
        `the flow runs off its last step after ${id}; write end, handoff or goto behind it`,
      );
    }
  }
}

/** A loop has to stop for somebody: at a confirm, a handoff, or a collect whose slot is empty by then. */
function tellSpinning(flow: Flow, graph: Graph, reached: ReadonlySet<number>, tell: Tell): void {
  // A step that waits is left only over the edge that skips it.
  const moving = graph.map((edges, index) => {
    if (!reached.has(index)) return [];
    const kind = flow.steps[index]?.kind;
    return kind === 'confirm' || kind === 'handoff' ? edges.filter((edge) => edge.kind === 'skip') : edges;
  });
  const still = moving.map((edges) => [...edges]);
  for (const ring of findRings(moving)) {
    for (const index of ring) {
      if (isAskedAgain(flow, ring, index)) {
        still[index] = (still[index] ?? []).filter(({ kind }) => kind === 'skip');
      }
    }
  }
  for (const ring of findRings(still)) {
    const asked = ring.flatMap((index) => {
      const step = flow.steps[index];
      return step?.kind === 'collect' ? [step.slot] : [];
    });
    const remedy =
      asked[0] === undefined
        ? 'put a confirm, a collect or an end into it'
        : `${asked[0]} keeps its value and is not asked again: empty it first with set: { ${asked[0]}: null }`;
    tell(
      'F005',
      'error',
      ['steps', ring[0] ?? 0],
      `a loop that never waits for the follower: ${list(flow, ring)}; ${remedy}`,
    );
  }
}

/** Whether a collect in a ring waits each time: its slot, or one that it depends on, is emptied there. */
function isAskedAgain(flow: Flow, ring: readonly number[], index: number): boolean {
  const step = flow.steps[index];
  if (step?.kind !== 'collect') return false;
  const emptied = [step.slot, ...(flow.slots.get(step.slot)?.dependsOn ?? [])];
  return ring.some((at) => {
    const other = flow.steps[at];
    return other?.kind === 'set' && emptied.some((name) => other.values[name]?.source === 'null');
  });
}

/** Follows all ways on which nobody said yes. */
function tellUnconfirmed(flow: Flow, graph: Graph, { registry }: LintContext, tell: Tell): void {
  for (const index of reachable(graph, ({ kind }) => kind !== 'yes')) {
    const step = flow.steps[index];
    if (step?.kind !== 'do') continue;
    const row = registry[step.effect];
    if (row?.danger !== 'write' || row.proven === true) continue;
    tell(
      'F008',
      'error',
      ['steps', index],
      `${step.effect} writes, and a way leads here on which the follower confirmed nothing; go through the on_yes of a confirm`,
    );
  }
}

function list(flow: Flow, indices: readonly number[]): string {
  const ids = indices.map((index) => flow.steps[index]?.id ?? String(index + 1));
  return ids.length <= 4 ? ids.join(', ') : `${ids.slice(0, 4).join(', ')} and ${ids.length - 4} more`;
}
