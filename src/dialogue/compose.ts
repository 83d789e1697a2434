import { byteLength, cutToBytes } from '../kernel/text';
import { cutAtSentence } from './cut';
import { type Menu, tapId, tapText } from './menu';
import type { Reply } from './reply';
import type { DialogueState } from './state';
import { placeOf, type TextKey } from './texts';
import type { World } from './world';

/** Writes a choice that can be tapped: what it shows, what a tap says, the id that the tap carries. */
export type WriteLink = (label: string, content: string, id: string) => string;

export interface ComposeOptions {
  /** Without it menus are plain numbered lines. The dialogue knows no platform, so the markup is the caller's. */
  link?: WriteLink;
}

export interface Composed {
  state: DialogueState;
  /** The one message of the turn; empty when there is nothing to say. */
  text: string;
  /** The same without links, as people read it: for the message log. */
  plain: string;
}

/**
 * Makes the one message of a turn: what was said, then the menu, then the closing line. A message that is too long is
 * cut at a sentence and the rest waits for 更多; menu and closing line are never cut. The menu shown last is the one
 * that digits bind to. Links are left out when they would not fit.
 */
export function compose(
  state: DialogueState,
  replies: readonly Reply[],
  world: World,
  options: ComposeOptions = {},
): Composed {
  if (replies.length === 0) return { state, text: '', plain: '' };

  const say = (key: TextKey, params: Reply['params']) =>
    world.content.texts[key].render({
      ...params,
      businessName: world.businessName ?? world.content.settings.businessName,
      canSend: world.content.settings.canSend,
    });
  const closing = replies.findLast((reply) => placeOf(reply.key) === 'closing');
  const withMenu =
    replies.findLast((reply) => placeOf(reply.key) === 'prompt') ??
    replies.findLast((reply) => reply.menu !== undefined);
  const said = replies.filter((reply) => placeOf(reply.key) !== 'closing' && reply !== withMenu);

  const body = joined(
    said.map((reply) => say(reply.key, reply.params)),
    '\n\n',
  );
  const heading = withMenu === undefined ? '' : say(withMenu.key, withMenu.params);
  const closingLine = closing === undefined ? '' : say(closing.key, closing.params);
  const tail = (item: WriteLink) => joined([heading, menuLines(withMenu?.menu, item), closingLine], '\n');

  const limit = world.content.settings.maxReplyBytes;
  const plainTail = tail(plainItem);
  const linkedTail = tail(options.link ?? plainItem);
  const links = linksFit(body, linkedTail, plainTail, limit);
  const shown = fillAbove(body, links ? linkedTail : plainTail, say('more_hint', {}), limit);

  const votes =
    closing === undefined && shown.rest === '' ? voteLine(replies, say('vote_offer', {}), options) : '';
  const next: DialogueState = { ...state };
  if (withMenu?.menu !== undefined) next.menu = withMenu.menu;
  // The form asks for something else now: digits no longer mean the items that were shown before.
  else if (withMenu !== undefined) delete next.menu;
  const isRemark =
    withMenu === undefined && shown.rest === '' && said.every((reply) => placeOf(reply.key) === 'status');
  if (!isRemark) {
    next.lastReply = replies.filter((reply) => placeOf(reply.key) !== 'closing');
    if (shown.rest === '') delete next.more;
    else next.more = shown.rest;
  }
  return {
    state: next,
    text: addIfItFits(
      cutToBytes(joined([shown.top, links ? linkedTail : plainTail], '\n\n'), limit),
      votes,
      limit,
    ),
    plain: cutToBytes(joined([shown.top, plainTail], '\n\n'), limit),
  };
}

/** Links cost 60 to 300 bytes each: a whole answer without them is better than half of one with them. */
function linksFit(body: string, linkedTail: string, plainTail: string, limit: number): boolean {
  const whole = (tail: string) => byteLength(joined([body, tail], '\n\n')) <= limit;
  if (whole(linkedTail)) return true;
  return !whole(plainTail) && byteLength(linkedTail) <= limit / 2;
}

/** The part of the body that has room above the tail, with the hint when something is left. */
function fillAbove(body: string, tail: string, hint: string, limit: number): { top: string; rest: string } {
  const room = limit - byteLength(tail) - (tail === '' ? 0 : 2);
  if (byteLength(body) <= room) return { top: body, rest: '' };
  const { head, rest } = cutAtSentence(body, Math.max(0, room - byteLength(hint) - 1));
  return { top: joined([head, hint], '\n'), rest };
}

function menuLines(menu: Menu | undefined, item: WriteLink): string {
  if (menu === undefined) return '';
  return menu.items
    .map((entry, index) => item(`${index + 1} ${entry.label}`, tapText(entry), tapId(menu, index)))
    .join('\n');
}

/** 有用 · 没用 as links; nothing where nothing can be tapped. */
function voteLine(replies: readonly Reply[], heading: string, { link }: ComposeOptions): string {
  const taps = replies.findLast((reply) => reply.taps !== undefined)?.taps;
  if (link === undefined || taps === undefined) return '';
  return heading + taps.map(({ label, id }) => link(label, label, id)).join(' · ');
}

function addIfItFits(text: string, line: string, limit: number): string {
  const longer = joined([text, line], '\n\n');
  return byteLength(longer) <= limit ? longer : text;
}

const plainItem: WriteLink = (label) => label;

function joined(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== '').join(separator);
}
