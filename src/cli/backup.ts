import fs from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../config/load';
import { backupDatabase } from '../store';

/** `npm run backup [-- FILE]`: a consistent copy of the database, also while the server runs. */
export function main(): void {
  new Command('backup')
    .description('write a consistent copy of the database while the server runs')
    .argument('[file]', 'where to; default: DATA_DIR/backups/weikefu-TIME.db')
    .action(async (file?: string) => {
      const config = loadConfig();
      if (config.database.kind === 'sqlite' && !fs.existsSync(config.database.file)) {
        throw new Error(`there is no database at ${config.database.file} yet`);
      }
      const stamp = new Date().toISOString().replace(/[-:]/g, '').replace(/\..*/, 'Z');
      const target = path.resolve(file ?? path.join(config.dataDir, 'backups', `weikefu-${stamp}.db`));
      if (fs.existsSync(target)) throw new Error(`${target} exists already; name another file`);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      await backupDatabase(config.database, target);
      process.stdout.write(`${target}\n`);
    })
    .parseAsync()
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    });
}
