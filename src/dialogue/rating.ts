import type { EffectResult } from './event';
import type { MenuItem } from './menu';
import type { Reading } from './read-text';
import type { Decision, Turn } from './turn';

const STARS = [1, 2, 3, 4, 5] as const;

/**
 * After a chat with a person (S2-25): five choices, whose numbers are the stars. Where a form goes on, its question has the
 * menu, and the rating is offered in words; so it is where the offer waits for the next reply, which may have a menu.
 */
export function askForRating(turn: Turn, chat: string): void {
  const { state, content } = turn;
  state.rating = { chat };
  if (state.stack.length > 0 || !content.settings.canSend) {
    turn.say('rating_line');
    return;
  }
  const items: MenuItem[] = STARS.map((stars, index) => ({
    label: content.labels.stars[index] ?? `${stars}`,
    action: { kind: 'rate', chat, stars },
  }));
  turn.sayWithMenu('rating_ask', items);
}

/** A choice of the rating's menu. */
export function giveStars(turn: Turn, chat: string, stars: number): Decision {
  turn.call({ kind: 'rating.give', chat, stars }, { chat, stars });
  return { rule: 5, command: 'rate', why: `${stars} stars` };
}

const DIGITS = '一二三四五';
const IN_WORDS =
  /^(?:评价|评分|打分)[:,、]?([1-5一二三四五])(?:分|星|颗星)?$|^([1-5一二三四五])(?:分|星|颗星)$/u;
const WITH_WORDS = /^\s*#?\s*评价[\s:：,，、]*(\S[\s\S]*)$/u;

/**
 * Words that can only be about the rating that was asked for: `评价 5`, `五星`, `评价 很耐心`. A bare digit is not among them:
 * it chooses from the menu shown last. Undefined: nothing of the kind.
 */
export function rateInWords(turn: Turn, reading: Reading): Decision | undefined {
  const { rating } = turn.state;
  if (rating === undefined || reading.command !== undefined) return undefined;
  const digit = IN_WORDS.exec(reading.norm)?.slice(1).find(Boolean);
  if (digit !== undefined) {
    const stars = DIGITS.includes(digit) ? DIGITS.indexOf(digit) + 1 : Number(digit);
    return giveStars(turn, rating.chat, stars);
  }
  const words = WITH_WORDS.exec(reading.words)?.[1];
  if (words === undefined) return undefined;
  if (rating.ratedIn === undefined) {
    turn.say('rating_line');
    return { rule: 4, command: 'rate', why: 'words without stars: asks for the stars' };
  }
  return comment(turn, rating.chat, words, 'words about the rating');
}

/**
 * Right after the stars, what is no question, no command and no known thing is what the follower has to say about them.
 * Undefined: nothing of the kind.
 */
export function takeComment(turn: Turn, reading: Reading): Decision | undefined {
  const { rating, turn: now } = turn.state;
  if (rating?.ratedIn !== now - 1 || reading.question || reading.handoffWish) return undefined;
  return comment(turn, rating.chat, reading.words, 'words right after the stars');
}

function comment(turn: Turn, chat: string, text: string, why: string): Decision {
  turn.call({ kind: 'rating.comment' }, { chat, text });
  return { rule: 4, command: 'rate', why };
}

export function settleStars(turn: Turn, chat: string, stars: number, result: EffectResult): void {
  const { state } = turn;
  // Digits mean stars no more.
  if (state.menu?.items.some(({ action }) => action.kind === 'rate')) delete state.menu;
  if (result.ok) {
    state.rating = { chat, ratedIn: state.turn };
    turn.say('rating_thanks', { stars });
    return;
  }
  if (result.code === 'ALREADY') {
    state.rating = { chat, ratedIn: 0 };
    turn.say('rating_already');
    return;
  }
  delete state.rating;
  turn.say('rating_gone');
}

export function settleComment(turn: Turn, result: EffectResult): void {
  if (!result.ok) delete turn.state.rating;
  turn.say(result.ok ? 'rating_noted' : 'rating_gone');
}
