import type { Json } from '../../kernel/json';
import type { DialogueEvent } from '../event';
import { fillSlot, isLocked } from '../frame/fill';
import { askedSlot, type Form, slotValue } from '../frame/form';
import { runSteps } from '../frame/run-steps';
import type { Decision, Turn } from '../turn';

const MAX_ITEMS = 9;

/** Behaviour 20: what is sent goes to the form's list of media, whatever is asked for; without such a list it is acknowledged. */
export function attachMedia(
  turn: Turn,
  form: Form,
  { kind, ref }: Extract<DialogueEvent, { t: 'media' }>,
): Decision | undefined {
  const { frame, flow } = form;
  const rule = [...flow.slots.values()].find(({ type }) => type === 'media_list');
  if (rule === undefined || ref === '' || isLocked(form, rule.name)) return undefined;
  const before = slotValue(frame, rule.name);
  const items: Json[] = Array.isArray(before) ? before : [];
  const max = rule.maxItems ?? MAX_ITEMS;
  const decision = (why: string): Decision => ({ rule: 8, command: 'answer', why, slots: [rule.name] });
  if (items.length >= max) {
    turn.say('attachments_full', { max });
    return decision('the list is full');
  }
  const isAsked = askedSlot(form)?.name === rule.name;
  fillSlot(turn, form, rule.name, [...items, { kind, ref }], 'user');
  turn.say('attachment_added', { count: items.length + 1 });
  if (isAsked && items.length + 1 >= max) {
    if (frame.focus === rule.name) delete frame.focus;
    frame.closed.push(rule.name);
  }
  runSteps(turn);
  return decision(`${kind} attached`);
}
