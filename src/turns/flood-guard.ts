import { RateLimiterMemory } from 'rate-limiter-flexible';

export type FloodVerdict =
  | { kind: 'pass' }
  /** Answer, but only after this pause. */
  | { kind: 'slow'; pauseMs: number }
  /** Do not process; `tell` once a minute so that the follower knows. */
  | { kind: 'drop'; tell: boolean };

/** Generous for a person who types fast or taps a menu about; far below what a script sends. */
const SLOW_ABOVE = { points: 20, duration: 10 };
const DROP_ABOVE = { points: 60, duration: 60 };
const PAUSE_MS = 800;

/** Bounds what one follower can cost. Retries of the platform never reach it: they join their turn first. */
export class FloodGuard {
  private readonly recent = new RateLimiterMemory(SLOW_ABOVE);
  private readonly minute = new RateLimiterMemory(DROP_ABOVE);
  private readonly told = new RateLimiterMemory({ points: 1, duration: DROP_ABOVE.duration });

  async judge(followerId: string): Promise<FloodVerdict> {
    if (!(await allows(this.minute, followerId)))
      return { kind: 'drop', tell: await allows(this.told, followerId) };
    if (!(await allows(this.recent, followerId))) return { kind: 'slow', pauseMs: PAUSE_MS };
    return { kind: 'pass' };
  }
}

async function allows(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (rejection) {
    if (rejection instanceof Error) throw rejection;
    return false;
  }
}
