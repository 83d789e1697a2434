import type { DialogueEvent } from '../event';
import { extractChoice } from '../extract';
import type { Form } from '../frame/form';
import { readOptions } from '../frame/options';
import { isFormMenu } from '../menu';
import type { Decision, Turn } from '../turn';
import { applyValues } from './apply-values';

/**
 * Behaviour 19: a tap on an older menu of this form still chooses, when what it chose is still to be had; else it is
 * explained. A tap on the menu in force is read elsewhere.
 */
export function chooseStale(turn: Turn, form: Form, event: DialogueEvent): Decision | undefined {
  if (event.t !== 'tap' || !isFormMenu(event.nonce) || turn.state.menu?.nonce === event.nonce)
    return undefined;
  const menu = form.frame.menus.find(({ nonce }) => nonce === event.nonce);
  const rule = menu === undefined ? undefined : form.flow.slots.get(menu.slot);
  const options = rule === undefined ? undefined : readOptions(form, rule);
  const meant = options === undefined ? undefined : extractChoice(event.text, options);
  const value = meant?.kind === 'found' ? meant.candidates[0]?.value : undefined;
  if (rule === undefined || value === undefined) {
    turn.say('stale_choice');
    return { rule: 5, command: 'unknown', why: 'an item of a menu that is over' };
  }
  applyValues(turn, form, [{ slot: rule.name, value, why: 'tapped on an older menu' }]);
  return { rule: 5, command: 'answer', why: 'an item of an older menu, still to be had', slots: [rule.name] };
}
