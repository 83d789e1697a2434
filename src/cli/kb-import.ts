import fs from 'node:fs';
import type { Config } from '../config/config';
import { loadConfig } from '../config/load';
import {
  collectAllSeeds,
  describeProblem,
  type GateReport,
  type Golden,
  type ImportOutcome,
  type ImportReport,
  type ImportRun,
  readEngineData,
  readGolden,
  runImport,
  showPath,
  tryImport,
} from '../kb';
import { systemClock } from '../kernel/clock';
import { hasDatabase, withStore } from './kb-store';

/** More entries than this are counted instead of named. */
const MOST_MISSING = 5;

interface ImportOptions {
  dryRun?: true;
  force?: true;
  retire?: true;
  reason?: string;
}

export async function importKnowledge(paths: string[], options: ImportOptions): Promise<void> {
  const config = loadConfig();
  const from = paths.length > 0 ? paths : [config.kbSeedDir];
  const { entries, problems } = await collectAllSeeds(from);
  if (problems.length > 0) {
    for (const problem of problems) process.stderr.write(`${describeProblem(problem)}\n`);
    process.stderr.write(`${count(problems.length, 'problem')}; nothing was changed\n`);
    process.exitCode = 1;
    return;
  }
  const shown = from.map(showPath).join(', ');
  process.stdout.write(`${count(entries.length, 'entry', 'entries')} read from ${shown}\n`);
  const reason = options.reason?.trim() ?? '';
  const { report, gate, refused } = await carryOut(config, {
    entries,
    golden: goldenOf([config.kbSeedDir, ...from]),
    dryRun: options.dryRun === true,
    force: options.force === true,
    despiteGolden: options.force === true && reason !== '',
    retire: options.retire === true,
    editor: { staffId: null, name: 'kb import', reason: reason === '' ? shown : reason },
    now: systemClock.now(),
    engine: readEngineData(config.kbSeedDir),
  });
  showReport(report);
  showGate(gate);
  if (refused) {
    process.stderr.write(
      'golden questions would be answered worse: nothing was changed. Improve the entries, or import with ' +
        '--force --reason "…"\n',
    );
    process.exitCode = 1;
  } else if (options.dryRun === true) process.stdout.write('a dry run: nothing was changed\n');
}

async function carryOut(config: Config, run: ImportRun): Promise<ImportOutcome> {
  // A dry run makes no database either.
  if (!hasDatabase(config) && run.dryRun) return { ...(await tryImport([], run)), refused: false };
  return withStore(config, (store) => runImport(store, run));
}

/** The golden questions of all folders among the paths, each once. */
function goldenOf(paths: readonly string[]): Golden[] {
  const byText = new Map<string, Golden>();
  for (const folder of new Set(paths)) {
    if (!fs.existsSync(folder) || !fs.statSync(folder).isDirectory()) continue;
    for (const question of readGolden(folder).questions) {
      byText.set(`${question.after ?? ''} ${question.ask}`, question);
    }
  }
  return [...byText.values()];
}

function showReport(report: ImportReport): void {
  const changes = (key: string) => report.changes[key]?.join(', ') ?? '';
  const lines = [
    ...report.added.map((key) => `  + ${key}`),
    ...report.updated.map((key) => `  ~ ${key}   ${changes(key)}`),
    ...report.kept.map(
      (key) => `  = ${key}   edited in the console, left alone (--force overwrites it): ${changes(key)}`,
    ),
    ...report.retired.map((key) => `  - ${key}   in no file any more: retired`),
    ...describeMissing(report.missing),
    `${report.added.length} added, ${report.updated.length} updated, ${report.unchanged.length} unchanged, ` +
      `${report.kept.length} kept, ${report.retired.length} retired`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Who brings a file of one entry need not read the names of all others. */
function describeMissing(keys: readonly string[]): string[] {
  if (keys.length > MOST_MISSING)
    return [`  ? ${keys.length} entries are in none of these files, still published (--retire ends that)`];
  return keys.map((key) => `  ? ${key}   no longer in these files, still published (--retire ends that)`);
}

function showGate(gate: GateReport): void {
  if (gate.questions === 0) return;
  const line = ({ ask, expect, before, after }: GateReport['broken'][number]) =>
    `${ask} → ${after}, was ${before}, expected ${expect ?? 'nothing'}\n`;
  process.stdout.write(
    `golden questions: ${gate.rightBefore} of ${gate.questions} right before, ${gate.rightAfter} after\n`,
  );
  for (const worse of gate.broken) process.stdout.write(`  worse: ${line(worse)}`);
  for (const worse of gate.weaker) process.stdout.write(`  only offered now: ${line(worse)}`);
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
