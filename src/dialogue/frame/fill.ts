import type { Json } from '../../kernel/json';
import type { Slot } from '../state';
import type { Turn } from '../turn';
import { type Form, isFilled, placeOfStep, slotValue } from './form';
import { readOptions } from './options';
import { undo } from './undo';

/**
 * Puts a value into a slot, or empties it with null. What depended on the old value is cleared, and outcomes that had
 * read it are given up. The value has been judged before.
 */
export function fillSlot(turn: Turn, form: Form, name: string, value: Json, source: Slot['source']): void {
  const { frame, flow } = form;
  const before = slotValue(frame, name);
  if (isSame(before, value)) {
    const slot = frame.slots[name];
    // Said again by the follower: no longer only what we thought to know.
    if (slot !== undefined) slot.source = source;
    return;
  }
  if (value === null) delete frame.slots[name];
  else frame.slots[name] = { value, source, turn: turn.state.turn, at: turn.world.now };
  frame.attempts[name] = 0;
  if (before !== null) {
    for (const rule of flow.slots.values()) {
      const isAnswered = isFilled(frame, rule.name) || frame.closed.includes(rule.name);
      if (rule.dependsOn.includes(name) && isAnswered) clearSlot(turn, form, rule.name);
    }
  }
  giveUpOutcomes(turn, form, name);
}

/** Empties a slot; when the form has passed it already, it has to be asked again. */
export function clearSlot(turn: Turn, form: Form, name: string): void {
  const { frame, flow } = form;
  fillSlot(turn, form, name, null, 'user');
  frame.closed = frame.closed.filter((slot) => slot !== name);
  const placeOf = (slot: string) =>
    flow.steps.findIndex((step) => step.kind === 'collect' && step.slot === slot);
  const collected = placeOf(name);
  if (collected === -1 || collected >= placeOfStep(form) || frame.pending.includes(name)) return;
  frame.pending = [...frame.pending, name].sort((one, other) => placeOf(one) - placeOf(other));
}

/** Choices that are no longer among their options are emptied. Returns their names. */
export function clearInvalidChoices(turn: Turn, form: Form): string[] {
  const gone: string[] = [];
  for (const rule of form.flow.slots.values()) {
    if (rule.options === undefined || !isFilled(form.frame, rule.name)) continue;
    const value = slotValue(form.frame, rule.name);
    const options = readOptions(form, rule);
    if (options === undefined || options.some((option) => option.value === value)) continue;
    clearSlot(turn, form, rule.name);
    gone.push(rule.name);
  }
  return gone;
}

/** Whether something that stays was done with this slot: it can no longer be changed. */
export function isLocked(form: Form, name: string): boolean {
  return Object.values(form.frame.results).some(
    ({ ok, danger, read }) => ok && danger === 'write' && Object.hasOwn(read, name),
  );
}

/** Outcomes that read the slot, and those that read such an outcome, are gone; the form goes back to the first of them. */
function giveUpOutcomes(turn: Turn, form: Form, slot: string): void {
  const { frame, flow } = form;
  const given = new Set<string>();
  const isStale = (step: string) => {
    const outcome = frame.results[step];
    if (outcome === undefined || given.has(step) || (outcome.ok && outcome.danger === 'write')) return false;
    return Object.hasOwn(outcome.read, slot) || outcome.from.some((from) => given.has(from));
  };
  for (let found = true; found; ) {
    const stale = Object.keys(frame.results).filter(isStale);
    for (const step of stale) given.add(step);
    found = stale.length > 0;
  }
  for (const step of given) {
    undo(turn, frame, step);
    delete frame.results[step];
  }
  const first = Math.min(...[...given].map((step) => flow.places.get(step) ?? Number.POSITIVE_INFINITY));
  const back = flow.steps[first];
  if (back !== undefined && first < placeOfStep(form)) frame.step = back.id;
}

function isSame(one: Json, other: Json): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
