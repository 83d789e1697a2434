import fs from 'node:fs';
import path from 'node:path';
import type { Clock } from '../kernel/clock';
import type { ClockView, PlatformChange } from './snapshot';
import { TravelClock } from './travel-clock';

/** What the server does with time, as far as a moved clock has to tell it. */
export interface TimedWork {
  /** Resolves when no turn and no call is under way: each keeps the time that it began with. */
  idle(): Promise<void>;
  /** The earliest instant after `after` at which something becomes due; undefined when nothing waits. */
  nextDueAt(after: number): Promise<number | undefined>;
  /** Does what is due by now, and resolves when it is done. */
  runDue(): Promise<void>;
}

const NO_WORK: TimedWork = {
  idle: async () => {},
  nextDueAt: async () => undefined,
  runDue: async () => {},
};

/** Places to stop at on one journey. What repeats every few minutes would stop a long one for ever. */
const MAX_STOPS = 500;

/**
 * Moves the clock of the whole server, in the sandbox only. On its way forward it stops at every instant at which
 * something becomes due and lets it be done, so that a reminder of ten minutes comes at ten minutes also when somebody
 * jumps to tomorrow. How far the clock is ahead is kept in a file: a restart must not lead back into the past.
 */
export class TimeTravel {
  readonly clock: TravelClock;
  private work = NO_WORK;
  private readonly listeners = new Set<(change: PlatformChange) => void>();
  private journey: Promise<void> = Promise.resolve();
  private journeys = 0;

  constructor(
    real: Clock,
    private readonly file?: string,
  ) {
    this.clock = new TravelClock(real, file === undefined ? 0 : readAhead(file));
  }

  /** Names what has to be done on the way, once the server has it. */
  carries(work: TimedWork): void {
    this.work = work;
  }

  view(): ClockView {
    return { now: this.clock.now(), aheadMs: this.clock.aheadMs, isMoving: this.journeys > 0 };
  }

  onChange(listener: (change: PlatformChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Moves on by so much; resolves on arrival. Journeys are made one after another. */
  advance(ms: number): Promise<void> {
    return this.travel(async () => this.walkTo(this.clock.now() + ms));
  }

  /** Moves on to this instant; nothing happens when it has passed. */
  advanceTo(instant: number): Promise<void> {
    return this.travel(async () => this.walkTo(instant));
  }

  /** Back to real time. What was noted for a later time keeps that time. */
  reset(): Promise<void> {
    return this.travel(async () => {
      await this.work.idle();
      this.clock.reset();
      this.noteMove();
    });
  }

  private travel(work: () => Promise<void>): Promise<void> {
    this.journeys += 1;
    this.announce();
    const run = this.journey.then(work).finally(() => {
      this.journeys -= 1;
      this.announce();
    });
    this.journey = run.catch(() => {});
    return run;
  }

  private async walkTo(until: number): Promise<void> {
    for (let stops = 0; stops < MAX_STOPS; stops += 1) {
      await this.work.idle();
      const due = await this.work.nextDueAt(this.clock.now());
      if (due === undefined || due > until) break;
      await this.stopAt(due);
    }
    await this.work.idle();
    await this.stopAt(until);
  }

  private async stopAt(instant: number): Promise<void> {
    this.clock.moveTo(instant);
    this.noteMove();
    await this.work.runDue();
  }

  private noteMove(): void {
    if (this.file !== undefined) writeAhead(this.file, this.clock.aheadMs);
    this.announce();
  }

  private announce(): void {
    const change = { type: 'clock', clock: this.view() } as const;
    for (const listener of this.listeners) listener(change);
  }
}

/** 0 when there is no file, or none of ours. */
function readAhead(file: string): number {
  try {
    const { aheadMs } = JSON.parse(fs.readFileSync(file, 'utf8')) as { aheadMs?: unknown };
    return typeof aheadMs === 'number' && aheadMs > 0 ? aheadMs : 0;
  } catch {
    return 0;
  }
}

function writeAhead(file: string, aheadMs: number): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.new`, JSON.stringify({ aheadMs }));
  fs.renameSync(`${file}.new`, file);
}
