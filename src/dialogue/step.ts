import { acknowledge } from './acknowledge';
import { answer, noteUnhelped } from './answers';
import type { Effect } from './effect';
import type { AgentOperation, DialogueEvent, FollowerEvent, Signals } from './event';
import { forget } from './forget';
import { activeForm, askedSlot, type Form } from './frame/form';
import { dropLostFrames } from './frame/frames';
import { closeWithPrompt } from './frame/prompt';
import { closeWithPlace, endChat, followAgent } from './handoff';
import { dropOldQuestion } from './last-question';
import { leaveNote } from './leave-note';
import { isFormMenu, type MenuItem } from './menu';
import { askForRating, giveStars, rateInWords } from './rating';
import { type Reading, readText } from './read-text';
import { answerForm, digress } from './repair/answer-form';
import { chooseInForm } from './repair/choices';
import { runFormCommand } from './repair/form-commands';
import {
  fillByAgent,
  followTimer,
  pauseFrames,
  touchFrames,
  wakeFrames,
  wakeTop,
} from './repair/form-events';
import { attachMedia } from './repair/media';
import { readOwnItem } from './repair/read-confirm';
import { refuseNumber } from './repair/refuse-number';
import { chooseStale } from './repair/stale-tap';
import { startByCommand, startByPhrase } from './repair/triggers';
import type { Reply } from './reply';
import { runCommand } from './run-command';
import { searchAsked } from './search';
import { settle } from './settle';
import { showCode } from './show-code';
import type { DialogueState } from './state';
import { type Decision, Turn } from './turn';
import { readChoice, readEvent } from './understand';
import { readVote, takeVote } from './vote';
import type { World } from './world';

export interface StepResult {
  state: DialogueState;
  replies: Reply[];
  effects: Effect[];
  decision: Decision;
  /** Mistakes in flows that came to light, for the operator. The follower was told politely. */
  faults: string[];
}

/**
 * Decides one event. Pure and total: no clock, no chance, no exception; the same inputs give the same bytes. The rules
 * and their order are in `docs/dialogue.md`. The results of the inline effects come back as `{ t: 'effect' }` events
 * with the state returned here; when none is left the turn is over.
 */
export function step(state: DialogueState, event: DialogueEvent, signals: Signals, world: World): StepResult {
  const turn = new Turn(state, world);
  const decision = decide(turn, event, signals);
  if (isHeardNow(event, turn)) closeWithPrompt(turn);
  return {
    state: turn.state,
    replies: turn.replies,
    effects: turn.effects,
    decision,
    faults: turn.faults,
  };
}

/** A question that waits for the next reply would be asked twice: in that reply it is asked anyway. */
function isHeardNow({ t }: DialogueEvent, { content, state }: Turn): boolean {
  if (content.settings.canSend) return true;
  if (t === 'effect') return state.calls.own !== true;
  if (t !== 'agent' && t !== 'timer') return true;
  state.calls.own = true;
  return false;
}

function decide(turn: Turn, event: DialogueEvent, signals: Signals): Decision {
  if (event.t === 'effect') return settle(turn, event);
  turn.begin();
  switch (event.t) {
    case 'unsubscribe':
      return forget(turn, 'unsubscribed');
    case 'erase':
      return forget(turn, 'erased');
    case 'timer':
      return followTimer(turn, event.name, event.data);
    case 'agent':
      return hearAgent(turn, event.op);
    default:
      return hear(turn, event, signals);
  }
}

/** What an agent does; open forms wait meanwhile and go on when the bot is back. */
function hearAgent(turn: Turn, op: AgentOperation): Decision {
  if (op.kind === 'fill_slot') return fillByAgent(turn, op.values);
  const before = turn.state.mode;
  const decision = followAgent(turn, op);
  const { mode } = turn.state;
  if (mode === 'human' && before !== 'human') pauseFrames(turn);
  if (mode === 'after_human' && before !== 'after_human') {
    wakeFrames(turn);
    if ((op.kind === 'handed_back' || op.kind === 'closed') && op.rate !== undefined)
      askForRating(turn, op.rate);
  }
  return decision;
}

