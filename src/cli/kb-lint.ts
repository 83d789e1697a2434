import fs from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../config/load';
import { describeSchedules, loadDirectory } from '../hours';
import { describeProblem, lintSeeds } from '../kb';

export async function lintKnowledge(): Promise<void> {
  const { kbSeedDir } = loadConfig();
  const data = path.join(kbSeedDir, 'data');
  // A folder of entries alone has no hours to check against.
  const hours = fs.existsSync(data) ? describeSchedules(loadDirectory(data)) : undefined;
  const report = await lintSeeds(kbSeedDir, hours);
  for (const problem of report.errors) process.stdout.write(`error    ${describeProblem(problem)}\n`);
  for (const problem of report.warnings) process.stdout.write(`warning  ${describeProblem(problem)}\n`);
  process.stdout.write(
    `${report.entries} entries with ${report.phrasings} phrasings, ${report.golden} golden questions: ` +
      `${report.errors.length} errors, ${report.warnings.length} warnings\n`,
  );
  if (report.errors.length > 0) process.exitCode = 1;
}
