import type { DialogueEvent, EffectResult, Signals } from './event';
import type { Decision } from './turn';

/** What is stored of a turn, as far as an explanation needs it. */
export interface ExplainableTurn {
  event: DialogueEvent;
  signals: Signals;
  decision: Decision;
  results: readonly { key: string; kind: string; result: EffectResult }[];
  faults?: readonly string[];
}

/** The rules of `docs/dialogue.md`, in words. */
const RULES: Readonly<Record<number, string>> = {
  0: 'the result of an effect',
  1: 'something that is not said: unsubscribe, timer, agent',
  2: 'a person answers',
  3: 'a message without words',
  4: 'a reserved word',
  5: 'a choice from a menu',
  6: 'an open confirmation',
  7: 'a correction of a filled slot',
  8: 'an answer to what the form asks for',
  9: 'the trigger of a flow',
  10: 'an answer of the knowledge base',
  11: 'free text as a value',
  12: 'nothing understood it',
};

/**
 * Why a turn went as it did, in words, one fact a line. What the follower said is left out, only its kind and length are
 * told: the reader of a trace need not see personal data.
 */
export function explainTurn(turn: ExplainableTurn): string {
  const { decision, signals, results } = turn;
  const lines = [
    `Heard: ${describeEvent(turn.event)}.`,
    `Rule ${decision.rule}: ${RULES[decision.rule] ?? 'a rule that this version does not know'}.`,
    `Did: ${decision.command}, because ${decision.why}.`,
  ];
  if (decision.slots !== undefined && decision.slots.length > 0) {
    lines.push(`About the slots: ${decision.slots.join(', ')}.`);
  }
  lines.push(`Knowledge base: ${describeSearch(signals)}${describeLeaning(signals)}.`);
  if (signals.trigger !== undefined) {
    const { flow, score, margin } = signals.trigger;
    const next = margin === undefined ? 'no other flow is near' : `${margin} ahead of the next`;
    lines.push(`Nearest trigger: ${flow}, ${score}, ${next}.`);
  }
  for (const { key, kind, result } of results) {
    lines.push(`Effect ${key} ${kind}: ${result.ok ? 'done' : `failed with ${result.code}`}.`);
  }
  for (const fault of turn.faults ?? []) lines.push(`Fault: ${fault}.`);
  return lines.join('\n');
}

function describeEvent(event: DialogueEvent): string {
  const length = (text: string) => `${[...text].length} characters`;
  switch (event.t) {
    case 'text':
      return `a text of ${length(event.text)}`;
    case 'tap':
      return `a tap on item ${event.item} of menu ${event.nonce}`;
    case 'media':
      return event.recognition === undefined
        ? `media, ${event.kind}`
        : `speech of ${length(event.recognition)}`;
    case 'click':
      return `a click on the account's menu, ${event.key}`;
    case 'timer':
      return `the timer ${event.name}`;
    case 'agent':
      return `an agent, ${event.op.kind}`;
    case 'effect':
      return `the result of ${event.key}`;
    case 'other':
      return `something else, ${event.kind}`;
    case 'location':
    case 'subscribe':
    case 'unsubscribe':
    case 'erase':
      return event.t;
  }
}

function describeLeaning({ leansOn }: Signals): string {
  return leansOn === undefined ? '' : `, understood together with the last answer, ${leansOn.entry}`;
}

function describeSearch({ kb }: Signals): string {
  switch (kb?.kind) {
    case undefined:
      return 'not searched';
    case 'answer':
      return `entry ${kb.entry.id} answers with ${kb.score}`;
    case 'suggest':
      return `near are ${kb.candidates.map(({ entry, score }) => `${entry.id} (${score})`).join(', ')}`;
    case 'none':
      return kb.best === undefined
        ? 'nothing near'
        : `nothing near enough, the best is ${kb.best.id} (${kb.best.score})`;
  }
}
