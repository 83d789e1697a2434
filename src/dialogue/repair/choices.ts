import { editableSlots, labelOf } from '../frame/asking';
import { isLocked } from '../frame/fill';
import { currentStep, type Form, formOnTop } from '../frame/form';
import { endFrame, offerToGoOn } from '../frame/frames';
import { jump } from '../frame/jump';
import { runSteps } from '../frame/run-steps';
import type { FormChoice } from '../menu';
import { noteConsent } from '../privacy';
import type { Decision, Turn } from '../turn';
import { applyValues } from './apply-values';

/** Does what an item of a form's menu says. An item of another form, or of a step that is over, is only explained. */
export function chooseInForm(turn: Turn, frameId: string, choice: FormChoice, rule = 5): Decision {
  const form = formOnTop(turn.state, turn.world);
  if (form === undefined || form === 'gone' || form.frame.id !== frameId || form.frame.status === 'paused') {
    turn.say('stale_choice');
    return { rule, command: 'unknown', why: 'an item of a form that is no longer open' };
  }
  const decision = (command: string, why: string, slots?: string[]): Decision => ({
    rule,
    command,
    why,
    ...(slots === undefined ? {} : { slots }),
  });
  const { frame } = form;
  switch (choice.act) {
    case 'value':
      applyValues(turn, form, [{ slot: choice.slot, value: choice.value, why: 'chosen' }]);
      return decision('answer', 'chose an option', [choice.slot]);
    case 'page':
      frame.asking = { kind: 'page', slot: choice.slot, from: choice.from };
      return decision('more', 'further options');
    case 'yes':
    case 'no':
    case 'edit':
      return confirm(turn, form, choice, decision);
    case 'edit_slot':
      return reask(turn, form, choice.slot, rule);
    case 'cancel':
      dropForm(turn, form);
      return decision('cancel', 'confirmed that the form is cancelled');
    case 'drop':
      dropForm(turn, form);
      return decision('cancel', 'does not want to go on with the form');
    case 'continue':
      delete frame.asking;
      delete frame.asked;
      runSteps(turn);
      return decision('resume', 'goes on with the form');
    case 'entry':
      delete frame.asking;
      turn.call({ kind: 'kb.entry' }, { id: choice.id });
      return decision('ask_kb', 'it was a question');
    case 'take':
      delete frame.asking;
      applyValues(turn, form, [{ slot: choice.slot, value: choice.text, why: 'said to be the value' }]);
      return decision('answer', 'it was a value', [choice.slot]);
  }
}

function confirm(
  turn: Turn,
  form: Form,
  choice: Extract<FormChoice, { act: 'yes' | 'no' | 'edit' }>,
  decision: (command: string, why: string) => Decision,
): Decision {
  const { frame } = form;
  const step = currentStep(form);
  if (step?.kind !== 'confirm' || step.id !== choice.step) {
    turn.say('stale_choice');
    return decision('unknown', 'that confirmation is over');
  }
  delete frame.asking;
  if (choice.act === 'edit') {
    if (editableSlots(form).length > 0) frame.asking = { kind: 'edit' };
    return decision('correct', 'wants to change something');
  }
  // What was left open before the confirmation is no longer asked.
  delete frame.focus;
  if (choice.act === 'yes') noteConsent(turn);
  jump(turn, form, choice.act === 'yes' ? step.onYes : step.onNo);
  runSteps(turn);
  return choice.act === 'yes' ? decision('confirm_yes', 'confirmed') : decision('confirm_no', 'declined');
}

/** Asks for a filled slot again; its value stays until there is another. */
export function reask(turn: Turn, form: Form, slot: string, rule = 7): Decision {
  const { frame } = form;
  delete frame.asking;
  if (isLocked(form, slot)) {
    turn.say('form_locked', { label: labelOf(form, slot) });
    return { rule, command: 'correct', why: 'too late to change', slots: [slot] };
  }
  frame.focus = slot;
  frame.closed = frame.closed.filter((one) => one !== slot);
  delete frame.asked;
  return { rule, command: 'correct', why: 'asks for it again', slots: [slot] };
}

/** Ends the form without its purpose. */
export function dropForm(turn: Turn, form: Form): void {
  turn.say('form_cancelled', { title: form.flow.title });
  endFrame(turn, form.frame, 'abandoned');
  offerToGoOn(turn);
}
