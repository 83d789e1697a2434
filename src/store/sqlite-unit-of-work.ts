import { setImmediate as nextTurnOfTheLoop, setTimeout as pause } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { AppError } from '../kernel/errors';
import type { Logger } from '../kernel/logger';
import type { Transaction, UnitOfWork } from '../kernel/transaction';
import { isBusy, isDatabaseFault } from './database-fault';
import { SqliteStatements } from './sql';
import { connectionOf, type SqliteConnection } from './sqlite-connection';

interface WaitingUnit {
  work: (tx: Transaction) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
}

/** A unit that ran and waits for the COMMIT of its group. */
interface FinishedUnit {
  unit: WaitingUnit;
  value: unknown;
  hooks: (() => void)[];
}

/** A unit that takes longer than this most likely awaits something that is not a statement. */
const SLOW_UNIT_MS = 1_000;
/** The group's transaction and the unit's savepoint. */
const UNIT_DEPTH = 2;
/** Bounds how long the first unit of a group waits for its commit. */
const MAX_GROUP = 256;
/** Another process (an import, a restore) may hold the database for so long before a group is given up. */
const BUSY_LIMIT_MS = 4_000;
const BUSY_PAUSE_MS = 10;

/**
 * The SQLite form of the unit of work: one queue owns the only writing connection, and commits in groups.
 *
 * Every query of a SQLite DataSource shares one connection, so two overlapping transactions would fail or corrupt
 * each other. The units that wait when a group begins run one after another in one transaction, each in its own
 * savepoint; their callers continue after the COMMIT. No timer is involved: a group is whatever the event loop has
 * brought in since the group before it.
 *
 *   run(a) run(b) run(c) → BEGIN · [a] · [b ✗ rolled back] · [c] · COMMIT → resolve a, reject b, resolve c
 *
 * When the COMMIT is refused, the members are run again one by one, so that one bad unit cannot fail the others. When the
 * database is in trouble (locked, disk full, I/O error), all of them fail with STORE_UNAVAILABLE.
 */
export class SqliteUnitOfWork implements UnitOfWork {
  private waiting: WaitingUnit[] = [];
  private running: Promise<void> | undefined;
  private closed = false;
  private readonly runner: QueryRunner;
  private readonly statements: SqliteStatements;

  private readonly connection: SqliteConnection;

  constructor(
    dataSource: DataSource,
    private readonly logger: Logger,
  ) {
    this.runner = dataSource.createQueryRunner();
    this.connection = connectionOf(dataSource);
    this.connection.pragma('busy_timeout = 0');
    this.statements = new SqliteStatements(this.connection);
  }

  run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (this.closed) return Promise.reject(new AppError('STORE_UNAVAILABLE', 'the store is closed'));
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      this.running ??= this.drain();
    });
  }

  /** Runs `work` on the connection between two groups, when no transaction is open. */
  async betweenGroups(work: () => void): Promise<void> {
    while (this.running !== undefined) await this.running;
    work();
  }

  /** Finishes what waits, then takes no more. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async drain(): Promise<void> {
    // Statements never leave the microtask queue, so a group that began at once would end before the next connection is
    // even read. After one turn of the event loop everything that has arrived is in the group.
    do {
      await nextTurnOfTheLoop();
      if (this.waiting.length > 0) await this.runGroup(this.waiting.splice(0, MAX_GROUP));
    } while (this.waiting.length > 0);
    this.running = undefined;
  }

  private async runGroup(units: WaitingUnit[]): Promise<void> {
    let finished: FinishedUnit[];
    try {
      finished = await this.attempt(units);
    } catch (error) {
      await this.recover(units, error);
      return;
    }
    for (const one of finished) settle(one, this.logger);
  }

  /** BEGIN, every unit in its savepoint, COMMIT. Units that throw are rejected at once; the rest come back finished. */
  private async attempt(units: WaitingUnit[]): Promise<FinishedUnit[]> {
    const finished: FinishedUnit[] = [];
    const failed: { unit: WaitingUnit; error: unknown }[] = [];
    try {
      await this.begin();
      this.tellRunner(UNIT_DEPTH);
      for (const unit of units) {
        const hooks: (() => void)[] = [];
        this.statements.execute('SAVEPOINT unit');
        const startedAt = Date.now();
        try {
          const value = await unit.work(this.transactionFor(hooks));
          this.statements.execute('RELEASE unit');
          finished.push({ unit, value, hooks });
        } catch (error) {
          if (isDatabaseFault(error)) throw error;
          this.statements.execute('ROLLBACK TO unit');
          this.statements.execute('RELEASE unit');
          this.tellRunner(UNIT_DEPTH);
          failed.push({ unit, error });
        }
        const tookMs = Date.now() - startedAt;
        if (tookMs > SLOW_UNIT_MS)
          this.logger.warn({ tookMs }, 'slow unit of work: does it await more than its statements?');
      }
      this.statements.execute('COMMIT');
      this.tellRunner(0);
    } catch (error) {
      this.abandon();
      throw error;
    }
    for (const { unit, error } of failed) unit.reject(error);
    return finished;
  }

  /** Takes the write lock at once: a lock taken later could not be waited for. The driver's own wait would stop the event loop. */
  private async begin(): Promise<void> {
    const since = performance.now();
    for (;;) {
      try {
        this.statements.execute('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() - since >= BUSY_LIMIT_MS) throw error;
      }
      await pause(BUSY_PAUSE_MS);
    }
  }

  private async recover(units: WaitingUnit[], error: unknown): Promise<void> {
    if (units.length === 1 || isDatabaseFault(error)) {
      const reason = asStoreError(error);
      for (const unit of units) unit.reject(reason);
      return;
    }
    this.logger.warn(
      { err: error, units: units.length },
      'group commit failed; running its units one by one',
    );
    for (const unit of units) await this.runGroup([unit]);
  }

  /** Leaves connection and runner outside any transaction, whatever state the failure left them in. */
  private abandon(): void {
    try {
      // SQLite ends the transaction itself on a full disk or I/O error.
      if (this.connection.inTransaction) this.connection.exec('ROLLBACK');
    } catch (error) {
      this.logger.error({ err: error }, 'rollback failed');
    }
    this.tellRunner(0);
  }

  /** Tells TypeORM how deep in a transaction its repositories are, so that theirs become savepoints inside ours. */
  private tellRunner(transactionDepth: number): void {
    Object.assign(this.runner, { isTransactionActive: transactionDepth > 0, transactionDepth });
  }

  private transactionFor(hooks: (() => void)[]): Transaction {
    const { runner, statements } = this;
    return {
      manager: runner.manager,
      query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
        statements.query<Row>(sql, parameters),
      execute: async (sql, parameters = []) => statements.execute(sql, parameters),
      afterCommit: (hook) => {
        hooks.push(hook);
      },
    };
  }
}

function settle({ unit, value, hooks }: FinishedUnit, logger: Logger): void {
  for (const hook of hooks) {
    try {
      hook();
    } catch (error) {
      logger.error({ err: error }, 'a hook after the commit failed');
    }
  }
  unit.resolve(value);
}

function asStoreError(error: unknown): unknown {
  return isDatabaseFault(error)
    ? new AppError('STORE_UNAVAILABLE', 'the database did not take the write', { cause: error })
    : error;
}
