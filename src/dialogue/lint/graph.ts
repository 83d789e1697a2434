import type { Flow, Step } from '../flow';

/** Where a flow goes when it is over. */
export const FINISH = -1;
/** Behind the last step: a mistake of the author (F004). */
export const OFF_END = -2;

/** Why the flow goes from one step to the next. */
export type EdgeKind =
  | 'next'
  | 'skip'
  | 'yes'
  | 'no'
  | 'ok'
  | 'fail'
  | 'case'
  | 'goto'
  | 'finish'
  | 'back'
  | 'exhausted';

export interface Edge {
  /** Place of a step, FINISH or OFF_END. */
  to: number;
  kind: EdgeKind;
  /** A condition or an error code. */
  label?: string;
}

/** A flow as a graph: the edges that leave each step. `when` adds an edge that skips the step. */
export type Graph = readonly (readonly Edge[])[];

export function buildGraph(flow: Flow): Graph {
  const next = (index: number) => (index + 1 < flow.steps.length ? index + 1 : OFF_END);
  const place = (id: string) => flow.places.get(id) ?? OFF_END;
  return flow.steps.map((step, index) => {
    const edges = leave(step, next(index), place);
    if (step.kind === 'collect') edges.push(...exhausted(flow, next(index)));
    if (step.when !== undefined) edges.push({ to: next(index), kind: 'skip', label: step.when.source });
    return edges;
  });
}

function leave(step: Step, next: number, place: (id: string) => number): Edge[] {
  switch (step.kind) {
    case 'say':
    case 'collect':
    case 'set':
    case 'call':
      return [{ to: next, kind: 'next' }];
    case 'goto':
      return [{ to: place(step.goto), kind: 'goto' }];
    case 'confirm':
      return [
        { to: place(step.onYes), kind: 'yes' },
        { to: place(step.onNo), kind: 'no' },
      ];
    case 'do':
      return [
        { to: step.ok === undefined ? next : place(step.ok), kind: 'ok' },
        ...Object.entries(step.fail).map(
          ([code, id]): Edge => ({ to: place(id), kind: 'fail', label: code }),
        ),
      ];
    case 'branch': {
      const edges = step.cases.map(
        ({ when, goto }): Edge => ({ to: place(goto), kind: 'case', label: when?.source ?? 'else' }),
      );
      // Without else, and with no condition true, the flow goes on.
      const open = step.cases.every(({ when }) => when !== undefined);
      return open ? [...edges, { to: next, kind: 'next' }] : edges;
    }
    case 'handoff':
      // When the person hands back, the flow goes on behind the step; behind the last one it is over.
      return next === OFF_END
        ? [{ to: FINISH, kind: 'finish' }]
        : [
            { to: FINISH, kind: 'finish' },
            { to: next, kind: 'back' },
          ];
    case 'end':
      return [{ to: FINISH, kind: 'finish' }];
  }
}

/** What becomes of a question whose answers were refused too often. */
function exhausted(flow: Flow, next: number): Edge[] {
  return [{ to: flow.policy.onExhausted === 'skip' ? next : FINISH, kind: 'exhausted' }];
}

/** The steps that can be reached from the first, over edges that `follow` allows. */
export function reachable(
  graph: Graph,
  follow: (edge: Edge, from: number) => boolean = () => true,
): Set<number> {
  const seen = new Set<number>();
  const open = graph.length === 0 ? [] : [0];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    if (seen.has(from)) continue;
    seen.add(from);
    for (const edge of graph[from] ?? []) if (edge.to >= 0 && follow(edge, from)) open.push(edge.to);
  }
  return seen;
}

/** The steps from which a goal can be reached, over edges that `follow` allows. */
export function reaching(
  graph: Graph,
  isGoal: (to: number) => boolean,
  follow: (edge: Edge) => boolean = () => true,
): Set<number> {
  const found = new Set<number>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const [from, edges] of graph.entries()) {
      if (found.has(from)) continue;
      if (edges.some((edge) => follow(edge) && (isGoal(edge.to) || found.has(edge.to)))) {
        found.add(from);
        grown = true;
      }
    }
  }
  return found;
}

/** The rings of a graph: sets of steps of which each can reach each other one (or itself), in the order of the file. */
export function findRings(graph: Graph): number[][] {
  const reach = graph.map((_, from) => reachFrom(graph, from));
  const taken = new Set<number>();
  const rings: number[][] = [];
  for (const [from, there] of reach.entries()) {
    if (taken.has(from) || !there.has(from)) continue;
    const ring = [...there].filter((to) => reach[to]?.has(from)).sort((a, b) => a - b);
    for (const one of ring) taken.add(one);
    rings.push(ring);
  }
  return rings;
}

/** What can be reached from a step in one move or more. */
function reachFrom(graph: Graph, start: number): Set<number> {
  const seen = new Set<number>();
  const open = [start];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    for (const { to } of graph[from] ?? []) {
      if (to >= 0 && !seen.has(to)) {
        seen.add(to);
        open.push(to);
      }
    }
  }
  return seen;
}
