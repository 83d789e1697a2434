import fs from 'node:fs';
import { z } from 'zod';
import { AppError } from '../kernel/errors';
import { type Decision, decideAfter, type Entry, type Index } from '../knowledge';
import type { Outcome, TestQuestion } from './evaluate';
import type { Golden } from './golden-gate';
import type { KbEntry } from './kb-entry';
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
    const { text, after } = question;
    const decision = after === undefined ? index.decide(text) : decideAfter(index, text, after);
    const ms = nowMs() - start;
    const hits = after === undefined ? index.search(text, 5) : hitsOf(decision);
    return { ...question, hits, decision, ms };
  });
}

/** What a question that leans on the last answer gets: it has no ranking of its own. */
function hitsOf(decision: Decision): { id: string }[] {
  if (decision.kind === 'answer') return [decision];
  return decision.kind === 'suggest' ? decision.candidates : [];
}

/** The golden questions as questions of an evaluation: those that lean on an answer are a kind of their own. */
export function goldenTest(
  golden: readonly Golden[],
  entries: readonly Pick<KbEntry, 'key' | 'question'>[],
): TestQuestion[] {
  const byKey = new Map(entries.map(({ key, question }) => [key, question]));
  return golden.map(({ ask: text, expect: expected, after }) => {
    if (after === undefined) return { text, expected, kind: expected === null ? 'out of scope' : 'golden' };
    const last = { id: after, question: byKey.get(after) ?? '' };
    return { text, expected, kind: 'follow-up', after: last };
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
