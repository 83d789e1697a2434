import { z } from 'zod';
import type { EffectResult } from './event';
import { activeForm } from './frame/form';
import type { Reading } from './read-text';
import type { DialogueState } from './state';
import type { Decision, Turn } from './turn';

const WITH_TEXT = /^\s*#?\s*留言[\s:：,，、]+(\S[\s\S]*)$/u;

/** 留言: what is written next goes to people as a ticket. Returns why, for the record. */
export function askForNote(turn: Turn): string {
  const { state } = turn;
  const form = state.mode === 'bot' ? activeForm(state, turn.world) : undefined;
  if (form !== undefined) {
    turn.say('form_busy', { title: form.flow.title });
    return 'a form is open';
  }
  state.noteAskedIn = state.turn;
  turn.say('note_ask', { queued: state.mode === 'queued' });
  return 'asks for the words to leave';
}

/**
 * The words that somebody leaves for people: after 留言, or with it in one message. Undefined: it is not about that. Texts
 * that are left are not searched for in the knowledge base.
 */
export function noteIn(state: DialogueState, reading: Reading, turnNumber: number): string | undefined {
  if (reading.command !== undefined || state.mode === 'human') return undefined;
  if (state.mode !== 'queued' && state.stack.length > 0) return undefined;
  const together = WITH_TEXT.exec(reading.words)?.[1];
  if (together !== undefined) return together.trim();
  if (state.noteAskedIn === undefined || state.noteAskedIn !== turnNumber - 1) return undefined;
  return reading.norm === '' || reading.number !== undefined ? undefined : reading.words.trim();
}

/** Leaves the words for people, when the message has some. */
export function leaveNote(turn: Turn, reading: Reading): Decision | undefined {
  const text = noteIn(turn.state, reading, turn.state.turn);
  delete turn.state.noteAskedIn;
  const starts = [...turn.content.flows.values()].some(({ triggers }) => triggers.norms.has(reading.norm));
  if (text === undefined || starts) return undefined;
  turn.call({ kind: 'handoff.leave_note' }, { text });
  return { rule: 4, command: 'leave_note', why: 'words for people, as a ticket' };
}

const noted = z.object({ ticket_no: z.string() });
const tooLong = z.object({ max: z.number() });

export function settleNote(turn: Turn, result: EffectResult): void {
  const done = result.ok ? noted.safeParse(result.data) : undefined;
  if (done?.success) turn.say('note_done', { number: done.data.ticket_no });
  else if (!result.ok && result.code === 'TOO_LONG') {
    turn.say('note_too_long', { max: tooLong.safeParse(result.data).data?.max ?? 500 });
  } else turn.say(!result.ok && result.code === 'RATE_LIMITED' ? 'note_limited' : 'note_failed');
}
