import type { DatabaseConfig } from '../config/config';
import { AppError } from '../kernel/errors';
import type { Logger } from '../kernel/logger';
import { backupSqlite, openSqliteStore } from './sqlite-store';
import type { Store } from './store';

export type { Store } from './store';

/**
 * Opens the configured database and brings its schema up to date.
 * Throws MIGRATION_NEEDED for a database of a newer version, STORE_UNAVAILABLE when it cannot be made durable.
 */
export async function openStore(database: DatabaseConfig, options: { logger: Logger }): Promise<Store> {
  if (database.kind === 'postgres') {
    throw new AppError(
      'CONFIG_INVALID',
      'DATABASE_URL: this version stores in SQLite only (sqlite:PATH); PostgreSQL is not available yet.',
    );
  }
  return openSqliteStore(database.file, options.logger);
}

/** Writes a consistent copy of the database to `target`, also while a server uses it. Throws when there is none yet. */
export async function backupDatabase(database: DatabaseConfig, target: string): Promise<void> {
  if (database.kind === 'postgres') {
    throw new AppError('CONFIG_INVALID', 'DATABASE_URL: a PostgreSQL database is backed up with pg_dump.');
  }
  await backupSqlite(database.file, target);
}
