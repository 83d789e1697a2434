import type { Flow } from '../flow/flow';
import type { Frame } from '../state';
import type { Turn } from '../turn';

/** Timers of forms; a timer event carries the name and `{ frame }`. */
export const TIMERS = ['form_remind', 'form_expire', 'draft_expire'] as const;
export type TimerName = (typeof TIMERS)[number];

/**
 * Sets the timer with this name for the frame, in place of one that is set already. Timers run from when they were set;
 * one that comes too early, because the follower was heard of since, is set again.
 */
export function setTimer(turn: Turn, frame: Frame, name: TimerName, at: number): void {
  turn.call({ kind: 'flow.aside', effect: 'timer.set' }, { name, frame: frame.id, at });
}

/** Sets what a form needs while it waits for the follower. */
export function setIdleTimers(turn: Turn, frame: Frame, { policy: { idle } }: Flow): void {
  const { now } = turn.world;
  if (idle.remindAfterMs !== undefined) setTimer(turn, frame, 'form_remind', now + idle.remindAfterMs);
  setTimer(turn, frame, 'form_expire', now + idle.expireAfterMs);
}

/** Calls off all timers of the frame. */
export function clearTimers(turn: Turn, frame: Frame): void {
  turn.call({ kind: 'flow.aside', effect: 'timer.clear' }, { frame: frame.id });
}
