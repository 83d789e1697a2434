import type { Clock } from '../kernel/clock';
import type { Logger } from '../kernel/logger';
import type { Reader, Transaction, UnitOfWork } from '../kernel/transaction';
import type { OutboxHandler, OutboxItem, SendOutcome } from './send-outcome';
import { closeWindows, consumeWindow, giveBackToWindow } from './send-window';

export interface OutboxWorkerDeps {
  unitOfWork: UnitOfWork;
  reader: Reader;
  clock: Clock;
  logger: Logger;
  handlers: Readonly<Record<string, OutboxHandler>>;
  /** Told after each change that is committed, so that open pages can refresh. */
  onChange?: (item: OutboxItem, status: string) => void;
  pollMs?: number;
}

/** Sends to different followers side by side, to one follower in order. */
const LANES = 8;
const MAX_ATTEMPTS = 5;
const BATCH = 200;
const COOL_DOWN_MS = 2_000;

/**
 * Carries out the outbox: at most once for sends. `sending` is committed before the call; a row found `sending` at
 * the start was cut off by a crash and becomes `unknown` (or is simply done again where that does no harm).
 */
export class OutboxWorker {
  private readonly busy = new Set<string>();
  private readonly inFlight = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private scanning: Promise<void> | undefined;
  private again = false;
  private stopped = true;

  constructor(private readonly deps: OutboxWorkerDeps) {}

  /** Settles what the last run left half done, then begins to work. */
  async start(): Promise<void> {
    const repeatable = Object.entries(this.deps.handlers)
      .filter(([, handler]) => handler.repeatable)
      .map(([kind]) => kind);
    const now = this.deps.clock.now();
    const cutOff = await this.deps.unitOfWork.run(async (tx) => {
      for (const kind of repeatable) {
        await tx.execute(
          `UPDATE outbox SET status = 'pending', updated_at = $2 WHERE status = 'sending' AND kind = $1`,
          [kind, now],
        );
      }
      return tx.execute(
        `UPDATE outbox SET status = 'unknown', error_code = 'CUT_OFF', error = '发送途中服务中断，是否送达未知', updated_at = $1
         WHERE status = 'sending'`,
        [now],
      );
    });
    if (cutOff > 0)
      this.deps.logger.warn(
        { cutOff },
        'sends were cut off by the last stop: their fate is unknown, see /api/outbox',
      );
    this.stopped = false;
    this.timer = setInterval(() => this.wake(), this.deps.pollMs ?? 1_000);
    this.wake();
  }

  /** There may be something to do: called after a commit that wrote to the outbox. */
  wake(): void {
    if (this.stopped) return;
    if (this.scanning !== undefined) {
      this.again = true;
      return;
    }
    this.scanning = this.scan()
      .catch((error: unknown) => this.deps.logger.error({ err: error }, 'the outbox could not be read'))
      .finally(() => {
        this.scanning = undefined;
        if (this.again) {
          this.again = false;
          this.wake();
        }
      });
  }

  /** Resolves when nothing is being read or sent. */
  async quiet(): Promise<void> {
    while (this.scanning !== undefined || this.inFlight.size > 0) {
      await this.scanning;
      await Promise.all(this.inFlight);
    }
  }

  /** Takes nothing new and waits for the calls under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.scanning;
    await Promise.all(this.inFlight);
  }

  private async scan(): Promise<void> {
    if (this.inFlight.size >= LANES) return;
    // The head of each follower's line only: a text that waits for its retry holds back those behind it.
    const rows = await this.deps.reader.query<OutboxRow>(
      `SELECT o.id, o.key, o.kind, o.follower_id, o.args, o.attempts FROM outbox o
       WHERE o.status = 'pending' AND o.waits_for IS NULL AND o.next_at <= $1
         AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.follower_id = o.follower_id AND e.kind = o.kind AND e.id < o.id
                         AND e.status IN ('pending', 'sending') AND e.waits_for IS NULL)
       ORDER BY o.id LIMIT ${BATCH}`,
      [this.deps.clock.now()],
    );
    for (const row of rows) {
      if (this.inFlight.size >= LANES || this.stopped) return;
      const item = toItem(row);
      const lane = item.followerId === null ? item.key : `${item.followerId} ${item.kind}`;
      if (this.busy.has(lane)) continue;
      this.busy.add(lane);
      const work: Promise<void> = this.carryOut(item)
        .then(
          () => this.leave(lane),
          (error: unknown) => {
            this.deps.logger.error({ err: error, outboxId: item.id }, 'an outbox item could not be settled');
            // The database is in trouble: trying again at once would only spin.
            setTimeout(() => this.leave(lane), COOL_DOWN_MS).unref();
          },
        )
        .finally(() => this.inFlight.delete(work));
      this.inFlight.add(work);
    }
  }

  private leave(lane: string): void {
    this.busy.delete(lane);
    this.wake();
  }

  private async carryOut(item: OutboxItem): Promise<void> {
    const handler = this.deps.handlers[item.kind];
    if (handler === undefined) {
      await this.settle(item, {
        kind: 'failed',
        code: 'NO_HANDLER',
        reason: `没有处理 ${item.kind} 的程序`,
        alert: true,
      });
      return;
    }
    if (!(await this.begin(item, handler))) return;
    let outcome: SendOutcome;
    try {
      outcome = await handler.carryOut(item);
    } catch (error) {
      this.deps.logger.error({ err: error, outboxId: item.id, kind: item.kind }, 'an outbox handler failed');
      outcome = { kind: 'unknown', code: 'FAULT', reason: '发送时出错，是否送达未知' };
    }
    await this.settle(item, outcome);
  }

  /** Commits `sending` before the call. False: somebody else has it, or the window is closed. */
  private begin(item: OutboxItem, handler: OutboxHandler): Promise<boolean> {
    const now = this.deps.clock.now();
    return this.deps.unitOfWork.run(async (tx) => {
      const taken = await tx.execute(
        `UPDATE outbox SET status = 'sending', attempts = attempts + 1, updated_at = $2 WHERE id = $1 AND status = 'pending'`,
        [item.id, now],
      );
      if (taken === 0) return false;
      if (!handler.windowed || item.followerId === null || (await consumeWindow(tx, item.followerId, now)))
        return true;
      await tx.execute(
        `UPDATE outbox SET status = 'pending', waits_for = 'user', attempts = attempts - 1, error_code = 'WINDOW_CLOSED' WHERE id = $1`,
        [item.id],
      );
      tx.afterCommit(() => this.deps.onChange?.(item, 'pending'));
      return false;
    });
  }

