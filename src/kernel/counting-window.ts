import type { Clock } from './clock';

/** How often something may happen: `points` times within `seconds` from the first. */
export interface Allowance {
  points: number;
  seconds: number;
}

/**
 * Counts what happens, by key, and tells when it is too often. The time is the clock's, so that it holds still and travels
 * with the rest of the product. Keys that were not heard of for a while are forgotten.
 */
export class CountingWindow {
  private windows = new Map<string, { endsAt: number; taken: number }>();
  private sweepAt = 0;

  constructor(
    private readonly allowance: Allowance,
    private readonly clock: Clock,
  ) {}

  /** Counts once more for a key. False: that was more than is allowed. */
  take(key: string): boolean {
    const now = this.clock.now();
    const lengthMs = this.allowance.seconds * 1000;
    this.sweep(now, lengthMs);
    const known = this.windows.get(key);
    const window =
      known !== undefined && isRunning(known, now, lengthMs) ? known : { endsAt: now + lengthMs, taken: 0 };
    window.taken += 1;
    this.windows.set(key, window);
    return window.taken <= this.allowance.points;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.windows.size;
  }

  /** At most once a window, so that it costs each key next to nothing. */
  private sweep(now: number, lengthMs: number): void {
    if (now < this.sweepAt && this.sweepAt <= now + lengthMs) return;
    this.sweepAt = now + lengthMs;
    this.windows = new Map([...this.windows].filter(([, window]) => isRunning(window, now, lengthMs)));
  }
}

/** A clock that was set back leaves no window that ends later than one that begins now. */
function isRunning({ endsAt }: { endsAt: number }, now: number, lengthMs: number): boolean {
  return now < endsAt && endsAt <= now + lengthMs;
}
