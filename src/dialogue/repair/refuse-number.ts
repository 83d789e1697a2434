import { askedSlot, type Form } from '../frame/form';
import { runSteps } from '../frame/run-steps';
import type { Reading } from '../read-text';
import type { Decision, Turn } from '../turn';
import { failAttempt } from './attempts';
import { readForm } from './read-form';

/**
 * A number that the menu of the form does not have. Undefined when the number means something else to the form: a day,
 * an amount, an option that is called so.
 */
export function refuseNumber(turn: Turn, form: Form, reading: Reading, last: number): Decision | undefined {
  const meaning = readForm(form, reading);
  const isPlace =
    meaning.kind === 'open' ||
    (meaning.kind === 'refused' && meaning.hint === 'choice_out_of_range') ||
    (meaning.kind === 'values' && meaning.values.every(({ why }) => meansNothing(why)));
  if (!isPlace) return undefined;
  const asked = form.frame.asking === undefined ? askedSlot(form) : undefined;
  if (asked === undefined) turn.say('number_out_of_range', { last });
  else {
    failAttempt(turn, form, asked, { key: 'number_out_of_range', params: { last } });
    runSteps(turn);
  }
  return {
    rule: 5,
    command: 'unknown',
    why: `the menu has ${last} items`,
    ...(asked === undefined ? {} : { slots: [asked.name] }),
  };
}

/**
 * A place in a list of which the menu shows one page; or free text, while a menu is shown: nobody describes a problem
 * with 4.
 */
function meansNothing(why: string): boolean {
  return why === 'place' || why === 'free text' || why === 'whole text';
}
