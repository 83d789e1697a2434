import fs from 'node:fs';
import path from 'node:path';
import { type Flow, readFlow } from '../dialogue/flow';
import { lintFlows } from '../dialogue/lint';
import { type ContentFolders, findFlowFile, withFlowFiles } from './content-folders';
import type { Suite } from './load-suite';
import { type Mutant, makeMutants } from './mutants';
import { SuiteRun } from './suite-run';

export type Fate =
  /** A case failed, as it should. */
  | { kind: 'killed'; suite: string; case: string }
  | { kind: 'survived' }
  /** It cannot be loaded, or the linter refuses it: nobody would ever publish it. */
  | { kind: 'refused' };

export interface MutationOptions {
  content: ContentFolders;
  suites: readonly Suite[];
  /** For copies of the content. */
  scratch: string;
  onFate?: (mutant: Mutant, fate: Fate) => void;
}

export interface MutationReport {
  file: string;
  fates: { mutant: Mutant; fate: Fate }[];
}

/**
 * Makes every small mistake in a flow, one at a time, and plays the suites against it: those of the flow first, the
 * others when they all passed. Throws when a suite fails before anything is changed, since that would kill everything.
 */
export async function mutateFlow(flow: string, options: MutationOptions): Promise<MutationReport> {
  const { content, scratch } = options;
  const file = findFlowFile(content.botFlowsDir, flow);
  if (file === undefined) throw new Error(`there is no flow ${flow} in ${content.botFlowsDir}`);
  const suites = [...options.suites].sort((a, b) => Number(b.flow === flow) - Number(a.flow === flow));
  const failing = await firstFailure(suites, content);
  if (failing !== undefined) {
    throw new Error(`${failing.suite} › ${failing.case} fails without a mutation: run npm run flows -- test`);
  }
  const beside = readBeside(content.botFlowsDir, file);
  const fates: MutationReport['fates'] = [];
  for (const mutant of makeMutants(fs.readFileSync(file, 'utf8'))) {
    const fate = await meetFate(mutant);
    options.onFate?.(mutant, fate);
    fates.push({ mutant, fate });
  }
  return { file, fates };

  async function meetFate(mutant: Mutant): Promise<Fate> {
    const { findings } = lintFlows([{ name: path.basename(file ?? ''), text: mutant.text }], {}, beside);
    if (findings.some(({ level }) => level === 'error')) return { kind: 'refused' };
    const target = path.join(scratch, 'mutant');
    const botFlowsDir = withFlowFiles(content.botFlowsDir, [{ flow, text: mutant.text }], target);
    const killer = await firstFailure(suites, { ...content, botFlowsDir });
    return killer === undefined ? { kind: 'survived' } : { kind: 'killed', ...killer };
  }
}

/** How many of the mutants that could be loaded were noticed, from 0 to 1; 1 when there was none. */
export function scoreOf(fates: readonly { fate: Fate }[]): number {
  const killed = fates.filter(({ fate }) => fate.kind === 'killed').length;
  const survived = fates.filter(({ fate }) => fate.kind === 'survived').length;
  return killed + survived === 0 ? 1 : killed / (killed + survived);
}

async function firstFailure(
  suites: readonly Suite[],
  content: ContentFolders,
): Promise<{ suite: string; case: string } | undefined> {
  for (const suite of suites) {
    const run = await SuiteRun.open(suite, content);
    try {
      for (const played of suite.cases) {
        const { mismatches } = await run.run(played);
        if (mismatches.length > 0) return { suite: suite.suite, case: played.name };
      }
    } finally {
      await run.close();
    }
  }
  return undefined;
}

/** The other flows of the folder, which the mutant may call. */
function readBeside(folder: string, file: string): Flow[] {
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && name !== 'system.yaml' && name !== path.basename(file))
    .flatMap((name) => readFlow({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') }).flow ?? []);
}
