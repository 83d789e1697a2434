import type { Json } from '../../kernel/json';
import { evaluateCondition } from '../flow/expression';
import type { Step, StepOf } from '../flow/flow';
import { askForPerson } from '../handoff';
import type { Turn } from '../turn';
import { acceptComputed } from './accept-raw';
import { performStep } from './do-step';
import { clearInvalidChoices, clearSlot, fillSlot } from './fill';
import { type Form, formOnTop, isFilled, placeOfStep, scopeOf, slotValue } from './form';
import { dropLostFrames, endFrame, offerToGoOn, startFlow } from './frames';
import { goOn, jump } from './jump';
import { evaluateOptions, readOptions } from './options';
import { recordFault, sayFlow } from './say-flow';

/** More steps than any flow passes without waiting: reaching it means that it goes round in circles. */
const MAX_STEPS = 50;

/**
 * Runs the form on top until it waits: for a slot, a confirmation, the result of an effect, a person. A form that ends
 * hands over to the one below, which asks whether to go on.
 */
export function runSteps(turn: Turn): void {
  for (let count = 0; count < MAX_STEPS; count += 1) {
    if (turn.state.mode === 'human' || isWaitingForResult(turn)) return;
    dropLostFrames(turn);
    const form = formOnTop(turn.state, turn.world);
    if (form === undefined || form === 'gone' || form.frame.status === 'paused') return;
    if (runOne(turn, form) === 'waits') {
      turn.state.calls.prompt ??= 'due';
      return;
    }
  }
  const form = formOnTop(turn.state, turn.world);
  if (form !== undefined && form !== 'gone') recordFault(turn, form, `${MAX_STEPS} steps without waiting`);
}

function isWaitingForResult(turn: Turn): boolean {
  return Object.values(turn.state.calls.open).some(
    (call) => call.kind === 'flow.do' || call.kind === 'handoff.enqueue',
  );
}

type Run = 'goes_on' | 'waits';

/** Steps at which the form waits, does something or ends. */
const WAITING: ReadonlySet<Step['kind']> = new Set(['collect', 'confirm', 'do', 'handoff', 'end']);

function runOne(turn: Turn, form: Form): Run {
  const { frame, flow } = form;
  dropLostFocus(form);
  if (frame.asking !== undefined || frame.focus !== undefined) return 'waits';
  for (const slot of clearInvalidChoices(turn, form)) {
    turn.say('option_gone', { label: flow.slots.get(slot)?.label ?? slot });
  }
  const step = flow.steps[placeOfStep(form)];
  const [pending] = frame.pending;
  // What has to be asked again comes before the form waits or does anything, but after it has decided where to go.
  if (pending !== undefined && (step === undefined || WAITING.has(step.kind))) {
    const collect = collectOf(form, pending);
    // The form may have gone back meanwhile: what is ahead of it is asked on the way.
    const isBehind = collect !== undefined && (flow.places.get(collect.id) ?? 0) < placeOfStep(form);
    if (isBehind && !isSettled(form, pending) && isWanted(turn, form, collect)) {
      if (!hasNothingToChoose(form, pending)) return 'waits';
      frame.closed.push(pending);
    }
    frame.pending.shift();
    return 'goes_on';
  }
  if (step === undefined) {
    finish(turn, form, 'completed');
    return 'goes_on';
  }
  const wanted = isWanted(turn, form, step);
  if (wanted === undefined) return 'waits';
  if (!wanted) {
    goOn(form);
    return 'goes_on';
  }
  return runStep(turn, form, step);
}

