/** The time of day as a dependency, so that a test can hold it still. Instants are epoch milliseconds. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** The zone of every business rule: days, opening hours, ticket numbers. */
export const BUSINESS_ZONE = 'Asia/Shanghai';

/** A clock that moves only when told to: for tests and for the sandbox's time travel. */
export class ManualClock implements Clock {
  constructor(private instant: number) {}

  now(): number {
    return this.instant;
  }

  advance(ms: number): void {
    this.instant += ms;
  }

  set(instant: number): void {
    this.instant = instant;
  }
}
