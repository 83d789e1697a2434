import type { Content } from './content';
import type { DialogueEvent } from './event';
import { activeForm } from './frame/form';
import { noteIn } from './leave-note';
import { isFormMenu, type MenuItem, tapText } from './menu';
import { normaliseText } from './normalise';
import { type Reading, readText } from './read-text';
import { readForm } from './repair/read-form';
import type { DialogueState } from './state';
import type { World } from './world';

/** The words of an event (typed, tapped, spoken, or clicked in the account's menu), read; empty words when it has none. */
export function readEvent(event: DialogueEvent, content: Content): Reading {
  return readText(wordsOf(event, content), content.words);
}

function wordsOf(event: DialogueEvent, content: Content): string {
  switch (event.t) {
    case 'text':
    case 'tap':
      return event.text;
    case 'media':
      return event.kind === 'voice' ? (event.recognition ?? '') : '';
    case 'click':
      return Object.hasOwn(content.clicks, event.key) ? (content.clicks[event.key] ?? '') : '';
    default:
      return '';
  }
}

/** What a message means to the menu shown last. */
export type Choice =
  | { kind: 'item'; item: MenuItem }
  | { kind: 'out_of_range'; last: number }
  /** Nothing: it is read as free text. A tap on an old menu ends here too, and counts as typed. */
  | { kind: 'none' };

/**
 * Binds a message to the current menu: a tap by its nonce, a number by its place, a label by its words. A tap must
 * also say what the item says, so that a nonce that comes round again after an erasure cannot choose something else.
 */
export function readChoice(state: DialogueState, event: DialogueEvent, reading: Reading): Choice {
  const { menu } = state;
  if (menu === undefined) return { kind: 'none' };
  const says = (item: MenuItem) =>
    reading.norm !== '' &&
    (normaliseText(tapText(item)) === reading.norm || normaliseText(item.label) === reading.norm);

  if (event.t === 'tap' && event.nonce === menu.nonce) {
    const item = menu.items[event.item - 1];
    if (item !== undefined && (reading.norm === '' || says(item))) return { kind: 'item', item };
  }
  if (event.t !== 'tap' && reading.number !== undefined) {
    const item = menu.items.at(reading.number === -1 ? -1 : reading.number - 1);
    return item === undefined || reading.number === 0
      ? { kind: 'out_of_range', last: menu.items.length }
      : { kind: 'item', item };
  }
  const named = menu.items.find(says);
  return named === undefined ? { kind: 'none' } : { kind: 'item', item: named };
}

/**
 * What the open form makes of the words: it must have no use for them before anything is searched. Text that an identity
 * slot accepts thus reaches neither the knowledge base nor the list of what it lacks.
 */
function hasUseFor(
  state: DialogueState,
  event: DialogueEvent,
  reading: Reading,
  world: World | undefined,
): boolean {
  if (state.stack.length === 0) return false;
  // Without the flows nobody can tell, and nothing is given away.
  if (world === undefined) return true;
  const form = activeForm(state, world);
  if (form === undefined) return false;
  if (event.t === 'tap' && isFormMenu(event.nonce)) return true;
  const meaning = readForm(form, reading);
  return meaning.kind !== 'open' && meaning.kind !== 'maybe_value';
}

/**
 * The text to search the knowledge base for, or undefined when nothing is searched: not for commands, for choices that
 * mean something else, for media, or while a person answers. A choice such as `1` may stand for a question, which is
 * then what has to be searched, not the `1`.
 */
export function knowledgeText(
  state: DialogueState,
  event: DialogueEvent,
  reading: Reading,
  world?: World,
): string | undefined {
  if (state.mode === 'human' || reading.command !== undefined) return undefined;
  // What somebody leaves for people is nobody else's business.
  if (noteIn(state, reading, state.turn + 1) !== undefined && !isTrigger(reading, world)) return undefined;
  if (event.t === 'tap' && event.nonce.startsWith('v')) return undefined;
  const choice = readChoice(state, event, reading);
  switch (choice.kind) {
    case 'item':
      return choice.item.action.kind === 'say' ? choice.item.action.text : undefined;
    case 'out_of_range':
      return undefined;
    case 'none':
      // A number alone asks nothing: without a menu it is explained, not searched.
      if (
        reading.norm === '' ||
        reading.number !== undefined ||
        isTrigger(reading, world) ||
        hasUseFor(state, event, reading, world)
      )
        return undefined;
      return reading.words;
  }
}

/** Whether the knowledge base has to be searched, for `knowledgeText(…)`. */
export function needsKnowledge(
  state: DialogueState,
  event: DialogueEvent,
  reading: Reading,
  world?: World,
): boolean {
  return knowledgeText(state, event, reading, world) !== undefined;
}

function isTrigger({ norm }: Reading, world: World | undefined): boolean {
  const flows = [...(world?.content.flows.values() ?? [])];
  return flows.some(({ triggers }) => triggers.norms.has(norm));
}
