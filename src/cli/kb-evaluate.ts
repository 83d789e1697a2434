import fs from 'node:fs';
import { performance } from 'node:perf_hooks';
import { loadConfig } from '../config/load';
import {
  askAll,
  type Evaluation,
  evaluate,
  goldenTest,
  type Outcome,
  readEngineData,
  readGolden,
  readTestEntries,
  readTestQuestions,
  type TestQuestion,
} from '../kb';
import { createIndex, type Entry, type IndexOptions } from '../knowledge';
import { evaluateSets } from './kb-evaluate-sets';
import { readPublished } from './kb-store';

interface EvaluateOptions {
  sets?: string;
  recorded?: string;
  kb?: string;
  queries?: string;
  json?: string;
  database?: true;
}

export async function evaluateKnowledge(options: EvaluateOptions): Promise<void> {
  if (options.sets !== undefined) {
    await evaluateSets(options.sets, options.recorded);
    return;
  }
  const { entries, questions, isGolden, engine } = await readSet(options);
  const start = performance.now();
  const index = await createIndex(entries, engine);
  const buildMs = performance.now() - start;
  const outcomes = askAll(index, questions, () => performance.now());
  const result = evaluate(outcomes);

  process.stdout.write(`${describe(result, entries.length, questions.length, buildMs).join('\n')}\n`);
  if (isGolden) process.stdout.write(outcomes.filter(isWrong).map(describeMiss).join(''));
  if (options.json !== undefined) {
    const figures = { entries: entries.length, questions: questions.length, buildMs, ...result };
    fs.writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
  }
}

async function readSet(options: EvaluateOptions): Promise<{
  entries: Entry[];
  questions: TestQuestion[];
  isGolden: boolean;
  engine: IndexOptions;
}> {
  if (options.kb !== undefined && options.queries !== undefined) {
    return {
      entries: readTestEntries(options.kb),
      questions: readTestQuestions(options.queries),
      isGolden: false,
      engine: {},
    };
  }
  if (options.kb !== undefined || options.queries !== undefined) {
    throw new Error(
      '--kb and --queries go together; without them the golden questions of the seeds are asked',
    );
  }
  const config = loadConfig();
  const folder = config.kbSeedDir;
  const golden = readGolden(folder);
  const [problem] = golden.problems;
  if (problem !== undefined) throw new Error(`${problem.file}:${problem.line}: ${problem.reason}`);
  const { entries } = await readPublished(config, options.database === true ? {} : { seeds: true });
  return {
    entries: entries.map((entry) => ({ ...entry, id: entry.key })),
    questions: goldenTest(golden.questions, entries),
    isGolden: true,
    engine: readEngineData(folder),
  };
}

function describe(result: Evaluation, entries: number, questions: number, buildMs: number): string[] {
  const { ranking, decisions, latencyMs } = result;
  return [
    `${entries} entries, indexed in ${buildMs.toFixed(0)} ms; ${questions} questions`,
    `ranking    top-1 ${percent(ranking.top1)}   MRR@5 ${percent(ranking.mrr5)}   recall@5 ${percent(ranking.recall5)}`,
    `decisions  answers right ${percent(decisions.precision)} (precision)   rightly answered ${percent(decisions.recall)} (recall)` +
      `   F1 ${percent(decisions.f1)}   out of scope refused ${percent(decisions.outOfScopeRefused)}`,
    `latency    p50 ${latencyMs.p50.toFixed(2)} ms   p99 ${latencyMs.p99.toFixed(2)} ms`,
    '',
    `${'kind'.padEnd(14)}${['n', 'top-1', 'MRR@5', 'recall@5', 'F1', 'refused'].map((name) => name.padStart(9)).join('')}`,
    ...Object.entries(result.kinds).map(([kind, { ranking: own, decisions: judged }]) => {
      const inScope = own.questions > 0;
      const cells = inScope
        ? [
            `${own.questions}`,
            percent(own.top1),
            percent(own.mrr5),
            percent(own.recall5),
            percent(judged.f1),
            '',
          ]
        : [`${judged.outOfScope}`, '', '', '', '', percent(judged.outOfScopeRefused)];
      return `${kind.padEnd(14)}${cells.map((cell) => cell.padStart(9)).join('')}`.trimEnd();
    }),
    '',
    'A suggestion counts as refused. F1 of a kind is taken together with all questions out of scope.',
  ];
}

/** Wrong answers, and questions with an answer that was not even offered. */
function isWrong({ expected, decision }: Outcome): boolean {
  switch (decision.kind) {
    case 'answer':
      return decision.id !== expected;
    case 'suggest':
      return expected !== null && !decision.candidates.some((candidate) => candidate.id === expected);
    case 'none':
      return expected !== null;
  }
}

function describeMiss({ text, expected, decision, after }: Outcome): string {
  const before = after === undefined ? '' : `${after.question} … `;
  const got =
    decision.kind === 'answer'
      ? decision.id
      : decision.kind === 'suggest'
        ? `offered ${decision.candidates.map((candidate) => candidate.id).join(', ')}`
        : 'nothing';
  return `  wrong: ${before}${text} → ${got}, expected ${expected ?? 'nothing'}\n`;
}

function percent(value: number): string {
  return (100 * value).toFixed(1);
}
