import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { PROJECT_DIR } from '../config/load';
import { readSeedFiles } from '../kb';
import { MODES } from './bench/account';
import { describeKnowledgeCosts, measureKnowledge } from './bench/knowledge';
import { questionsOf, writeLargeSeeds } from './bench/large-seeds';
import { type BenchOptions, type Knowledge, measureMode } from './bench/measure-mode';
import { measureStart } from './bench/measure-start';
import { describeReport, type Report } from './bench/print-report';

const LARGE_ENTRIES = 2_000;
const STARTS = 5;

interface Options extends BenchOptions {
  json?: true;
}

/** `npm run bench`: what a message costs, beside a bare echo on the same machine (docs/performance.md). */
export function main(): void {
  const number = (least: number, most: number) => (text: string) => {
    const value = Number(text);
    if (!(value >= least && value <= most))
      throw new InvalidArgumentError(`must be a number from ${least} to ${most}`);
    return value;
  };
  const program = new Command('npm run bench --')
    .description('measure rate, CPU, latency, start and memory beside a bare echo; on this machine only')
    .option('--seconds <n>', 'length of one burst', number(0.1, 30), 0.7)
    .option('--rounds <n>', 'bursts of each kind', number(1, 100), 4)
    .option('--connections <n>', 'open connections of a burst', number(1, 512), 64)
    .option('--steady-rate <n>', 'messages per second of the latency measurement', number(1, 2_000), 200)
    .option('--json', 'print the figures as JSON')
    .action(async (options: Options) => {
      const report = await bench(options);
      process.stdout.write(
        options.json === true ? `${JSON.stringify(report, null, 2)}\n` : describeReport(report),
      );
      process.exit(0);
    });
  program
    .command('knowledge')
    .description('measure the knowledge engine alone, beside SQLite FTS5: look-ups, changes, memory, start')
    .option('--json', 'print the figures as JSON')
    .action(async (_options: unknown, command: Command) => {
      const costs = await measureKnowledge();
      const { json } = command.optsWithGlobals<{ json?: true }>();
      process.stdout.write(
        json === true ? `${JSON.stringify(costs, null, 2)}\n` : describeKnowledgeCosts(costs),
      );
    });
  program.parseAsync().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}

async function bench(options: Options): Promise<Report> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weikefu-bench-'));
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const { shipped, large } = readKnowledge(folder);
  const start = await measureStart(folder, shipped.folder, STARTS);
  const modes: Report['modes'] = [];
  for (const mode of MODES) modes.push(await measureMode(mode, options, { folder, shipped, large }));
  return {
    at: new Date().toISOString(),
    node: process.version,
    cores: os.cpus().length,
    modes,
    start,
  };
}

/** The knowledge that is shipped, and a large one made from it. */
function readKnowledge(folder: string): { shipped: Knowledge; large: Knowledge } {
  const seedDir = path.join(PROJECT_DIR, 'kb-seed');
  const largeDir = path.join(folder, 'large-seeds');
  writeLargeSeeds(seedDir, largeDir, LARGE_ENTRIES);
  const read = (seeds: string): Knowledge => ({
    folder: seeds,
    entries: readSeedFiles(seeds).length,
    questions: questionsOf(seeds),
  });
  return { shipped: read(seedDir), large: read(largeDir) };
}
