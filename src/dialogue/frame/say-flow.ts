import type { Json } from '../../kernel/json';
import type { FlowText } from '../flow/flow-text';
import type { Turn } from '../turn';
import type { Form } from './form';
import { textScopeOf } from './text-scope';

/** A text of the flow, filled in. A text that cannot be filled in is a fault, and stays unsaid. */
export function renderText(
  turn: Turn,
  form: Form,
  text: FlowText | undefined,
  value?: Json,
): string | undefined {
  if (text === undefined) return undefined;
  const rendered = text.render(textScopeOf(form, value));
  if (rendered.ok) return rendered.value;
  recordFault(turn, form, rendered.fault);
  return undefined;
}

/** Says the text with this key. */
export function sayFlow(turn: Turn, form: Form, key: string, value?: Json): void {
  const text = renderText(turn, form, form.flow.texts.get(key), value);
  if (text !== undefined && text !== '') turn.say('flow_text', { text }, { from: `${form.flow.id}.${key}` });
}

/** Remembers what is wrong with the flow, for the operator; the follower hears an apology, once. */
export function recordFault(turn: Turn, { flow, frame }: Form, fault: string): void {
  turn.faults.push(`${flow.id}@${flow.revision} at ${frame.step}: ${fault}`);
  if (!turn.replies.some(({ key }) => key === 'form_fault')) turn.say('form_fault');
}