/** Words of forms: whoever waits for a person and says one means the form that waits too. */
const WAKES: ReadonlySet<Reading['command']> = new Set(['resume', 'cancel', 'back', 'skip', 'progress']);

/** Everything that a follower does. */
function hear(turn: Turn, event: FollowerEvent, signals: Signals): Decision {
  const { state } = turn;
  const reading = readEvent(event, turn.content);
  if (event.t === 'media' && event.ref !== '') turn.leave('media.save', { ref: event.ref, kind: event.kind });

  if (state.mode === 'human') return leaveToAgent(turn, reading);
  if (state.mode === 'after_human') state.mode = 'bot';

  touchFrames(turn);
  dropOldQuestion(turn);
  dropLostFrames(turn);
  if (state.mode === 'queued' && WAKES.has(reading.command)) wakeTop(turn);
  const form = activeForm(state, turn.world);
  if (reading.command === 'handoff' && state.mode === 'bot') noteUnhelped(turn);
  const vote = readVote(turn, event, reading);
  const decision =
    (vote === undefined ? undefined : takeVote(turn, vote)) ??
    sayToPeople(turn, event, reading) ??
    (form === undefined
      ? respond(turn, event, reading, signals)
      : respondInForm(turn, form, event, reading, signals));
  if (form !== undefined) tellOfSilentEnd(turn, form);
  if (activeForm(state, turn.world) !== undefined) state.calls.prompt ??= 'due';
  closeWithPlace(turn);
  return decision;
}

/** Words that are for people, whatever else is going on: about the rating, a note, a service code while waiting. */
function sayToPeople(turn: Turn, event: FollowerEvent, reading: Reading): Decision | undefined {
  if (event.t === 'click' || event.t === 'subscribe' || reading.norm === '') return undefined;
  return rateInWords(turn, reading) ?? leaveNote(turn, reading) ?? showCode(turn, reading);
}

/** A form that had nothing more to say when it went on, such as one whose last step called another: its end is told. */
function tellOfSilentEnd(turn: Turn, { frame, flow }: Form): void {
  const waits = Object.values(turn.state.calls.open).some((call) => call.kind !== 'flow.aside');
  if (waits || turn.replies.length > 0 || turn.state.stack.some(({ id }) => id === frame.id)) return;
  turn.say('form_over', { title: flow.title });
}

/** Rule 2: a person answers, the bot is silent. Only `#机器人` is for the bot. */
function leaveToAgent(turn: Turn, reading: Reading): Decision {
  if (reading.command !== 'back_to_bot') return { rule: 2, command: 'silent', why: 'a person answers' };
  endChat(turn, 'back_to_bot');
  return { rule: 2, command: 'back_to_bot', why: 'ends the chat with the agent' };
}

