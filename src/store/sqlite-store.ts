import fs from 'node:fs';
import path from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { AppError } from '../kernel/errors';
import type { Logger } from '../kernel/logger';
import type { Reader } from '../kernel/transaction';
import { ENTITIES } from './entities';
import { SQLITE_MIGRATIONS } from './migrations/sqlite';
import { SqliteStatements } from './sql';
import { connectionOf, type SqliteConnection } from './sqlite-connection';
import { SqliteUnitOfWork } from './sqlite-unit-of-work';
import type { Store } from './store';

/** Pages the log may grow to before a checkpoint: the default of 1000 costs a pause of 40–70 ms each time. */
const WAL_AUTOCHECKPOINT_PAGES = 8_000;

export function sqliteWriterOptions(file: string): DataSourceOptions {
  return {
    type: 'better-sqlite3',
    database: file,
    enableWAL: true,
    entities: ENTITIES,
    migrations: SQLITE_MIGRATIONS,
    migrationsTransactionMode: 'each',
    statementCacheSize: 500,
    prepareDatabase: (connection: SqliteConnection) => {
      // An acknowledged message must survive a power cut: WAL alone would default to NORMAL.
      connection.pragma('synchronous = FULL');
      connection.pragma(`wal_autocheckpoint = ${WAL_AUTOCHECKPOINT_PAGES}`);
    },
  };
}

function readerOptions(file: string): DataSourceOptions & { type: 'better-sqlite3' } {
  return {
    type: 'better-sqlite3',
    database: file,
    readonly: true,
    fileMustExist: true,
    entities: ENTITIES,
    statementCacheSize: 500,
  };
}

/** Opens the database file (created when missing), brings its schema up to date and checks its durability settings. */
export async function openSqliteStore(file: string, logger: Logger): Promise<Store> {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  createPrivately(file);
  const writer = await new DataSource(sqliteWriterOptions(file)).initialize();
  try {
    await refuseNewerSchema(writer);
    await writer.runMigrations();
    await assertDurable(writer);
  } catch (error) {
    await writer.destroy();
    throw error;
  }
  const readSource = await new DataSource(readerOptions(file)).initialize();
  const unitOfWork = new SqliteUnitOfWork(writer, logger);
  return {
    unitOfWork,
    reader: readerOf(readSource),
    checkpoint: () =>
      unitOfWork.betweenGroups(() => {
        // Without waiting for readers: a busy log is checkpointed another time.
        connectionOf(writer).pragma('wal_checkpoint(PASSIVE)');
      }),
    close: async () => {
      await unitOfWork.close();
      await readSource.destroy();
      await writer.destroy();
    },
  };
}

/** Followers' data is for the account of the server alone; SQLite gives its companion files the same mode. */
function createPrivately(file: string): void {
  fs.closeSync(fs.openSync(file, 'a', 0o600));
}

/** Copies a database, in use or not, page by page into `target`, without touching its schema. */
export async function backupSqlite(file: string, target: string): Promise<void> {
  const source = await new DataSource({ ...readerOptions(file), entities: [] }).initialize();
  try {
    createPrivately(target);
    await connectionOf(source).backup(target);
  } finally {
    await source.destroy();
  }
}

function readerOf(source: DataSource): Reader {
  const statements = new SqliteStatements(connectionOf(source));
  return {
    manager: source.manager,
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      statements.query<Row>(sql, parameters),
  };
}

async function assertDurable(writer: DataSource): Promise<void> {
  const connection = connectionOf(writer);
  const journal = connection.pragma('journal_mode', { simple: true });
  const synchronous = connection.pragma('synchronous', { simple: true });
  if (journal !== 'wal' || synchronous !== 2) {
    throw new AppError(
      'STORE_UNAVAILABLE',
      `SQLite runs with journal_mode=${journal}, synchronous=${synchronous}; wal and 2 (FULL) are needed. Is DATA_DIR on a network file system?`,
    );
  }
}

/** An older program on a newer database would misread it: say so instead. */
async function refuseNewerSchema(writer: DataSource): Promise<void> {
  const known = new Set(SQLITE_MIGRATIONS.map((migration) => migration.name));
  const [table] = await writer.query(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'`,
  );
  if (table === undefined) return;
  const rows: { name: string }[] = await writer.query('SELECT name FROM migrations');
  const unknown = rows.filter((row) => !known.has(row.name)).map((row) => row.name);
  if (unknown.length > 0) {
    throw new AppError(
      'MIGRATION_NEEDED',
      `The database was written by a newer version (unknown migrations: ${unknown.join(', ')}). Start that version, or restore a backup made before the upgrade.`,
    );
  }
}
