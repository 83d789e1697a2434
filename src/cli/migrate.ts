import fs from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { loadConfig, PROJECT_DIR } from '../config/load';
import { createLogger } from '../kernel/logger';
import { openStore } from '../store';
import { migrationSource, schemaDrift } from '../store/generate-migration';

/** `npm run migrate`: brings the configured database up to date; `-- generate NAME` writes a migration for developers. */
export function main(): void {
  const program = new Command('migrate').description('bring the configured database up to date');
  program
    .command('up', { isDefault: true })
    .description('run the migrations that are missing')
    .action(async () => {
      const config = loadConfig();
      const store = await openStore(config.database, { logger: createLogger('warn') });
      await store.close();
      const where = config.database.kind === 'sqlite' ? config.database.file : 'the PostgreSQL database';
      process.stdout.write(`${where} is up to date\n`);
    });
  program
    .command('generate')
    .argument('<name>', 'kebab-case name, e.g. add-tickets')
    .description('write a migration from the difference between entities and migrations')
    .action(async (name: string) => {
      const drift = await schemaDrift();
      if (drift.up.length === 0) {
        process.stdout.write('entities and migrations agree: nothing to generate\n');
        return;
      }
      const timestamp = Date.now();
      const file = path.join(PROJECT_DIR, 'src/store/migrations/sqlite', `${timestamp}-${name}.ts`);
      fs.writeFileSync(file, migrationSource(name, timestamp, drift));
      process.stdout.write(`${file}\nadd it to SQLITE_MIGRATIONS in src/store/migrations/sqlite/index.ts\n`);
    });
  program.parseAsync().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
