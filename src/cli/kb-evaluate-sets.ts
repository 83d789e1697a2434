import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { askAll, type Evaluation, evaluate, readTestEntries, readTestQuestions } from '../kb';
import { createIndex } from '../knowledge';

/** Kinds of questions that are not noise. */
const CLEAN = 'clean';
const FOREIGN = 'oos_';
/** A figure may be this much below the recorded one, in points. */
const TOLERANCE = 1;

/** Means over several sets, in per cent. */
export type Figures = Record<'clean' | 'recall5' | 'noisy' | 'worstNoise' | 'f1' | 'refused', number>;

/**
 * `kb eval --sets`: every folder below with a kb.jsonl and a queries.jsonl, each set counting the same. With a file of
 * recorded figures it fails when one is more than a point lower.
 */
export async function evaluateSets(folder: string, recordedFile: string | undefined): Promise<void> {
  const sets = fs
    .readdirSync(folder)
    .filter((name) => fs.existsSync(path.join(folder, name, 'queries.jsonl')))
    .sort();
  if (sets.length === 0) throw new Error(`${folder}: no folder in it has a kb.jsonl and a queries.jsonl`);
  const evaluations: Evaluation[] = [];
  for (const name of sets) {
    const index = await createIndex(readTestEntries(path.join(folder, name, 'kb.jsonl')));
    const questions = readTestQuestions(path.join(folder, name, 'queries.jsonl'));
    evaluations.push(evaluate(askAll(index, questions, () => performance.now())));
  }
  const figures = meanFigures(evaluations);
  const rows = Object.entries(figures).map(
    ([name, value]) => `${name.padEnd(12)}${value.toFixed(1).padStart(6)}`,
  );
  process.stdout.write(`${sets.join(', ')}: means over the sets, per cent\n${rows.join('\n')}\n`);
  if (recordedFile === undefined) return;
  const recorded = JSON.parse(fs.readFileSync(recordedFile, 'utf8')) as { sets: Partial<Figures> };
  const worse = findWorse(figures, recorded.sets);
  if (worse.length > 0) throw new Error(`worse than recorded in ${recordedFile}:\n${worse.join('\n')}`);
}

/** Which figures are more than the tolerance (in points) below the recorded ones, in words. */
export function findWorse(
  figures: Readonly<Record<string, number>>,
  recorded: Readonly<Record<string, number>>,
  tolerance = TOLERANCE,
): string[] {
  return Object.entries(recorded)
    .filter(([name, value]) => (figures[name] ?? 0) < value - tolerance)
    .map(([name, value]) => `  ${name}: ${(figures[name] ?? 0).toFixed(1)}, recorded ${value.toFixed(1)}`);
}

function meanFigures(evaluations: readonly Evaluation[]): Figures {
  const mean = (read: (evaluation: Evaluation) => number): number =>
    (100 * evaluations.reduce((sum, evaluation) => sum + read(evaluation), 0)) / evaluations.length;
  const noises = new Set(
    evaluations.flatMap(({ kinds }) =>
      Object.keys(kinds).filter((kind) => kind !== CLEAN && !kind.startsWith(FOREIGN)),
    ),
  );
  const byNoise = [...noises].map((kind) => mean(({ kinds }) => kinds[kind]?.ranking.top1 ?? 0));
  return {
    clean: mean(({ kinds }) => kinds[CLEAN]?.ranking.top1 ?? 0),
    recall5: mean(({ kinds }) => kinds[CLEAN]?.ranking.recall5 ?? 0),
    noisy: byNoise.reduce((sum, value) => sum + value, 0) / Math.max(1, byNoise.length),
    worstNoise: Math.min(...byNoise),
    f1: mean(({ kinds }) => kinds[CLEAN]?.decisions.f1 ?? 0),
    refused: mean(({ decisions }) => decisions.outOfScopeRefused),
  };
}
