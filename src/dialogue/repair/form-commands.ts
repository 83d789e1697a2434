import type { ReservedCommand } from '../commands';
import { countSlots } from '../frame/asking';
import { askedSlot, collectedSlots, type Form, isFilled } from '../frame/form';
import { runSteps } from '../frame/run-steps';
import { renderText } from '../frame/say-flow';
import { showSlot } from '../frame/show-slot';
import type { Turn } from '../turn';
import { dropForm } from './choices';
import { isOptional } from './read-form';

/** Rule 4 inside a form: what its words do. Undefined for words that mean the same everywhere. */
export function runFormCommand(turn: Turn, form: Form, command: ReservedCommand): string | undefined {
  switch (command) {
    case 'cancel':
      return cancel(turn, form);
    case 'back':
      return goBack(turn, form);
    case 'skip':
      return skip(turn, form);
    case 'help':
      return help(turn, form);
    case 'progress':
      return tellProgress(turn, form);
    case 'repeat':
    case 'resume':
      delete form.frame.asked;
      if (form.frame.asking?.kind === 'resume') delete form.frame.asking;
      runSteps(turn);
      return 'the question again, in full';
    default:
      return undefined;
  }
}

/** Much that was filled in is not thrown away by one word. */
function cancel(turn: Turn, form: Form): string {
  const { frame, flow } = form;
  const said = Object.values(frame.slots).filter(({ source }) => source === 'user').length;
  if (said >= flow.policy.cancelConfirmFrom && frame.asking?.kind !== 'cancel') {
    frame.asking = { kind: 'cancel' };
    return `asks whether to cancel: ${said} slots are filled`;
  }
  dropForm(turn, form);
  return 'cancels the form';
}

/** To what was answered last; its value is offered again. */
function goBack(turn: Turn, form: Form): string {
  const { frame } = form;
  delete frame.asking;
  const asked = frame.focus ?? askedSlot(form)?.name;
  const isAnswered = (slot: string) => isFilled(frame, slot) || frame.closed.includes(slot);
  const back = frame.trail.findLast((slot) => slot !== asked && isAnswered(slot));
  if (back === undefined) {
    turn.say('back_none');
    return 'nothing was answered before';
  }
  frame.trail = frame.trail.slice(0, frame.trail.lastIndexOf(back));
  frame.focus = back;
  frame.closed = frame.closed.filter((slot) => slot !== back);
  delete frame.asked;
  return `back to ${back}`;
}

function skip(turn: Turn, form: Form): string {
  const { frame } = form;
  const rule = askedSlot(form);
  if (rule === undefined || (frame.asking !== undefined && frame.asking.kind !== 'exhausted')) {
    turn.say('skip_nothing');
    return 'nothing can be skipped here';
  }
  if (frame.focus === rule.name && isFilled(frame, rule.name)) {
    delete frame.focus;
    delete frame.asking;
    if (rule.type === 'media_list') frame.closed.push(rule.name);
    runSteps(turn);
    return `${rule.name} stays as it is`;
  }
  const isList = rule.type === 'media_list' && isFilled(frame, rule.name);
  if (!isList && !isOptional(form, rule)) {
    turn.say('skip_required', { label: rule.label, help: renderText(turn, form, rule.help) ?? null });
    return `${rule.name} is required`;
  }
  closeSlot(turn, form, rule.name);
  return `${rule.name} is skipped`;
}

/** Nothing more is asked for this slot. */
export function closeSlot(turn: Turn, form: Form, slot: string): void {
  const { frame } = form;
  delete frame.asking;
  if (frame.focus === slot) delete frame.focus;
  if (!frame.closed.includes(slot)) frame.closed.push(slot);
  frame.trail = [...frame.trail.filter((one) => one !== slot), slot];
  runSteps(turn);
}

function help(turn: Turn, form: Form): string {
  const rule = askedSlot(form);
  turn.say('form_help', {
    title: form.flow.title,
    label: rule?.label ?? null,
    help: rule === undefined ? null : (renderText(turn, form, rule.help) ?? null),
    example: rule?.example ?? null,
    optional: rule !== undefined && isOptional(form, rule),
  });
  return 'asks for help with the form';
}

function tellProgress(turn: Turn, form: Form): string {
  const { frame, flow } = form;
  const rules = collectedSlots(form);
  turn.say('form_progress', {
    title: flow.title,
    ...countSlots(form),
    done: rules
      .filter(({ name }) => isFilled(frame, name))
      .map((rule) => ({ label: rule.label, value: showSlot(form, rule) })),
    missing: rules
      .filter((rule) => !isFilled(frame, rule.name) && !frame.closed.includes(rule.name))
      .map((rule) => ({ label: rule.label, optional: isOptional(form, rule) })),
  });
  return 'asks how far the form is';
}
