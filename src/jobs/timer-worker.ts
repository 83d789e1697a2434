import type { Clock } from '../kernel/clock';
import type { Json } from '../kernel/json';
import type { Logger } from '../kernel/logger';
import type { Reader } from '../kernel/transaction';

export interface DueTimer {
  key: string;
  name: string;
  followerId: string | null;
  data: Json;
}

/** Handles a due timer; it removes the timer (`clearTimer`) in the unit that does its work, so that it happens once. */
export type TimerHandler = (timer: DueTimer) => Promise<void>;

/** Looks for timers that are due and turns each into work, one at a time and in order. */
export class TimerWorker {
  private interval: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly deps: {
      reader: Reader;
      clock: Clock;
      logger: Logger;
      handle: TimerHandler;
      pollMs?: number;
    },
  ) {}

  start(): void {
    this.interval = setInterval(() => void this.look(), this.deps.pollMs ?? 500);
  }

  /** Runs what is due now, after a look that is under way; resolves when it is done. */
  async wake(): Promise<void> {
    await this.running;
    await this.look();
  }

  async stop(): Promise<void> {
    clearInterval(this.interval);
    await this.running;
  }

  /** Runs everything that is due now. A timer whose work fails stays and is tried again at the next look. */
  async runDue(): Promise<void> {
    try {
      const rows = await this.deps.reader.query<{
        key: string;
        name: string;
        follower_id: string | null;
        data: string;
      }>('SELECT key, name, follower_id, data FROM timer WHERE due_at <= $1 ORDER BY due_at, id LIMIT 100', [
        this.deps.clock.now(),
      ]);
      for (const row of rows) {
        await this.deps
          .handle({
            key: row.key,
            name: row.name,
            followerId: row.follower_id,
            data: JSON.parse(row.data) as Json,
          })
          .catch((error: unknown) =>
            this.deps.logger.error({ err: error, timer: row.name }, 'a timer failed'),
          );
      }
    } catch (error) {
      this.deps.logger.error({ err: error }, 'the timers could not be read');
    }
  }

  private look(): Promise<void> {
    this.running ??= this.runDue().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }
}
