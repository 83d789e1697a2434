import type { ReservedCommand } from './commands';
import type { Content } from './content';
import { type MenuItem, shortenLabel } from './menu';
import { type Reading, readText } from './read-text';
import type { Turn } from './turn';

/** `回复 提交工单，…`: what an answer tells its reader to type. */
const TOLD = /(?:回复|发送|输入)\s*["“「『]?(#?[\p{Script=Han}\p{L}\p{N}]{2,12})/gu;
const MAX_TASKS = 3;

/** Commands that are tasks of their own. */
const TASK_COMMANDS: ReadonlySet<ReservedCommand> = new Set([
  'contact',
  'hot',
  'outlets',
  'documents',
  'downloads',
  'shares',
]);

/** The flows whose command an answer tells its reader to type, with the command; each once, in order. */
function namedFlows(content: Content, answer: string): Map<string, string> {
  const named = new Map<string, string>();
  for (const [, word = ''] of answer.matchAll(TOLD)) {
    const { norm } = readText(word, content.words);
    const flow = [...content.flows.values()].find(({ triggers }) => triggers.norms.has(norm));
    if (flow !== undefined && !named.has(flow.id)) named.set(flow.id, word);
  }
  return named;
}

/** The words of such commands that an answer tells its reader to type; each command once. */
function namedCommands(content: Content, answer: string): string[] {
  const named = new Map<ReservedCommand, string>();
  for (const [, word = ''] of answer.matchAll(TOLD)) {
    const { command } = readText(word, content.words);
    if (command !== undefined && TASK_COMMANDS.has(command) && !named.has(command)) named.set(command, word);
  }
  return [...named.values()];
}

/** What an answer tells its reader to type, ready to be tapped. */
export function taskItems({ content }: Turn, answer: string): MenuItem[] {
  return [...namedFlows(content, answer).values(), ...namedCommands(content, answer)]
    .slice(0, MAX_TASKS)
    .map((word) => ({ label: shortenLabel(word), action: { kind: 'say', text: word } }));
}

/**
 * Whether the words ask for a task to be done, not how it is done: no question, and all that the answer has to say is
 * which word starts the task.
 */
export function isWishFor(content: Content, flow: string, reading: Reading, answer: string): boolean {
  return !reading.question && namedFlows(content, answer).has(flow);
}
