import { show } from './matches';
import type { Mismatch } from './mismatch';
import type { Observation, SaidReply } from './observe';
import type { BotExpectation } from './suite-schema';

type Spoken = Exclude<BotExpectation, { none: true }>;

/** Compares what the bot said with what it should say. */
export function checkBot(expected: BotExpectation, seen: Observation, handoffLabel: string): Mismatch[] {
  if ('none' in expected) {
    return seen.texts.length === 0 ? [] : [{ what: 'bot', expected: 'says nothing', found: quote(seen) }];
  }
  return [
    ...checkAsked(expected, seen),
    ...checkKeys(expected, seen),
    ...checkWords(expected, seen),
    ...checkMenu(expected, seen, handoffLabel),
    ...checkCount(expected, seen),
  ];
}

function checkAsked({ asks }: Spoken, { replies }: Observation): Mismatch[] {
  if (asks === undefined) return [];
  const asked = replies.flatMap((reply) => (reply.asks === undefined ? [] : [reply.asks]));
  if (asked.at(-1) === asks) return [];
  const found = asked.length === 0 ? `nothing is asked; said: ${keysOf(replies)}` : asked.join(', ');
  return [{ what: 'bot.asks', expected: asks, found }];
}

function checkKeys({ text_key = [] }: Spoken, { replies }: Observation): Mismatch[] {
  return text_key
    .filter((key) => !replies.some((reply) => isNamed(reply, key)))
    .map((key) => ({ what: 'bot.text_key', expected: key, found: keysOf(replies) }));
}

/** A text of a flow is named in full, `ticket_create.t_done`, or without its flow, `t_done`. */
function isNamed({ key, from }: SaidReply, name: string): boolean {
  return key === name || from === name || from?.slice(from.indexOf('.') + 1) === name;
}

function checkWords(
  { contains = [], not_contains = [], matches = [] }: Spoken,
  seen: Observation,
): Mismatch[] {
  const text = seen.texts.join('\n');
  const found = quote(seen);
  return [
    ...contains
      .filter((words) => !text.includes(words))
      .map((words) => ({ what: 'bot.contains', expected: words, found })),
    ...not_contains
      .filter((words) => text.includes(words))
      .map((words) => ({ what: 'bot.not_contains', expected: `not: ${words}`, found })),
    ...matches
      .filter((regex) => !regex.test(text))
      .map((regex) => ({ what: 'bot.matches', expected: String(regex), found })),
  ];
}

function checkMenu(
  { menu, menu_includes = [], offers }: Spoken,
  seen: Observation,
  handoffLabel: string,
): Mismatch[] {
  const shown = seen.replies.findLast((reply) => reply.menu !== undefined)?.menu ?? [];
  const mismatches: Mismatch[] = [];
  if (menu !== undefined && show(menu) !== show(shown)) {
    mismatches.push({ what: 'bot.menu', expected: show(menu), found: show(shown) });
  }
  for (const label of menu_includes.filter((one) => !shown.includes(one))) {
    mismatches.push({ what: 'bot.menu_includes', expected: label, found: show(shown) });
  }
  const offersPerson = shown.includes(handoffLabel) || seen.texts.some((text) => text.includes('#人工'));
  if (offers === 'handoff' && !offersPerson) {
    mismatches.push({
      what: 'bot.offers',
      expected: 'a person, in the menu or by #人工',
      found: quote(seen),
    });
  }
  return mismatches;
}

function checkCount({ messages }: Spoken, seen: Observation): Mismatch[] {
  return messages === undefined || messages === seen.texts.length
    ? []
    : [{ what: 'bot.messages', expected: String(messages), found: `${seen.texts.length}: ${quote(seen)}` }];
}

function keysOf(replies: readonly SaidReply[]): string {
  return replies.length === 0 ? 'nothing' : replies.map(({ key, from }) => from ?? key).join(', ');
}

function quote({ texts }: Observation): string {
  return texts.length === 0 ? 'the bot says nothing' : texts.join('\n--\n');
}
