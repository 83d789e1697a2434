import type { Json } from '../kernel/json';
import { describeForm } from './frame/draft';
import { fillByAgent } from './repair/form-events';
import type { DialogueState } from './state';
import { Turn } from './turn';
import type { World } from './world';

/** The open form as an agent sees it: what is filled in, personal data masked, and what is missing. */
export interface AgentForm {
  flow: string;
  title: string;
  filled: { slot: string; label: string; value: Json }[];
  missing: { slot: string; label: string }[];
}

/** Undefined: no form is open. */
export function openFormOf(state: DialogueState, world: World): AgentForm | undefined {
  return describeForm(new Turn(state, world)) as AgentForm | undefined;
}

/** The slots that would not take these values; none when an agent may fill all of them in. */
export function refusedValues(
  state: DialogueState,
  world: World,
  values: Readonly<Record<string, Json>>,
): string[] {
  const { slots = [] } = fillByAgent(new Turn(state, world), values);
  return Object.keys(values).filter((slot) => !slots.includes(slot));
}
