import type { Turn } from '../turn';
import { type Form, placeOfStep } from './form';
import { undo } from './undo';

/** To the next step in the file. */
export function goOn(form: Form): void {
  form.frame.step = form.flow.steps[placeOfStep(form) + 1]?.id ?? '';
}

/**
 * To a step that the flow names. Going back means doing again: the outcomes of the steps on the way are given up, and
 * what they reserved is given back.
 */
export function jump(turn: Turn, form: Form, target: string): void {
  const { frame, flow } = form;
  const to = flow.places.get(target) ?? flow.steps.length;
  const from = placeOfStep(form);
  for (const { id } of flow.steps.slice(to, from + 1)) {
    undo(turn, frame, id);
    delete frame.results[id];
  }
  frame.step = target;
}
