import { loadConfig } from '../config/load';
import {
  collectAllSeeds,
  describeProblem,
  type ImportReport,
  importEntries,
  KbEntryEntity,
  planImport,
  showPath,
} from '../kb';
import { systemClock } from '../kernel/clock';
import { hasDatabase, withStore } from './kb-store';

interface ImportOptions {
  dryRun?: true;
  force?: true;
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
  const force = options.force === true;
  process.stdout.write(
    `${count(entries.length, 'entry', 'entries')} read from ${from.map(showPath).join(', ')}\n`,
  );
  if (options.dryRun === true) {
    // A dry run makes no database either.
    const stored = hasDatabase(config)
      ? await withStore(config, ({ reader }) => reader.manager.find(KbEntryEntity))
      : [];
    show(planImport(stored, entries, { force }));
    process.stdout.write('a dry run: nothing was changed\n');
    return;
  }
  const now = systemClock.now();
  show(
    await withStore(config, ({ unitOfWork }) =>
      unitOfWork.run((tx) => importEntries(tx, entries, { force, now })),
    ),
  );
}

function show(report: ImportReport): void {
  const lines = [
    ...report.added.map((key) => `  + ${key}`),
    ...report.updated.map((key) => `  ~ ${key}`),
    ...report.kept.map((key) => `  = ${key}   edited in the console, left alone (--force overwrites it)`),
    ...report.missing.map((key) => `  ? ${key}   no longer in these files, still published`),
    `${report.added.length} added, ${report.updated.length} updated, ${report.unchanged.length} unchanged, ` +
      `${report.kept.length} kept`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
