import type { Content } from '../content';
import type { StepOf } from '../flow/flow';
import { askedSlot, currentStep, type Form } from './form';

export type ConfirmAct = 'yes' | 'edit' | 'no';

/** The confirmation that the form waits at, when nothing else is asked before it. */
export function openConfirm(form: Form): StepOf<'confirm'> | undefined {
  const step = currentStep(form);
  const isOpen = form.frame.asking === undefined && askedSlot(form) === undefined;
  return isOpen && step?.kind === 'confirm' ? step : undefined;
}

/** What can be answered to a confirmation, in the order in which it is shown. */
export function confirmItems(
  step: StepOf<'confirm'>,
  labels: Content['labels'],
): { label: string; act: ConfirmAct }[] {
  return [
    { label: step.yesLabel ?? labels.submit, act: 'yes' },
    ...(step.edit ? [{ label: labels.edit, act: 'edit' as const }] : []),
    { label: step.noLabel ?? labels.cancel, act: 'no' },
  ];
}
