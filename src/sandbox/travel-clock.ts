import type { Clock } from '../kernel/clock';

/** The sandbox's clock: runs as the real one does, so far ahead of it as somebody moved it. */
export class TravelClock implements Clock {
  constructor(
    private readonly real: Clock,
    private ahead: number = 0,
  ) {}

  now(): number {
    return this.real.now() + this.ahead;
  }

  /** Milliseconds ahead of real time. */
  get aheadMs(): number {
    return this.ahead;
  }

  /** Moves on to this instant; an instant that has passed changes nothing. */
  moveTo(instant: number): void {
    this.ahead = Math.max(this.ahead, instant - this.real.now());
  }

  /** Back to real time. */
  reset(): void {
    this.ahead = 0;
  }
}