/** Rules 4 to 12 while a form is open; what the form does not understand is understood as without it. */
function respondInForm(
  turn: Turn,
  form: Form,
  event: FollowerEvent,
  reading: Reading,
  signals: Signals,
): Decision {
  if (reading.argument !== undefined && reading.command !== 'search' && asksForWords(form))
    return answerForm(turn, form, withoutCommand(reading), signals);
  // A tap on the form's own menu says which item it means, even when the words are those of a command.
  const tapped =
    event.t === 'tap' && isFormMenu(event.nonce) ? readChoice(turn.state, event, reading) : undefined;
  if (tapped?.kind === 'item') return choose(turn, tapped.item, signals);
  // 取消 is the last item of many a review, and means just that there.
  if (event.t !== 'tap' && reading.command !== undefined && readOwnItem(form, reading) !== undefined)
    return answerForm(turn, form, reading, signals);
  if (reading.command !== undefined) {
    const why = runFormCommand(turn, form, reading.command);
    if (why !== undefined) return { rule: 4, command: reading.command, why };
    const decision = respond(turn, event, reading, signals);
    if (turn.hasMenu) turn.say('form_waiting', { title: form.flow.title });
    return decision;
  }
  const stale = chooseStale(turn, form, event);
  if (stale !== undefined) return stale;
  const choice = readChoice(turn.state, event, reading);
  const isOfForm = turn.state.menu !== undefined && isFormMenu(turn.state.menu.nonce);
  if (choice.kind === 'item' || (choice.kind === 'out_of_range' && !isOfForm)) {
    return respond(turn, event, reading, signals);
  }
  const outside = choice.kind === 'out_of_range' ? refuseNumber(turn, form, reading, choice.last) : undefined;
  if (outside !== undefined) return outside;
  const started = startByCommand(turn, event, reading);
  if (started !== undefined) return started;
  const media = event.t === 'media' && reading.norm === '' ? attachMedia(turn, form, event) : undefined;
  if (media !== undefined) return media;
  return reading.norm === '' ? acknowledge(turn, event) : answerForm(turn, form, reading, signals);
}

/** Where any words will do, 联系我们 没人接 is an answer and no command. */
function asksForWords(form: Form): boolean {
  const type = askedSlot(form)?.type;
  return type === 'longtext' || type === 'text';
}

function withoutCommand({ command: _, argument: __, ...reading }: Reading): Reading {
  return reading;
}

function respond(turn: Turn, event: FollowerEvent, reading: Reading, signals: Signals): Decision {
  if (reading.command !== undefined) {
    const why = runCommand(turn, reading.command, 'command', reading);
    return { rule: 4, command: reading.command, why };
  }
  const choice = readChoice(turn.state, event, reading);
  if (choice.kind === 'item') return choose(turn, choice.item, signals);
  if (choice.kind === 'out_of_range') {
    turn.say('number_out_of_range', { last: choice.last });
    return { rule: 5, command: 'unknown', why: `the menu has ${choice.last} items` };
  }
  if (event.t === 'tap' && isFormMenu(event.nonce) && signals.kb?.kind !== 'answer') {
    turn.say('stale_choice');
    return { rule: 5, command: 'unknown', why: 'an item of a form that is no longer open' };
  }
  const started =
    startByCommand(turn, event, reading) ??
    searchAsked(turn, reading) ??
    startByPhrase(turn, reading, signals);
  if (started !== undefined) return started;
  if (reading.norm !== '') return answer(turn, reading, signals);
  return acknowledge(turn, event);
}

/** Rule 5: an item of the current menu. */
function choose(turn: Turn, item: MenuItem, signals: Signals): Decision {
  const { action } = item;
  switch (action.kind) {
    case 'command':
      return { rule: 5, command: action.command, why: runCommand(turn, action.command, 'choice') };
    case 'form':
      return chooseInForm(turn, action.frame, action.choice);
    case 'none_of_these':
      return { rule: 5, command: 'unknown', why: runCommand(turn, 'none_of_these', 'choice') };
    case 'entry':
      turn.call({ kind: 'kb.entry' }, { id: action.id });
      return { rule: 5, command: 'ask_kb', why: `chose entry ${action.id}` };
    case 'rate':
      return giveStars(turn, action.chat, action.stars);
    case 'say':
      return ask(turn, action.text, signals);
  }
}

/** An item that stands for words: they start a flow or are looked up, as if they had been typed. */
function ask(turn: Turn, words: string, signals: Signals): Decision {
  const reading = readText(words, turn.content.words);
  const { command } = reading;
  if (command !== undefined) return { rule: 5, command, why: runCommand(turn, command, 'choice', reading) };
  const started =
    startByCommand(turn, { t: 'text', text: words }, reading) ?? startByPhrase(turn, reading, signals);
  if (started !== undefined) return started;
  const form = activeForm(turn.state, turn.world);
  return form === undefined ? answer(turn, reading, signals) : digress(turn, form, reading, signals);
}
