import { readCommand } from '../commands';
import type { Flow } from '../flow';
import { normaliseText } from '../normalise';
import type { Tell } from './finding';
import type { LintContext } from './lint-context';

/** F017: words that mean a command in every state can be neither an answer nor the name of a flow. */
export function checkWords(flow: Flow, { words }: LintContext, tell: Tell): void {
  const judge = (word: string, place: readonly PropertyKey[], what: string) => {
    const command = readCommand(normaliseText(word), words);
    if (command === undefined) return;
    tell('F017', 'error', place, `"${word}" always means the command ${command}; choose another ${what}`);
  };
  for (const kind of ['commands', 'phrases'] as const) {
    for (const [index, word] of flow.triggers[kind].entries()) judge(word, ['triggers', kind, index], 'word');
  }
  for (const [name, { options }] of flow.slots) {
    if (!Array.isArray(options)) continue;
    for (const [index, { label, aliases }] of options.entries()) {
      for (const word of [label, ...aliases]) judge(word, ['slots', name, 'options', index], 'label');
    }
  }
  for (const [index, step] of flow.steps.entries()) {
    if (step.kind !== 'confirm') continue;
    if (step.yesLabel !== undefined) judge(step.yesLabel, ['steps', index, 'confirm', 'yes_label'], 'label');
    if (step.noLabel !== undefined) judge(step.noLabel, ['steps', index, 'confirm', 'no_label'], 'label');
  }
}
