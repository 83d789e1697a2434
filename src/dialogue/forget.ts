import { endFrame } from './frame/frames';
import { clearTimers } from './frame/timers';
import { endChat, leaveQueue } from './handoff';
import type { Decision, Turn } from './turn';

/** The follower is gone, or wants to be forgotten: nothing may wait for them or be remembered. Tickets and bookings stay. */
export function forget(turn: Turn, why: 'unsubscribed' | 'erased'): Decision {
  const { state } = turn;
  if (state.mode === 'queued') leaveQueue(turn, 'silent');
  if (state.mode === 'human') endChat(turn, 'silent');
  state.mode = 'bot';
  for (const frame of [...state.stack].reverse()) endFrame(turn, frame, 'abandoned');
  if (state.draft !== undefined) clearTimers(turn, state.draft.frame);
  delete state.draft;
  state.stack = [];
  state.memory = {};
  state.counters = { unknownInRow: 0 };
  delete state.menu;
  delete state.lastQuestion;
  delete state.votes;
  delete state.answered;
  delete state.lastReply;
  delete state.more;
  delete state.rating;
  delete state.noteAskedIn;
  delete state.noticed;
  return { rule: 1, command: 'forget', why };
}
