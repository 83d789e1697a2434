import fs from 'node:fs';
import path from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { SeedProblem } from './seed-file';
import { showPath } from './show-path';

/** Questions with their right answers, beside the entries; they measure, and are never learned from. */
export const GOLDEN_FILE = 'golden.yaml';

export interface GoldenQuestion {
  ask: string;
  /** Key of the entry that answers it; null when none does. */
  expect: string | null;
  /** Key of the entry that answered right before it, when it leans on that. */
  after?: string;
  line: number;
}

/** Reads the golden questions of a seed folder: a list of `{ ask, expect }`, with `after` for one that leans on an answer. No file, no questions. */
export function readGolden(folder: string): { questions: GoldenQuestion[]; problems: SeedProblem[] } {
  const file = path.join(folder, GOLDEN_FILE);
  if (!fs.existsSync(file)) return { questions: [], problems: [] };
  return parseGolden(fs.readFileSync(file, 'utf8'), showPath(file));
}

export function parseGolden(
  text: string,
  file: string,
): { questions: GoldenQuestion[]; problems: SeedProblem[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter });
  const questions: GoldenQuestion[] = [];
  const problems: SeedProblem[] = document.errors.map((error) => ({
    file,
    line: lineCounter.linePos(error.pos[0]).line,
    reason: `not valid YAML: ${error.message.split('\n', 1)[0]}`,
  }));
  if (problems.length > 0) return { questions, problems };
  if (!isSeq(document.contents)) {
    return {
      questions,
      problems: [{ file, line: 1, reason: 'golden questions are a list of { ask, expect }' }],
    };
  }
  for (const item of document.contents.items) {
    const range = (item as { range?: readonly number[] | null }).range;
    const line = lineCounter.linePos(range?.[0] ?? 0).line;
    const read = (name: string) => {
      const value = isMap(item) ? item.get(name, true) : undefined;
      return isScalar(value) ? String(value.value ?? '').trim() : '';
    };
    const ask = read('ask');
    const expect = read('expect');
    const after = read('after');
    if (ask === '' || expect === '') {
      problems.push({
        file,
        line,
        reason: 'a golden question is { ask: …, expect: KEY | none }, perhaps with after: KEY',
      });
      continue;
    }
    questions.push({
      ask,
      expect: expect === 'none' ? null : expect,
      ...(after === '' ? {} : { after }),
      line,
    });
  }
  return { questions, problems };
}
