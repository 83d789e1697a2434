import type { Content, Flow, Step, StepKind } from '../../../src/dialogue';

/** What the engine reads of a step when it runs it, and at no other time. */
const READ_WHEN_RUN: Readonly<Record<StepKind, string>> = {
  say: 'text',
  collect: 'slot',
  confirm: 'summary',
  do: 'args',
  branch: 'cases',
  set: 'values',
  call: 'flow',
  goto: 'goto',
  handoff: 'reason',
  end: 'outcome',
};

/** Flows that remember which of their steps were run. A `collect` counts when it was asked, which the play tells. */
export class WatchedFlows {
  readonly visited = new Set<string>();
  /** The last end that a flow came to. */
  private ended: { flow: string; outcome: string } | undefined;
  readonly content: Content;

  constructor(content: Content) {
    const flows = [...content.flows.values()].map((flow) => [flow.id, this.watch(flow)] as const);
    this.content = { ...content, flows: new Map(flows) };
  }

  get flows(): Flow[] {
    return [...this.content.flows.values()];
  }

  /** `flow.step` of all steps. */
  stepsOf(flow: Flow): string[] {
    return flow.steps.map(({ id }) => `${flow.id}.${id}`);
  }

  /** What was never run of a flow. */
  missing(flow: Flow): string[] {
    return this.stepsOf(flow).filter((step) => !this.visited.has(step));
  }

  asked(flow: Flow, slot: string): void {
    const step = flow.steps.find((one) => one.kind === 'collect' && one.slot === slot);
    if (step !== undefined) this.visited.add(`${flow.id}.${step.id}`);
  }

  /** The end that was reached since this was asked last. */
  takeEnd(): { flow: string; outcome: string } | undefined {
    const { ended } = this;
    this.ended = undefined;
    return ended;
  }

  private watch(flow: Flow): Flow {
    return { ...flow, steps: flow.steps.map((step) => this.watchStep(flow, step)) };
  }

  private watchStep(flow: Flow, step: Step): Step {
    if (step.kind === 'collect') return step;
    const telling = READ_WHEN_RUN[step.kind];
    return new Proxy(step, {
      get: (target, name, receiver) => {
        if (name === telling) {
          this.visited.add(`${flow.id}.${step.id}`);
          if (step.kind === 'end') this.ended = { flow: flow.id, outcome: step.outcome };
        }
        return Reflect.get(target, name, receiver);
      },
    });
  }
}
