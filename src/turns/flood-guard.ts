import type { Clock } from '../kernel/clock';
import { CountingWindow } from '../kernel/counting-window';

export type FloodVerdict =
  | { kind: 'pass' }
  /** Answer, but only after this pause. */
  | { kind: 'slow'; pauseMs: number }
  /** Do not process; `tell` once a minute so that the follower knows. */
  | { kind: 'drop'; tell: boolean };

/** Generous for a person who types fast or taps a menu about; far below what a script sends. */
const SLOW_ABOVE = { points: 20, seconds: 10 };
const DROP_ABOVE = { points: 60, seconds: 60 };
const PAUSE_MS = 800;

/** Bounds what one follower can cost. Retries of the platform never reach it: they join their turn first. */
export class FloodGuard {
  private readonly recent: CountingWindow;
  private readonly minute: CountingWindow;
  private readonly told: CountingWindow;

  constructor(clock: Clock) {
    this.recent = new CountingWindow(SLOW_ABOVE, clock);
    this.minute = new CountingWindow(DROP_ABOVE, clock);
    this.told = new CountingWindow({ points: 1, seconds: DROP_ABOVE.seconds }, clock);
  }

  judge(followerId: string): FloodVerdict {
    if (!this.minute.take(followerId)) return { kind: 'drop', tell: this.told.take(followerId) };
    if (!this.recent.take(followerId)) return { kind: 'slow', pauseMs: PAUSE_MS };
    return { kind: 'pass' };
  }
}
