import type { Json } from '../../kernel/json';
import { evaluateCondition, type Scope } from '../flow/expression';
import type { Flow, SlotRule, Step } from '../flow/flow';
import type { DialogueState, Frame } from '../state';
import { findFlow, type World } from '../world';

/** A running flow with the revision of it that the frame is pinned to, and the values it may read. */
export interface Form {
  frame: Frame;
  flow: Flow;
  memory: DialogueState['memory'];
  world: World;
}

/** The form on top of the stack, unless a person has the follower. `gone`: its revision can no longer be found. */
export function formOnTop(state: DialogueState, world: World): Form | 'gone' | undefined {
  const frame = state.stack.at(-1);
  return frame === undefined ? undefined : formOf(frame, state, world);
}

export function formOf(frame: Frame, state: DialogueState, world: World): Form | 'gone' {
  const flow = findFlow(world, frame.flow, frame.revision);
  return flow === undefined ? 'gone' : { frame, flow, memory: state.memory, world };
}

/** The form that the next message belongs to. */
export function activeForm(state: DialogueState, world: World): Form | undefined {
  const form = formOnTop(state, world);
  return form === undefined || form === 'gone' || form.frame.status === 'paused' ? undefined : form;
}

/** The place of the step that the frame stands at; past the end when there is none left. */
export function placeOfStep({ frame, flow }: Form): number {
  return flow.places.get(frame.step) ?? flow.steps.length;
}

export function currentStep(form: Form): Step | undefined {
  return form.flow.steps[placeOfStep(form)];
}

/** The slot that the form asks for now. */
export function askedSlot(form: Form): SlotRule | undefined {
  const { frame, flow } = form;
  const step = currentStep(form);
  const name = frame.focus ?? frame.pending[0] ?? (step?.kind === 'collect' ? step.slot : undefined);
  return name === undefined ? undefined : flow.slots.get(name);
}

/** The value of a slot; empty is null. */
export function slotValue(frame: Frame, slot: string): Json {
  return frame.slots[slot]?.value ?? null;
}

export function isFilled(frame: Frame, slot: string): boolean {
  const value = slotValue(frame, slot);
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** What expressions of this form see; `value` is the one being judged. */
export function scopeOf({ frame, flow, memory, world }: Form, value?: Json): Scope {
  const results: Record<string, Json> = {};
  for (const [step, outcome] of Object.entries(frame.results)) results[step] = outcome.data;
  return {
    slots: Object.fromEntries([...flow.slots.keys()].map((name) => [name, slotValue(frame, name)])),
    results,
    memory: Object.fromEntries(Object.entries(memory).map(([name, slot]) => [name, slot.value])),
    profile: world.profile ?? {},
    settings: world.settings ?? {},
    catalog: {
      service_types: world.catalog?.serviceTypes ?? [],
      products: world.catalog?.products ?? [],
    },
    now: world.now,
    started_by: frame.startedBy,
    last_question: frame.question?.text ?? '',
    last_question_fate: frame.question?.fate ?? '',
    ...(value === undefined ? {} : { value }),
  };
}

/** The slots that the form asks for, each once, in order; not those whose step is skipped as things stand. */
export function collectedSlots(form: Form): SlotRule[] {
  const scope = scopeOf(form);
  const names = form.flow.steps.flatMap((step) => {
    if (step.kind !== 'collect') return [];
    const when = step.when === undefined ? undefined : evaluateCondition(step.when, scope);
    return when?.ok === true && !when.value ? [] : [step.slot];
  });
  return [...new Set(names)].flatMap((name) => form.flow.slots.get(name) ?? []);
}
