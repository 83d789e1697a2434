import type { MenuItem } from '../menu';
import type { Asking } from '../state';
import { TEXT_KEYS, type TextKey } from '../texts';
import type { Turn } from '../turn';
import { collectedSlots, type Form, isFilled } from './form';
import { formItem, optionItems, rememberMenu } from './menu-items';
import { showSlot } from './show-slot';

const MAX_ITEMS = 9;

/** Puts a question of the engine's own: whether to cancel, what to change, what was meant. */
export function promptAsking(turn: Turn, form: Form, asking: Asking): void {
  const { flow } = form;
  const { labels } = turn.content;
  const goOn = () => formItem(form, labels.continueForm, { act: 'continue' });
  const put = (key: TextKey, params: Parameters<Turn['prompt']>[1], items: MenuItem[]) =>
    turn.prompt(key, { title: flow.title, ...params }, items, { asks: asking.kind });
  switch (asking.kind) {
    case 'cancel':
      put('form_cancel', countSlots(form), [formItem(form, labels.cancelForm, { act: 'cancel' }), goOn()]);
      return;
    case 'edit':
      put('form_edit', {}, editItems(form));
      return;
    case 'clarify':
      put('form_clarify', { label: labelOf(form, asking.slot), question: asking.question }, [
        formItem(form, labels.isQuestion, { act: 'entry', id: asking.entry }),
        formItem(form, `${labels.isValue}${labelOf(form, asking.slot)}`, {
          act: 'take',
          slot: asking.slot,
          text: asking.text,
        }),
      ]);
      return;
    case 'resume':
      put('form_resume', countSlots(form), [goOn(), formItem(form, labels.dropForm, { act: 'drop' })]);
      return;
    case 'exhausted': {
      const person: MenuItem = { label: labels.handoff, action: { kind: 'command', command: 'handoff' } };
      put('form_exhausted', { label: labelOf(form, asking.slot) }, [person, goOn()]);
      return;
    }
    case 'which': {
      const key = TEXT_KEYS.find((one) => one === asking.question) ?? 'choice_ambiguous';
      const items = asking.options
        .slice(0, MAX_ITEMS)
        .map(({ label, value }) => formItem(form, label, { act: 'value', slot: asking.slot, value }));
      put(key, { label: labelOf(form, asking.slot) }, items);
      return;
    }
    case 'page': {
      const rule = form.flow.slots.get(asking.slot);
      const items = rule === undefined ? undefined : optionItems(turn, form, rule, asking.from);
      if (rule === undefined || items === undefined) return;
      rememberMenu(form, put('form_choose', { label: rule.label }, items), rule.name);
    }
  }
}

/** What can be changed: what the form asks for and has an answer to. */
export function editableSlots(form: Form): string[] {
  return collectedSlots(form)
    .map(({ name }) => name)
    .filter((name) => isFilled(form.frame, name) || form.frame.closed.includes(name));
}

function editItems(form: Form): MenuItem[] {
  return editableSlots(form)
    .slice(0, MAX_ITEMS)
    .map((slot) => {
      const rule = form.flow.slots.get(slot);
      const shown = rule === undefined ? '' : showSlot(form, rule);
      return formItem(form, shown === '' ? labelOf(form, slot) : `${labelOf(form, slot)}：${shown}`, {
        act: 'edit_slot',
        slot,
      });
    });
}

/** How far the form is, for people. */
export function countSlots(form: Form): { filled: number; total: number } {
  const slots = collectedSlots(form);
  return { filled: slots.filter(({ name }) => isFilled(form.frame, name)).length, total: slots.length };
}

export function labelOf(form: Form, slot: string): string {
  return form.flow.slots.get(slot)?.label ?? slot;
}