function runStep(turn: Turn, form: Form, step: Step): Run {
  switch (step.kind) {
    case 'say':
      sayFlow(turn, form, step.text);
      goOn(form);
      return 'goes_on';
    case 'collect':
      if (!isSettled(form, step.slot)) {
        if (!hasNothingToChoose(form, step.slot)) return 'waits';
        form.frame.closed.push(step.slot);
      }
      goOn(form);
      return 'goes_on';
    case 'confirm':
      return 'waits';
    case 'do':
      return performStep(turn, form, step);
    case 'branch':
      return branch(turn, form, step);
    case 'set':
      return setSlots(turn, form, step);
    case 'call': {
      goOn(form);
      const started = startFlow(turn, step.flow, form.frame.startedBy);
      const above = turn.state.stack.at(-1);
      if (started === 'started' && above !== undefined) above.called = true;
      if (started === 'missing') recordFault(turn, form, `there is no flow ${step.flow}`);
      return 'goes_on';
    }
    case 'goto':
      jump(turn, form, step.goto);
      return 'goes_on';
    case 'handoff':
      // When the bot is back the form goes on behind this step; behind the last one nothing is left to go on with.
      goOn(form);
      askForPerson(turn, step.reason);
      if (placeOfStep(form) >= form.flow.steps.length) finish(turn, form, 'abandoned');
      return 'goes_on';
    case 'end':
      finish(turn, form, step.outcome);
      return 'goes_on';
  }
}

function finish(turn: Turn, form: Form, outcome: 'completed' | 'abandoned'): void {
  endFrame(turn, form.frame, outcome);
  if (form.frame.called !== true) offerToGoOn(turn);
}

/** Nothing has to be asked: the slot has a value, or is optional and was skipped, or is a list that is complete. */
export function isSettled({ frame, flow }: Form, slot: string): boolean {
  if (frame.closed.includes(slot)) return true;
  return isFilled(frame, slot) && flow.slots.get(slot)?.type !== 'media_list';
}

/** A choice without any option, such as the models of a product that has none: nobody can be asked for one. */
function hasNothingToChoose(form: Form, slot: string): boolean {
  const rule = form.flow.slots.get(slot);
  return rule?.options !== undefined && readOptions(form, rule)?.length === 0;
}

/**
 * A slot that is being changed out of turn, while a correction of another took its options away (the days that were found
 * for the old product): the form asks for it on its way.
 */
function dropLostFocus(form: Form): void {
  const rule = form.frame.focus === undefined ? undefined : form.flow.slots.get(form.frame.focus);
  if (rule?.options === undefined) return;
  const { kind } = evaluateOptions(form, rule);
  if (kind === 'later' || hasNothingToChoose(form, rule.name)) delete form.frame.focus;
}

function collectOf({ flow }: Form, slot: string): Step | undefined {
  return flow.steps.find((step) => step.kind === 'collect' && step.slot === slot);
}

/** Whether `when` lets the step run; undefined after a fault. */
function isWanted(turn: Turn, form: Form, step: Step | undefined): boolean | undefined {
  if (step?.when === undefined) return true;
  const result = evaluateCondition(step.when, scopeOf(form));
  if (result.ok) return result.value;
  recordFault(turn, form, result.fault);
  return undefined;
}

function branch(turn: Turn, form: Form, step: StepOf<'branch'>): Run {
  for (const { when, goto } of step.cases) {
    const result =
      when === undefined ? { ok: true as const, value: true } : evaluateCondition(when, scopeOf(form));
    if (!result.ok) {
      recordFault(turn, form, result.fault);
      return 'waits';
    }
    if (result.value) {
      jump(turn, form, goto);
      return 'goes_on';
    }
  }
  goOn(form);
  return 'goes_on';
}

function setSlots(turn: Turn, form: Form, step: StepOf<'set'>): Run {
  const { frame, flow } = form;
  const values: [string, Json][] = [];
  for (const [name, expression] of Object.entries(step.values)) {
    const rule = flow.slots.get(name);
    const result = expression.evaluate(scopeOf(form));
    const value =
      result.ok && result.value !== null && rule !== undefined
        ? acceptComputed(form, rule, result.value)
        : null;
    if (!result.ok || value === undefined) {
      recordFault(turn, form, result.ok ? `set ${name}: the slot cannot hold the value` : result.fault);
      return 'waits';
    }
    values.push([name, value]);
  }
  goOn(form);
  const after = frame.step;
  for (const [name, value] of values) {
    if (value === null && slotValue(frame, name) !== null) clearSlot(turn, form, name);
    else if (value !== null) fillSlot(turn, form, name, value, 'default');
    // The flow itself says where to go on and what to ask again.
    frame.pending = frame.pending.filter((slot) => slot !== name);
  }
  frame.step = after;
  return 'goes_on';
}