  private settle(item: OutboxItem, given: SendOutcome): Promise<void> {
    const now = this.deps.clock.now();
    const exhausted = given.kind === 'retry' && item.attempts + 1 >= MAX_ATTEMPTS;
    const outcome: SendOutcome = exhausted
      ? {
          kind: 'failed',
          code: given.code,
          reason: `${given.reason}（已重试 ${MAX_ATTEMPTS} 次）`,
          alert: true,
        }
      : given;
    const next = nextRow(outcome, item, now);
    if (outcome.kind !== 'sent') {
      const level = outcome.kind === 'failed' && outcome.alert ? 'error' : 'warn';
      this.deps.logger[level](
        {
          outboxId: item.id,
          kind: item.kind,
          outcome: outcome.kind,
          code: outcome.code,
          detail: outcome.detail,
        },
        'an outbox item was not sent',
      );
    }
    return this.deps.unitOfWork.run(async (tx) => {
      if (item.followerId !== null) await this.correctWindow(tx, item.kind, item.followerId, outcome);
      await tx.execute(
        `UPDATE outbox SET status = $2, waits_for = $3, next_at = $4, error_code = $5, error = $6, updated_at = $7 WHERE id = $1`,
        [item.id, next.status, next.waitsFor, next.nextAt, next.code, next.reason, now],
      );
      tx.afterCommit(() => this.deps.onChange?.(item, next.status));
    });
  }

  /** What did not go out was taken from the window in vain. */
  private async correctWindow(
    tx: Transaction,
    kind: string,
    followerId: string,
    outcome: SendOutcome,
  ): Promise<void> {
    if (outcome.kind === 'wait_user') await closeWindows(tx, followerId);
    else if (
      outcome.kind !== 'sent' &&
      outcome.kind !== 'unknown' &&
      this.deps.handlers[kind]?.windowed === true
    )
      await giveBackToWindow(tx, followerId, this.deps.clock.now());
  }
}

interface OutboxRow {
  id: number;
  key: string;
  kind: string;
  follower_id: string | null;
  args: string;
  attempts: number;
}

function toItem(row: OutboxRow): OutboxItem {
  return {
    id: row.id,
    key: row.key,
    kind: row.kind,
    followerId: row.follower_id,
    args: JSON.parse(row.args),
    attempts: row.attempts,
  };
}

function nextRow(outcome: SendOutcome, item: OutboxItem, now: number) {
  switch (outcome.kind) {
    case 'sent':
      return { status: 'sent', waitsFor: null, nextAt: now, code: null, reason: null };
    case 'retry':
      return {
        status: 'pending',
        waitsFor: null,
        nextAt: now + outcome.afterMs * 2 ** item.attempts,
        code: outcome.code,
        reason: outcome.reason,
      };
    case 'wait_until':
      return {
        status: 'pending',
        waitsFor: null,
        nextAt: outcome.at,
        code: outcome.code,
        reason: outcome.reason,
      };
    case 'wait_user':
      return { status: 'pending', waitsFor: 'user', nextAt: now, code: outcome.code, reason: outcome.reason };
    case 'failed':
    case 'unknown':
      return {
        status: outcome.kind,
        waitsFor: null,
        nextAt: now,
        code: outcome.code,
        reason: outcome.reason,
      };
  }
}
