import { loadConfig } from '../config/load';
import { describeProblem, lintSeeds } from '../kb';

export async function lintKnowledge(): Promise<void> {
  const report = await lintSeeds(loadConfig().kbSeedDir);
  for (const problem of report.errors) process.stdout.write(`error    ${describeProblem(problem)}\n`);
  for (const problem of report.warnings) process.stdout.write(`warning  ${describeProblem(problem)}\n`);
  process.stdout.write(
    `${report.entries} entries with ${report.phrasings} phrasings, ${report.golden} golden questions: ` +
      `${report.errors.length} errors, ${report.warnings.length} warnings\n`,
  );
  if (report.errors.length > 0) process.exitCode = 1;
}
