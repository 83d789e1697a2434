import type { Json } from '../../kernel/json';
import { acceptRaw } from '../frame/accept-raw';
import { countSlots } from '../frame/asking';
import { fillSlot, isLocked } from '../frame/fill';
import { type Form, formOf, formOnTop } from '../frame/form';
import { endFrame, keepDraft } from '../frame/frames';
import { runSteps } from '../frame/run-steps';
import { clearTimers, setIdleTimers, setTimer, TIMERS } from '../frame/timers';
import { releaseReserved } from '../frame/undo';
import type { Decision, Turn } from '../turn';
import { findFlow } from '../world';

/** The follower was heard of: reminders and expiry count from now. */
export function touchFrames(turn: Turn): void {
  const { state, world } = turn;
  for (const frame of state.stack) {
    frame.touchedAt = world.now;
    const remindAfterMs = findFlow(world, frame.flow, frame.revision)?.policy.idle.remindAfterMs;
    if (frame.reminded === true && remindAfterMs !== undefined) {
      delete frame.reminded;
      setTimer(turn, frame, 'form_remind', world.now + remindAfterMs);
    }
  }
}

/** A timer of a form. One that finds the follower busy is set again; one of a form that is gone is ignored. */
export function followTimer(turn: Turn, name: string, data: Json): Decision {
  const id = typeof data === 'object' && !Array.isArray(data) ? data?.frame : undefined;
  const decision = (why: string): Decision => ({ rule: 1, command: 'timer', why: `${name}: ${why}` });
  const known = TIMERS.find((one) => one === name);
  if (known === undefined) return { rule: 1, command: 'timer', why: `no timer is called ${name}: ignored` };
  const { state, world } = turn;
  if (known === 'draft_expire') {
    if (state.draft?.frame.id !== id || state.draft === undefined)
      return decision('the draft is gone: ignored');
    if (state.draft.until > world.now) return decision('the draft is a newer one: ignored');
    delete state.draft;
    return decision('the draft is forgotten');
  }
  const frame = state.stack.find((one) => one.id === id);
  const form = frame === undefined ? 'gone' : formOf(frame, state, world);
  if (form === 'gone') return decision('the form is gone: ignored');
  return known === 'form_remind' ? remind(turn, form, decision) : expire(turn, form, decision);
}

function remind(turn: Turn, form: Form, decision: (why: string) => Decision): Decision {
  const { frame, flow } = form;
  const after = flow.policy.idle.remindAfterMs;
  if (after === undefined || turn.state.mode !== 'bot' || turn.state.stack.at(-1) !== frame) {
    // Whoever is busy elsewhere needs no reminder; heard of again, they get another chance.
    frame.reminded = true;
    return decision('not now');
  }
  const due = frame.touchedAt + after;
  if (due > turn.world.now) {
    setTimer(turn, frame, 'form_remind', due);
    return decision('the follower was heard of since: later');
  }
  frame.reminded = true;
  turn.say('form_reminder', { title: flow.title, ...countSlots(form) });
  turn.state.calls.prompt = 'due';
  return decision('reminded');
}

function expire(turn: Turn, form: Form, decision: (why: string) => Decision): Decision {
  const { state, world } = turn;
  const { frame, flow } = form;
  const due = frame.touchedAt + flow.policy.idle.expireAfterMs;
  if (state.mode === 'human' || state.mode === 'queued') {
    setTimer(turn, frame, 'form_expire', world.now + flow.policy.idle.expireAfterMs);
    return decision('a person has the follower: later');
  }
  if (due > world.now) {
    setTimer(turn, frame, 'form_expire', due);
    return decision('the follower was heard of since: later');
  }
  // Forms above wait for this one's follower as long as this one.
  for (const above of state.stack.slice(state.stack.indexOf(frame) + 1).reverse())
    endFrame(turn, above, 'abandoned');
  releaseReserved(turn, form);
  delete frame.asking;
  endFrame(turn, frame, 'abandoned');
  const isKept = keepDraft(turn, frame, flow);
  turn.say('form_expired', { title: flow.title, kept: isKept });
  return decision(isKept ? 'expired, kept as a draft' : 'expired');
}

/** 继续 with nothing open: the draft, when there is one and its flow can still be found. Returns why, or undefined. */
export function resumeDraft(turn: Turn): string | undefined {
  const { state, world } = turn;
  const { draft } = state;
  if (draft === undefined || state.stack.length > 0) return undefined;
  delete state.draft;
  clearTimers(turn, draft.frame);
  const flow = findFlow(world, draft.frame.flow, draft.frame.revision);
  if (flow === undefined || draft.until <= world.now) {
    turn.say('form_gone');
    return 'the draft can no longer be used';
  }
  const { frame } = draft;
  frame.status = 'active';
  frame.touchedAt = world.now;
  delete frame.asked;
  delete frame.reminded;
  state.stack.push(frame);
  setIdleTimers(turn, frame, flow);
  turn.say('form_resumed', { title: flow.title });
  runSteps(turn);
  return 'goes on with the draft';
}

/** The agent fills in slots of the form that waits. Values that a slot may not hold are left out. */
export function fillByAgent(turn: Turn, values: Record<string, Json>): Decision {
  const form = formOnTop(turn.state, turn.world);
  if (form === undefined || form === 'gone') {
    return { rule: 1, command: 'agent_fill_slot', why: 'no form waits: ignored' };
  }
  const filled: string[] = [];
  for (const [name, raw] of Object.entries(values)) {
    const rule = form.flow.slots.get(name);
    const value = rule === undefined || isLocked(form, name) ? undefined : acceptRaw(form, rule, raw);
    if (value === undefined) continue;
    fillSlot(turn, form, name, value, 'agent');
    if (form.frame.focus === name) delete form.frame.focus;
    filled.push(name);
  }
  const left = Object.keys(values).length - filled.length;
  return {
    rule: 1,
    command: 'agent_fill_slot',
    why: `${filled.length} filled in, ${left} refused`,
    slots: filled,
  };
}

/** A person has the follower: the forms wait. */
export function pauseFrames(turn: Turn): void {
  for (const frame of turn.state.stack) frame.status = 'paused';
}

/** The form on top goes on while its follower waits for a person. */
export function wakeTop(turn: Turn): void {
  const frame = turn.state.stack.at(-1);
  if (frame === undefined) return;
  frame.status = 'active';
  delete frame.asked;
  if (frame.asking?.kind === 'exhausted') delete frame.asking;
}

/** The bot is back: the form goes on with the same question. */
export function wakeFrames(turn: Turn): void {
  const { state } = turn;
  for (const frame of state.stack) frame.status = 'active';
  if (state.stack.length === 0) return;
  wakeTop(turn);
  const form = formOnTop(state, turn.world);
  if (form !== undefined && form !== 'gone') turn.say('form_back', { title: form.flow.title });
  runSteps(turn);
}
