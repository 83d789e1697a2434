import type { Json } from '../../kernel/json';
import type { SlotRule } from '../flow/flow';
import type { Form } from '../frame/form';
import { endFrame, offerToGoOn } from '../frame/frames';
import { renderText } from '../frame/say-flow';
import type { TextKey } from '../texts';
import type { Turn } from '../turn';
import { isOptional } from './read-form';

type Complaint = { key: TextKey; params: Record<string, Json> } | { text: string; from: string };

/** An answer that cannot be used: says why, and counts it. After too many the flow's policy decides. */
export function failAttempt(turn: Turn, form: Form, rule: SlotRule, complaint: Complaint): void {
  const { frame, flow } = form;
  const failed = (frame.attempts[rule.name] ?? 0) + 1;
  frame.attempts[rule.name] = failed;
  if (failed >= flow.policy.maxInvalid) {
    exhaust(turn, form, rule);
    return;
  }
  if ('text' in complaint)
    turn.say('flow_text', { text: complaint.text }, { from: `${flow.id}.${complaint.from}` });
  else turn.say(complaint.key, { label: rule.label, ...complaint.params });
}

/** Nothing could be read from the answer: the slot's own text for this attempt, or ours. */
export function failUnrecognised(turn: Turn, form: Form, rule: SlotRule): void {
  const failed = form.frame.attempts[rule.name] ?? 0;
  const at = Math.min(failed, rule.unrecognised.length - 1);
  const text = renderText(turn, form, rule.unrecognised[at]);
  failAttempt(
    turn,
    form,
    rule,
    text === undefined
      ? {
          key: 'form_unrecognised',
          params: { example: rule.example ?? null, choice: rule.options !== undefined },
        }
      : { text, from: `${rule.name}.unrecognised.${at}` },
  );
}

function exhaust(turn: Turn, form: Form, rule: SlotRule): void {
  const { frame, flow } = form;
  frame.attempts[rule.name] = 0;
  switch (flow.policy.onExhausted) {
    case 'end':
      turn.say('form_exhausted_end', { title: flow.title });
      endFrame(turn, frame, 'abandoned');
      offerToGoOn(turn);
      return;
    case 'skip':
      if (isOptional(form, rule)) {
        turn.say('form_skipped', { label: rule.label });
        frame.closed.push(rule.name);
        delete frame.focus;
        return;
      }
      frame.asking = { kind: 'exhausted', slot: rule.name };
      return;
    case 'offer_handoff':
      frame.asking = { kind: 'exhausted', slot: rule.name };
  }
}
