import type { Flow, FlowText, Step } from '../flow';

/** A text of a flow, where it stands, and where it may be said. */
export interface TextPlace {
  text: FlowText;
  place: readonly PropertyKey[];
  /** Places of the steps that say it; none for a text that only `on_denied` or nobody says. */
  steps: readonly number[];
  /** The slot that `value` belongs to, or that the text asks for. */
  slot?: string;
  /** Whether the options of the slot are listed below it. */
  asks?: true;
}

/** All texts of a flow: those under `texts`, and those of the slots. */
export function findTextsOf(flow: Flow): TextPlace[] {
  const found: TextPlace[] = [];
  for (const [key, text] of flow.texts) {
    const steps = flow.steps.flatMap((step, index) => (says(flow, step, key) ? [index] : []));
    const owner = [...flow.slots.values()].find(({ validate }) => validate.some(({ say }) => say === key));
    found.push({ text, place: ['texts', key], steps, ...(owner === undefined ? {} : { slot: owner.name }) });
  }
  for (const [name, slot] of flow.slots) {
    const steps = flow.steps.flatMap((step, index) =>
      step.kind === 'collect' && step.slot === name ? [index] : [],
    );
    const note = (text: FlowText | undefined, ...rest: PropertyKey[]) => {
      if (text === undefined) return;
      const asks = rest[0] === 'ask' || rest[0] === 'short';
      found.push({
        text,
        place: ['slots', name, ...rest],
        steps,
        slot: name,
        ...(asks ? { asks: true } : {}),
      });
    };
    note(slot.ask, 'ask');
    note(slot.short, 'short');
    note(slot.help, 'help');
    for (const [index, text] of slot.unrecognised.entries()) note(text, 'unrecognised', index);
    for (const [index, text] of slot.invalid.entries()) note(text, 'invalid', index);
  }
  return found;
}

function says(flow: Flow, step: Step, key: string): boolean {
  if (step.kind === 'say') return step.text === key;
  if (step.kind === 'confirm') return step.summary === key || (step.terms ?? 'terms') === key;
  if (step.kind === 'collect')
    return flow.slots.get(step.slot)?.validate.some(({ say }) => say === key) ?? false;
  return false;
}
