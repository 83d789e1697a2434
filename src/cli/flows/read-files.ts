import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { loadConfig } from '../../config/load';
import type { FlowSource } from '../../dialogue/flow';
import type { Json } from '../../kernel/json';

/** The words and texts of the bot stand beside the flows, in a file of another form. */
export const SYSTEM_FILE = 'system.yaml';

/** The folder of the flows: BOT_FLOWS_DIR. */
export function flowsFolder(): string {
  return loadConfig().botFlowsDir;
}

/**
 * The `.yaml` files of the given files and folders, by name, as people type them: relative to where they are. Throws
 * when one does not exist.
 */
export function readFiles(paths: readonly string[]): FlowSource[] {
  const files = paths.flatMap((given) => {
    if (!fs.existsSync(given))
      throw new Error(`${given} does not exist; name a flow file or a folder of them`);
    if (!fs.statSync(given).isDirectory()) return [given];
    return fs
      .readdirSync(given)
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => path.join(given, name));
  });
  return [...new Set(files.map((file) => path.resolve(file)))].sort().map((file) => ({
    name: path.relative(process.cwd(), file),
    text: fs.readFileSync(file, 'utf8'),
  }));
}

export function isSystemFile({ name }: FlowSource): boolean {
  return path.basename(name) === SYSTEM_FILE;
}

/** The settings of the business, for how long texts become that show them; empty when there are none. */
export function readSettings(): Json {
  const file = path.join(loadConfig().kbSeedDir, 'data', 'settings.yaml');
  return fs.existsSync(file) ? (parse(fs.readFileSync(file, 'utf8')) as Json) : {};
}
