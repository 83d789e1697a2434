import path from 'node:path';
import type { Command } from 'commander';
import { loadConfig, PROJECT_DIR } from '../../config/load';
import type { ContentFolders } from '../../flow-tests/content-folders';
import { readSuites, type Suite } from '../../flow-tests/load-suite';
import { describeFailure } from '../../flow-tests/report';
import type { CaseResult } from '../../flow-tests/run-case';
import { SuiteRun } from '../../flow-tests/suite-run';

/** Where the suites of the product are. */
export const SUITES_FOLDER = path.join(PROJECT_DIR, 'test', 'conversations');

/** `flows test [paths]`: ends with 1 when a talk does not go as its suite says. */
export function addTestCommand(program: Command): void {
  program
    .command('test')
    .description('play the conversation tests; docs/conversation-tests.md explains the files')
    .argument('[paths...]', 'suites or folders of them; default: test/conversations')
    .option('--case <words>', 'only cases whose name contains these words')
    .option('--list', 'also name the cases that pass')
    .action((paths: string[], options: { case?: string; list?: true }) => test(paths, options));
}

async function test(paths: readonly string[], options: { case?: string; list?: true }): Promise<void> {
  const startedAt = performance.now();
  const results: CaseResult[] = [];
  for (const suite of suitesAt(paths)) {
    results.push(...(await play(onlyCases(suite, options.case), contentFolders(), options.list === true)));
  }
  const failed = results.filter(({ mismatches }) => mismatches.length > 0).length;
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(
    `\n${results.length} cases: ${results.length - failed} passed, ${failed} failed, ${seconds} s\n`,
  );
  if (results.length === 0) throw new Error('no case was played: the paths or --case name none');
  if (failed > 0) process.exitCode = 1;
}

/** The suites that are named; those of the product when none is. Their files are named as from here. */
export function suitesAt(paths: readonly string[]): Suite[] {
  const named = paths.length === 0 ? [SUITES_FOLDER] : paths;
  return named.flatMap((one) => readSuites(path.relative(process.cwd(), one) || '.'));
}

/** The configured content: what is tested is what would be served. */
export function contentFolders(): ContentFolders {
  const { botFlowsDir, kbSeedDir } = loadConfig();
  return { botFlowsDir, kbSeedDir };
}

function onlyCases(suite: Suite, words: string | undefined): Suite {
  return words === undefined
    ? suite
    : { ...suite, cases: suite.cases.filter(({ name }) => name.includes(words)) };
}

async function play(suite: Suite, content: ContentFolders, list: boolean): Promise<CaseResult[]> {
  if (suite.cases.length === 0) return [];
  const run = await SuiteRun.open(suite, content);
  const results: CaseResult[] = [];
  try {
    for (const one of suite.cases) {
      const result = await run.run(one);
      results.push(result);
      if (result.mismatches.length > 0) process.stdout.write(`\n${describeFailure(result)}\n\n`);
      else if (list) process.stdout.write(`  ✓ ${one.name} (${Math.round(result.ms)} ms)\n`);
    }
  } finally {
    await run.close();
  }
  const failed = results.filter(({ mismatches }) => mismatches.length > 0).length;
  const outcome = failed === 0 ? `✓ ${results.length} passed` : `✗ ${failed} of ${results.length} failed`;
  process.stdout.write(`${outcome}  ${suite.suite} (${suite.file})\n`);
  return results;
}
