import type { Clock } from '../kernel/clock';
import type { Logger } from '../kernel/logger';
import type { Reader, UnitOfWork } from '../kernel/transaction';
import type { OutboxStatus } from './outbox-entity';

/** What could not be delivered, for people: never the text itself, which stands in the message log. */
export interface OutboxReport {
  id: number;
  kind: string;
  followerId: string | null;
  status: OutboxStatus;
  attempts: number;
  errorCode: string | null;
  error: string | null;
  createdAt: number;
  updatedAt: number;
}

/** Lists the outbox and retries by hand what failed or whose fate is unknown. */
export class OutboxDesk {
  constructor(
    private readonly deps: {
      unitOfWork: UnitOfWork;
      reader: Reader;
      clock: Clock;
      logger: Logger;
      wake: () => void;
    },
  ) {}

  /** Items of one status, the newest first, those with an id below `before` when it is given. */
  async list(page: {
    status: OutboxStatus;
    limit: number;
    before?: number | undefined;
  }): Promise<OutboxReport[]> {
    const rows = await this.deps.reader.query<ReportRow>(
      `${SELECT_REPORT} WHERE status = $1 AND id < $2 ORDER BY id DESC LIMIT $3`,
      [page.status, page.before ?? Number.MAX_SAFE_INTEGER, page.limit],
    );
    return rows.map(presentReport);
  }

  /** Puts a failed or unknown item back in line; `by` is the account that decided so. */
  async retry(
    id: number,
    by: { staffId: string },
  ): Promise<{ ok: true; item: OutboxReport } | { ok: false; code: 'NOT_FOUND' | 'NOT_RETRYABLE' }> {
    const now = this.deps.clock.now();
    return this.deps.unitOfWork.run(async (tx) => {
      const changed = await tx.execute(
        `UPDATE outbox SET status = 'pending', waits_for = NULL, attempts = 0, next_at = $2, updated_at = $2
         WHERE id = $1 AND status IN ('failed', 'unknown')`,
        [id, now],
      );
      const [row] = await tx.query<ReportRow>(`${SELECT_REPORT} WHERE id = $1`, [id]);
      if (row === undefined) return { ok: false, code: 'NOT_FOUND' };
      if (changed === 0) return { ok: false, code: 'NOT_RETRYABLE' };
      tx.afterCommit(() => {
        this.deps.logger.info({ outboxId: id, staffId: by.staffId }, 'an outbox item is tried again by hand');
        this.deps.wake();
      });
      return { ok: true, item: presentReport(row) };
    });
  }

  /** How many items are in each state: for metrics and health. */
  async depths(): Promise<Map<string, number>> {
    const rows = await this.deps.reader.query<{ status: string; count: number | string }>(
      `SELECT status, COUNT(*) AS count FROM outbox WHERE status <> 'sent' GROUP BY status`,
    );
    return new Map(rows.map((row) => [row.status, Number(row.count)]));
  }
}

interface ReportRow {
  id: number;
  kind: string;
  follower_id: string | null;
  status: OutboxStatus;
  attempts: number;
  error_code: string | null;
  error: string | null;
  created_at: number | string;
  updated_at: number | string;
}

const SELECT_REPORT =
  'SELECT id, kind, follower_id, status, attempts, error_code, error, created_at, updated_at FROM outbox';

function presentReport(row: ReportRow): OutboxReport {
  return {
    id: row.id,
    kind: row.kind,
    followerId: row.follower_id,
    status: row.status,
    attempts: row.attempts,
    errorCode: row.error_code,
    error: row.error,
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
  };
}
