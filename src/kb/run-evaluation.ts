import fs from 'node:fs';
import { z } from 'zod';
import { AppError } from '../kernel/errors';
import type { Entry, Index } from '../knowledge';
import type { Outcome, TestQuestion } from './evaluate';
import { showPath } from './show-path';

const entrySchema = z.object({
  id: z.string().min(1),
  question: z.string(),
  similar: z.array(z.string()).default([]),
});
const questionSchema = z.object({
  text: z.string(),
  expected: z.string().nullable(),
  kind: z.string().default('all'),
});

/** Reads `{id, question, similar}` a line. Throws SEED_INVALID with the first bad line. */
export function readTestEntries(file: string): Entry[] {
  return readLines(file, entrySchema);
}

/** Reads `{text, expected: id | null, kind}` a line. Throws SEED_INVALID with the first bad line. */
export function readTestQuestions(file: string): TestQuestion[] {
  return readLines(file, questionSchema);
}

/** Asks every question; `nowMs` is a clock fine enough for microseconds. */
export function askAll(index: Index, questions: readonly TestQuestion[], nowMs: () => number): Outcome[] {
  return questions.map((question) => {
    const start = nowMs();
    const decision = index.decide(question.text);
    const ms = nowMs() - start;
    return { ...question, hits: index.search(question.text, 5), decision, ms };
  });
}

function readLines<T>(file: string, schema: z.ZodType<T>): T[] {
  if (!fs.existsSync(file)) throw new AppError('SEED_INVALID', `${file}: there is no such file`);
  const lines = fs.readFileSync(file, 'utf8').split(/\r?\n/);
  return lines.flatMap((line, place) => {
    if (line.trim() === '') return [];
    const parsed = schema.safeParse(parseJson(line));
    if (parsed.success) return [parsed.data];
    const reason = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new AppError('SEED_INVALID', `${showPath(file)}:${place + 1}: ${reason}`);
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
