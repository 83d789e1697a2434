import type { SlotRule } from '../flow/flow';
import type { FormChoice, MenuItem } from '../menu';
import { shortenLabel } from '../menu';
import type { Turn } from '../turn';
import type { Form } from './form';
import { evaluateOptions } from './options';
import { recordFault } from './say-flow';

/** The most options on one page of a menu, when there are more of them: the ninth item turns the page. */
const PAGE = 8;
const MAX_ITEMS = 9;

/** The options of a slot as items of a menu, from a place on; undefined after a fault. */
export function optionItems(turn: Turn, form: Form, rule: SlotRule, from = 0): MenuItem[] | undefined {
  if (rule.options === undefined) return [];
  const reading = evaluateOptions(form, rule);
  if (reading.kind !== 'options' || reading.options.length === 0) {
    const fault = reading.kind === 'fault' ? reading.fault : `there are no options for ${rule.name}`;
    recordFault(turn, form, fault);
    return undefined;
  }
  const { options } = reading;
  const shown = options.length <= MAX_ITEMS ? options : options.slice(from, from + PAGE);
  const items = shown.map(({ value, label }) =>
    formItem(form, label, { act: 'value', slot: rule.name, value }),
  );
  const next = from + PAGE >= options.length ? 0 : from + PAGE;
  if (options.length > MAX_ITEMS) {
    items.push(formItem(form, turn.content.labels.moreOptions, { act: 'page', slot: rule.name, from: next }));
  }
  return items;
}

/** An item that means something to this form. */
export function formItem({ frame }: Form, label: string, choice: FormChoice): MenuItem {
  return { label: shortenLabel(label), action: { kind: 'form', frame: frame.id, choice } };
}

/** For taps that come when another menu is in force. */
export function rememberMenu({ frame }: Form, nonce: string, slot: string): void {
  frame.menus = [...frame.menus.filter((menu) => menu.nonce !== nonce), { nonce, slot }].slice(-5);
}
