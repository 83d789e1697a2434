import { evaluateCondition } from '../flow/expression';
import type { Flow } from '../flow/flow';
import type { Frame } from '../state';
import type { Turn } from '../turn';
import { findFlow } from '../world';
import { acceptRaw } from './accept-raw';
import { type Form, formOf, isFilled, scopeOf } from './form';
import { recordFault, sayFlow } from './say-flow';
import { clearTimers, setIdleTimers, setTimer } from './timers';
import { undoAll } from './undo';

/** The most forms that wait on each other. */
export const MAX_DEPTH = 3;

/** Begins a flow above what runs already. Returns why it did not, for the record. */
export function startFlow(
  turn: Turn,
  id: string,
  startedBy: string,
): 'started' | 'denied' | 'too_deep' | 'missing' {
  const { state, world } = turn;
  const flow = findFlow(world, id);
  const [first] = flow?.steps ?? [];
  if (flow === undefined || first === undefined) return 'missing';
  if (state.stack.length >= MAX_DEPTH) {
    turn.say('form_too_deep');
    return 'too_deep';
  }
  const frame: Frame = {
    // The calls made so far tell two frames of one turn apart.
    id: `f${state.turn}.${state.calls.made}.${state.stack.length}`,
    flow: flow.id,
    revision: flow.revision,
    step: first.id,
    slots: {},
    attempts: {},
    trail: [],
    status: 'active',
    startedAt: world.now,
    touchedAt: world.now,
    startedBy,
    ...(flow.readsQuestion && state.lastQuestion !== undefined ? { question: state.lastQuestion } : {}),
    results: {},
    closed: [],
    pending: [],
    menus: [],
  };
  const form: Form = { frame, flow, memory: state.memory, world };
  if (!isAllowed(turn, form)) return 'denied';
  state.stack.push(frame);
  prefill(turn, form);
  setIdleTimers(turn, frame, flow);
  return 'started';
}

/** Whether the guard lets the follower in; says so when it does not. A guard that fails lets nobody in. */
export function isAllowed(turn: Turn, form: Form): boolean {
  const { flow } = form;
  if (flow.guard === undefined) return true;
  const result = evaluateCondition(flow.guard, scopeOf(form));
  if (result.ok && result.value) return true;
  if (!result.ok) recordFault(turn, form, result.fault);
  else if (flow.onDenied !== undefined) sayFlow(turn, form, flow.onDenied);
  else turn.say('form_denied', { title: flow.title });
  return false;
}

/** What is known already is offered in the review and not asked. The conversation's own memory is the fresher one. */
function prefill(turn: Turn, form: Form): void {
  const { frame, flow, memory, world } = form;
  for (const rule of flow.slots.values()) {
    const remembered = rule.scope === 'memory' ? memory[rule.name]?.value : undefined;
    const known = rule.prefill?.evaluate(scopeOf(form));
    if (known !== undefined && !known.ok) recordFault(turn, form, known.fault);
    for (const [raw, source] of [
      [remembered ?? null, 'memory'],
      [known?.ok === true ? known.value : null, 'profile'],
    ] as const) {
      const value = raw === null || isFilled(frame, rule.name) ? undefined : acceptRaw(form, rule, raw);
      if (value !== undefined)
        frame.slots[rule.name] = { value, source, turn: turn.state.turn, at: world.now };
    }
  }
}

/** Takes the frame off the stack: what it reserved is given back, its timers are called off, its memory kept. */
export function endFrame(turn: Turn, frame: Frame, outcome: 'completed' | 'abandoned'): void {
  const { state } = turn;
  undoAll(turn, frame);
  clearTimers(turn, frame);
  state.stack = state.stack.filter(({ id }) => id !== frame.id);
  // Left without going on: the next form shows the notice again.
  if (state.stack.length === 0) delete state.noticed;
  const form = formOf(frame, state, turn.world);
  if (outcome === 'completed' && form !== 'gone') remember(turn, form);
  // The form took care of it: what is begun next is about something else.
  if (outcome === 'completed' && frame.question !== undefined) delete state.lastQuestion;
}

function remember(turn: Turn, { frame, flow }: Form): void {
  for (const { name, scope } of flow.slots.values()) {
    const slot = frame.slots[name];
    if (scope === 'memory' && slot !== undefined) turn.state.memory[name] = slot;
  }
}

/** Asks whether to go on with the form that is on top now. */
export function offerToGoOn(turn: Turn): void {
  const below = turn.state.stack.at(-1);
  if (below === undefined) return;
  below.asking = { kind: 'resume' };
  delete below.asked;
}

/** Puts the form aside for 继续. There is one draft: an older one is forgotten. */
export function keepDraft(turn: Turn, frame: Frame, flow: Flow): boolean {
  const ttl = flow.policy.idle.draftTtlMs;
  if (ttl === undefined || Object.keys(frame.slots).length === 0) return false;
  const until = turn.world.now + ttl;
  if (turn.state.draft !== undefined) clearTimers(turn, turn.state.draft.frame);
  turn.state.draft = { frame, until };
  setTimer(turn, frame, 'draft_expire', until);
  return true;
}

/** Frames whose flow can no longer be found end, politely; those above them too. Returns whether there were any. */
export function dropLostFrames(turn: Turn): boolean {
  const { state, world } = turn;
  const lost = state.stack.findIndex((frame) => formOf(frame, state, world) === 'gone');
  if (lost === -1) return false;
  for (const frame of state.stack.slice(lost).reverse()) endFrame(turn, frame, 'abandoned');
  turn.say('form_gone');
  return true;
}
