import type { EntityManager } from 'typeorm';

/**
 * One unit of work as its author sees it: everything done through it is stored whole or not at all.
 * A unit awaits nothing but its own statements (no network, timer, hashing or knowledge search), and it may run
 * twice, so memory, indexes, event streams and metrics change in `afterCommit`.
 */
export interface Transaction {
  /** Repositories of this unit. */
  readonly manager: EntityManager;
  /** Parameterised SQL with `$1`, `$2` … in both databases; returns the rows. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Like `query`, for a statement without rows; returns how many rows it touched. */
  execute(sql: string, parameters?: readonly unknown[]): Promise<number>;
  /** Runs after the COMMIT that made this unit durable, in the order given; never after a rollback. */
  afterCommit(hook: () => void): void;
}

/** The one way to write. */
export interface UnitOfWork {
  run<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

/** Reads outside a unit: committed rows only, through a connection that cannot write. */
export interface Reader {
  readonly manager: EntityManager;
  query<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}
