import type { FollowerEvent, KbAnswer } from './event';
import { activeForm } from './frame/form';
import { normaliseText } from './normalise';
import type { Reading } from './read-text';
import type { VoteOffer } from './state';
import type { Decision, Turn } from './turn';

/** Not under every answer: after one, as many messages go by without. */
const QUIET_TURNS = 3;
/** A tap on an older answer still counts while it is among the last ones. */
const KEPT = 5;

/**
 * Two links below an answer: 有用 · 没用. Never inside a form or in the queue, not again for an entry that was asked about
 * lately, and at most under every third message. `compose` leaves them out where links cannot be tapped or do not fit, and
 * under the first part of a long answer.
 */
export function offerVote(turn: Turn, entry: KbAnswer): void {
  const { state } = turn;
  if (state.mode !== 'bot' || activeForm(state, turn.world) !== undefined) return;
  const offers = state.votes ?? [];
  const last = offers[offers.length - 1];
  if (last !== undefined && state.turn - last.turn < QUIET_TURNS) return;
  if (offers.some((offer) => offer.entry === entry.id)) return;
  const nonce = `v${state.turn}`;
  const text = state.lastQuestion?.fate === 'answered' ? state.lastQuestion.text : '';
  state.votes = [...offers, { nonce, entry: entry.id, text, turn: state.turn }].slice(-KEPT);
  const { helpful, unhelpful } = turn.content.labels;
  const said = turn.replies.findLast(({ key }) => key === 'answer');
  if (said === undefined) return;
  said.taps = [
    { label: helpful, id: `${nonce}.1` },
    { label: unhelpful, id: `${nonce}.2` },
  ];
}

/** A vote: a tap on one of the links, or their word as the very next message. */
export function readVote(
  turn: Pick<Turn, 'state' | 'content'>,
  event: FollowerEvent,
  reading: Reading,
): { offer: VoteOffer; helpful: boolean } | undefined {
  const offers = turn.state.votes ?? [];
  const { helpful, unhelpful } = turn.content.labels;
  const said = [helpful, unhelpful].map((label) => normaliseText(label)).indexOf(reading.norm);
  if (event.t === 'tap') {
    const offer = offers.find(({ nonce }) => nonce === event.nonce);
    // A nonce comes round again after an erasure: the words have to fit too.
    return offer === undefined || said !== event.item - 1 ? undefined : { offer, helpful: said === 0 };
  }
  const last = offers[offers.length - 1];
  const isNext = last !== undefined && last.turn === turn.state.turn - 1;
  return event.t === 'text' && said >= 0 && isNext ? { offer: last, helpful: said === 0 } : undefined;
}

/** Counts it, and thanks; who was not helped is shown the way to a person. */
export function takeVote(turn: Turn, { offer, helpful }: { offer: VoteOffer; helpful: boolean }): Decision {
  turn.call(
    { kind: 'kb.vote' },
    { id: offer.entry, helpful, text: offer.text, norm: offer.text === '' ? '' : normaliseText(offer.text) },
  );
  turn.say(helpful ? 'vote_thanks' : 'vote_sorry', { queued: turn.state.mode === 'queued' });
  return { rule: 5, command: 'vote', why: `${offer.entry} was ${helpful ? 'useful' : 'of no use'}` };
}
