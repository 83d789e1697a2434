import type { Json } from '../../kernel/json';
import type { AskOption } from '../extract';
import type { SlotRule } from '../flow/flow';
import { fillSlot, isLocked } from '../frame/fill';
import { askedSlot, type Form, isFilled, slotValue } from '../frame/form';
import { judgeValue } from '../frame/judge-value';
import { runSteps } from '../frame/run-steps';
import { recordFault, renderText } from '../frame/say-flow';
import { showSlot } from '../frame/show-slot';
import { noteConsent } from '../privacy';
import type { Turn } from '../turn';
import { failAttempt } from './attempts';
import type { Found } from './form-reading';

/** A slot that was given different values in one message, to choose from. */
type Twice = { slot: string; options: AskOption<Json>[] };

/**
 * Fills in what a message has for the form, says what was changed or taken along, and goes on. A value that the flow
 * refuses is said so, and asked for again.
 */
export function applyValues(
  turn: Turn,
  form: Form,
  found: readonly Found[],
  { unknown = [], twice }: { unknown?: readonly string[]; twice?: Twice } = {},
): void {
  const asked = askedSlot(form)?.name;
  const changed: SlotRule[] = [];
  const noted: SlotRule[] = [];
  let refused: (() => void) | undefined;
  for (const { slot, value } of found) {
    const rule = form.flow.slots.get(slot);
    if (rule === undefined) continue;
    if (isLocked(form, slot)) {
      turn.say('form_locked', { label: rule.label });
      continue;
    }
    const refusal = judge(turn, form, rule, value);
    if (refusal !== undefined) {
      refused ??= refusal;
      continue;
    }
    const wasFilled = isFilled(form.frame, slot);
    const isNew = JSON.stringify(slotValue(form.frame, slot)) !== JSON.stringify(value);
    take(turn, form, slot, value);
    noteConsent(turn);
    if (wasFilled && isNew) changed.push(rule);
    else if (!wasFilled && slot !== asked) noted.push(rule);
  }
  for (const rule of changed) {
    turn.say('corrected', { label: rule.label, value: showSlot(form, rule) });
  }
  if (noted.length > 0) {
    turn.state.calls.noted = noted.map((rule) => ({ label: rule.label, value: showSlot(form, rule) }));
  }
  if (unknown.length > 0) turn.say('labels_unknown', { labels: unknown.slice(0, 5).join('、') });
  refused?.();
  if (twice !== undefined) form.frame.asking = { kind: 'which', question: 'given_twice', ...twice };
  runSteps(turn);
}

function take(turn: Turn, form: Form, slot: string, value: Json): void {
  const { frame } = form;
  fillSlot(turn, form, slot, value, 'user');
  delete frame.asking;
  if (frame.focus === slot) delete frame.focus;
  frame.closed = frame.closed.filter((one) => one !== slot);
  frame.trail = [...frame.trail.filter((one) => one !== slot), slot];
}

/** What to say when the slot may not hold the value. */
function judge(turn: Turn, form: Form, rule: SlotRule, value: Json): (() => void) | undefined {
  const judgement = judgeValue(form, rule, value);
  switch (judgement.kind) {
    case 'good':
      return undefined;
    case 'fault':
      return () => recordFault(turn, form, judgement.fault);
    case 'too_long': {
      // The words of the flow say what to do; ours only how long it may be.
      const text = ownInvalid(turn, form, rule, value);
      const complaint =
        text === undefined
          ? { key: 'form_too_long' as const, params: { max: judgement.max } }
          : { text, from: `${rule.name}.invalid` };
      return () => failAttempt(turn, form, rule, complaint);
    }
    case 'refused': {
      const own = judgement.say === undefined ? undefined : form.flow.texts.get(judgement.say);
      const text =
        own === undefined ? ownInvalid(turn, form, rule, value) : renderText(turn, form, own, value);
      return () =>
        failAttempt(
          turn,
          form,
          rule,
          text === undefined
            ? { key: 'form_invalid', params: {} }
            : { text, from: judgement.say ?? `${rule.name}.invalid` },
        );
    }
  }
}

/** The slot's own text for a value that it may not hold, by the number of the attempt. */
function ownInvalid(turn: Turn, form: Form, rule: SlotRule, value: Json): string | undefined {
  const at = Math.min(form.frame.attempts[rule.name] ?? 0, Math.max(0, rule.invalid.length - 1));
  return renderText(turn, form, rule.invalid[at], value);
}
