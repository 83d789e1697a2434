import { refuseSuggestions } from './answers';
import type { ReservedCommand } from './commands';
import { askContact } from './contact';
import { askDocuments } from './documents';
import { askForPerson, leaveQueue } from './handoff';
import { askHot } from './hot-questions';
import { askForNote } from './leave-note';
import { normaliseText } from './normalise';
import { askOutlets } from './outlets';
import { tellPrivacy } from './privacy';
import type { Reading } from './read-text';
import { resumeDraft } from './repair/form-events';
import { search } from './search';
import { canBeSaid } from './texts';
import type { Turn } from './turn';

/** Rule 4 and menu items: does what a reserved word says. Returns why, for the record. */
export function runCommand(
  turn: Turn,
  command: ReservedCommand,
  by: 'command' | 'choice',
  { argument, words }: Pick<Partial<Reading>, 'argument' | 'words'> = {},
): string {
  const { state } = turn;
  const queued = state.mode === 'queued';
  switch (command) {
    case 'handoff':
      askForPerson(turn, by);
      return queued ? 'waits already: the place again' : 'asks for a person';
    case 'leave_note':
      return askForNote(turn);
    case 'leave_queue':
      if (queued) leaveQueue(turn, 'left_queue');
      else turn.say('not_queued');
      return queued ? 'leaves the queue' : 'is not in the queue';
    case 'back_to_bot':
      if (queued) leaveQueue(turn, 'back_to_bot');
      else turn.say('already_bot');
      return queued ? 'leaves the queue for the bot' : 'the bot is here already';
    case 'menu':
      turn.sayWithMenu('menu', turn.content.homeMenu);
      return 'asks for the menu';
    case 'questions':
      turn.sayWithMenu('questions', turn.content.questions);
      return 'asks what others ask';
    case 'outlets':
      return askOutlets(turn, argument);
    case 'documents':
    case 'downloads':
    case 'shares':
      return askDocuments(turn, command, argument);
    case 'search':
      return search(turn, argument);
    case 'hot':
      return askHot(turn);
    case 'help':
      turn.say('help', { queued });
      return 'asks for help';
    case 'contact':
      return askContact(turn, argument ?? words);
    case 'hours':
      turn.call({ kind: 'channels.describe', about: 'hours' }, { about: 'hours', need: null });
      return 'asks for hours';
    case 'privacy':
      return tellPrivacy(turn);
    case 'none_of_these':
      return refuse(turn);
    case 'more':
      return sayMore(turn) ?? sayNothing(turn, 'more_none');
    case 'repeat':
      return repeat(turn);
    case 'resume':
      return sayMore(turn) ?? resumeDraft(turn) ?? nothingRuns(turn, command);
    // Words of a form: with one running they are handled here.
    case 'cancel':
    case 'back':
    case 'skip':
    case 'progress':
      return nothingRuns(turn, command);
  }
}

function sayMore(turn: Turn): string | undefined {
  const { more } = turn.state;
  if (more === undefined) return undefined;
  turn.say('more', { text: more });
  return 'the rest of a long message';
}

function repeat(turn: Turn): string {
  const said = turn.state.lastReply ?? [];
  if (said.length === 0 || !said.every(canBeSaid)) return sayNothing(turn, 'repeat_none');
  turn.sayAgain(said);
  return 'the last reply again';
}

function refuse(turn: Turn): string {
  const action = turn.state.menu?.items.find(({ action: { kind } }) => kind === 'none_of_these')?.action;
  if (action?.kind !== 'none_of_these') {
    refuseSuggestions(turn, undefined);
    return 'refuses suggestions that are no longer shown';
  }
  refuseSuggestions(turn, { ...action, norm: normaliseText(action.question) });
  return 'refuses all suggestions';
}

function sayNothing(turn: Turn, key: 'more_none' | 'repeat_none'): string {
  turn.say(key);
  return 'nothing is left to show';
}

function nothingRuns(turn: Turn, command: ReservedCommand): string {
  turn.say('nothing_running', { command });
  return 'no form is running';
}
