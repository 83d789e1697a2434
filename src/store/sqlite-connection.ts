import type { DataSource } from 'typeorm';

/** What the driver makes of a statement. */
export interface Prepared {
  /** Whether it returns rows: SELECT, and every statement with RETURNING. */
  readonly reader: boolean;
  all(...parameters: unknown[]): unknown[];
  run(...parameters: unknown[]): { changes: number };
}

/** The connection of better-sqlite3, as far as the store uses it. */
export interface SqliteConnection {
  readonly inTransaction: boolean;
  prepare(sql: string): Prepared;
  exec(sql: string): unknown;
  pragma(text: string, options?: { simple: boolean }): unknown;
  backup(file: string): Promise<unknown>;
}

/** The connection behind a data source, which TypeORM types as private to its driver. */
export function connectionOf(source: DataSource): SqliteConnection {
  return (source.driver as unknown as { databaseConnection: SqliteConnection }).databaseConnection;
}
