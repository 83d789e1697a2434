import type { Frame } from '../state';
import type { Turn } from '../turn';
import { type Form, placeOfStep } from './form';

/** Gives back what a step reserved, unless that became final. */
export function undo(turn: Turn, frame: Frame, step: string): void {
  const outcome = frame.results[step];
  if (outcome?.undo === undefined) return;
  turn.call({ kind: 'flow.aside', effect: outcome.undo.kind }, outcome.undo.args);
  delete outcome.undo;
}

export function undoAll(turn: Turn, frame: Frame): void {
  for (const step of Object.keys(frame.results)) undo(turn, frame, step);
}

/** Gives back all that is reserved, and has the form ask for it again when it goes on. */
export function releaseReserved(turn: Turn, form: Form): void {
  const { frame, flow } = form;
  const reserving = flow.steps.filter(({ id }) => frame.results[id]?.undo !== undefined);
  undoAll(turn, frame);
  for (const { id } of reserving) delete frame.results[id];
  const [first] = reserving;
  if (first !== undefined && (flow.places.get(first.id) ?? 0) < placeOfStep(form)) frame.step = first.id;
}
