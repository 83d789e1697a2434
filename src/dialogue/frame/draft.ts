import type { Json } from '../../kernel/json';
import type { Turn } from '../turn';
import { collectedSlots, type Form, formOnTop, isFilled } from './form';
import { showSlot } from './show-slot';

/** The open form as an agent sees it: what is filled in, masked, and what is missing. Undefined without one. */
export function describeForm(turn: Turn): { [key: string]: Json } | undefined {
  const form = formOnTop(turn.state, turn.world);
  return form === undefined || form === 'gone' ? undefined : describe(form);
}

function describe(form: Form): { [key: string]: Json } {
  const rules = collectedSlots(form);
  return {
    flow: form.flow.id,
    title: form.flow.title,
    filled: rules
      .filter(({ name }) => isFilled(form.frame, name))
      .map((rule) => ({ slot: rule.name, label: rule.label, value: showSlot(form, rule) })),
    missing: rules
      .filter(({ name }) => !isFilled(form.frame, name))
      .map(({ name, label }) => ({ slot: name, label })),
  };
}
