import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import type { Suite } from '../../flow-tests/load-suite';
import type { Mutant } from '../../flow-tests/mutants';
import { type Fate, type MutationReport, mutateFlow, scoreOf } from '../../flow-tests/mutate';
import { contentFolders, suitesAt } from './test';

interface Options {
  suites?: string[];
  list?: true;
  min?: string;
}

/** `flows mutate [flows]`: whether the conversation tests would notice mistakes in the flows. */
export function addMutateCommand(program: Command): void {
  program
    .command('mutate')
    .description('make small mistakes in flows and see whether the conversation tests notice')
    .argument('[flows...]', 'ids of flows; default: those that suites name')
    .option('--suites <paths...>', 'suites or folders of them; default: test/conversations')
    .option('--list', 'also name the mistakes that were noticed')
    .option('--min <percent>', 'end with 1 when a smaller part of them is noticed')
    .action((flows: string[], options: Options) => mutate(flows, options));
}

async function mutate(named: readonly string[], options: Options): Promise<void> {
  const least = Number(options.min ?? 0);
  if (!(least >= 0 && least <= 100))
    throw new Error(`--min ${options.min}: has to be a number from 0 to 100`);
  const suites = suitesAt(options.suites ?? []);
  const flows = named.length > 0 ? named : flowsOf(suites);
  if (flows.length === 0) throw new Error('no suite says which flow it tests: name one');
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'weikefu-mutants-'));
  const reports: MutationReport[] = [];
  try {
    for (const flow of flows) {
      process.stdout.write(`\n# ${flow}\n`);
      const onFate = (mutant: Mutant, fate: Fate) => tell(mutant, fate, options.list === true);
      const report = await mutateFlow(flow, { content: contentFolders(), suites, scratch, onFate });
      reports.push(report);
      process.stdout.write(`${summary(report.fates)}\n`);
    }
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
  const all = reports.flatMap(({ fates }) => fates);
  if (reports.length > 1) process.stdout.write(`\nall flows: ${summary(all)}\n`);
  if (scoreOf(all) * 100 < least) process.exitCode = 1;
}

function flowsOf(suites: readonly Suite[]): string[] {
  return [...new Set(suites.flatMap(({ flow }) => (flow === undefined ? [] : [flow])))];
}

function tell({ what, line }: Mutant, fate: Fate, list: boolean): void {
  if (fate.kind === 'survived') process.stdout.write(`survived  line ${line}: ${what}\n`);
  else if (list && fate.kind === 'killed')
    process.stdout.write(`killed    line ${line}: ${what} (${fate.suite} › ${fate.case})\n`);
}

function summary(fates: readonly { fate: Fate }[]): string {
  const count = (kind: Fate['kind']) => fates.filter(({ fate }) => fate.kind === kind).length;
  const score = Math.floor(scoreOf(fates) * 100);
  return `${count('killed')} killed, ${count('survived')} survived, ${count('refused')} refused by the linter: ${score}%`;
}
