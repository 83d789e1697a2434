import fs from 'node:fs';
import type { Config } from '../config/config';
import { type KbEntry, KbEntryEntity, readSeedFiles, showPath } from '../kb';
import { createLogger } from '../kernel/logger';
import { openStore, type Store } from '../store';

/** Whether there is a database to open without making one. */
export function hasDatabase(config: Config): boolean {
  return config.database.kind === 'postgres' || fs.existsSync(config.database.file);
}

/** Opens the configured database for one piece of work. */
export async function withStore<T>(config: Config, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(config.database, { logger: createLogger('warn') });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The published entries of the database; those of the seed files when there is none, or it has none yet. */
export async function readPublished(
  config: Config,
  options: { seeds?: true | undefined } = {},
): Promise<{ entries: KbEntry[]; source: string }> {
  if (options.seeds !== true && hasDatabase(config)) {
    const entries = await withStore(config, ({ reader }) =>
      reader.manager.find(KbEntryEntity, { where: { status: 'published' }, order: { key: 'ASC' } }),
    );
    if (entries.length > 0) return { entries, source: 'the database' };
  }
  return { entries: readSeedFiles(config.kbSeedDir), source: showPath(config.kbSeedDir) };
}
