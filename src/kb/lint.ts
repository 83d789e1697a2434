import path from 'node:path';
import { byteLength } from '../kernel/text';
import { createIndex, type Entry, type Index, normalise } from '../knowledge';
import { type HoursByName, unknownHours } from './answer-hours';
import { checkLinks } from './check-links';
import type { SeedEntry } from './check-seeds';
import { readEngineData } from './engine-data';
import { GOLDEN_FILE, readGolden } from './golden';
import { LOOK_ALIKES_FILE, type LookAlikes, readLookAlikes } from './look-alikes';
import type { SeedProblem } from './seed-file';
import { collectSeeds } from './seed-files';
import { showPath } from './show-path';

/** Two questions that are at least this similar are hard to tell apart, for people too. */
const NEAR_DUPLICATE = 0.8;
/** A phrasing that another entry would answer with this score is probably in the wrong place, or both are too broad. */
const STRAY_SCORE = 0.8;
/** How many entries a follower is offered. */
const OFFERED = 3;
/** An answer longer than this fills the screen of a phone. */
const LONG_ANSWER_BYTES = 1200;

export interface LintReport {
  /** Stop an import, or make a measurement meaningless. */
  errors: SeedProblem[];
  /** Worth a look. */
  warnings: SeedProblem[];
  entries: number;
  phrasings: number;
  golden: number;
}

/** Everything that is wrong or doubtful in a seed folder. `hours` are those that answers may name; absent: not checked. */
export async function lintSeeds(folder: string, hours?: HoursByName): Promise<LintReport> {
  const engine = readEngineData(folder);
  const { entries, problems } = collectSeeds([folder]);
  const golden = readGolden(folder);
  const lookAlikes = readLookAlikes(folder);
  const report: LintReport = {
    errors: [
      ...problems,
      ...golden.problems,
      ...lookAlikes.problems,
      ...(hours === undefined ? [] : entries.flatMap((entry) => hoursProblems(entry, hours))),
    ],
    warnings: entries.flatMap((entry) => [...checkLength(entry), ...linkProblems(entry)]),
    entries: entries.length,
    phrasings: entries.reduce((sum, entry) => sum + 1 + entry.similar.length, 0),
    golden: golden.questions.length,
  };

  const owners = new Map<string, string>();
  for (const entry of entries) {
    for (const text of [entry.question, ...entry.similar]) owners.set(normalise(text), entry.key);
  }
  const keys = new Set(entries.map((entry) => entry.key));
  const goldenFile = showPath(path.join(folder, GOLDEN_FILE));
  for (const { ask, expect, after, line } of golden.questions) {
    for (const key of [expect, after ?? null]) {
      if (key === null || keys.has(key)) continue;
      report.errors.push({ file: goldenFile, line, reason: `no entry has the key \`${key}\`` });
    }
    if (after !== undefined) continue;
    const owner = owners.get(normalise(ask));
    if (owner !== undefined) {
      const reason = `“${ask}” is a phrasing of \`${owner}\` and measures nothing`;
      report.warnings.push({ file: goldenFile, line, reason });
    }
  }

  for (const key of new Set(lookAlikes.pairs.flat())) {
    if (keys.has(key)) continue;
    const file = showPath(path.join(folder, LOOK_ALIKES_FILE));
    report.errors.push({ file, line: 1, reason: `no entry has the key \`${key}\`` });
  }

  // An index takes every key once; with errors in the files, comparing entries has to wait.
  if (problems.length === 0) {
    const index = await createIndex(entries.map(toIndexed), engine);
    const byKey = new Map(entries.map((entry) => [entry.key, entry]));
    report.warnings.push(
      ...findNearDuplicates(index, entries, byKey, lookAlikes),
      ...findUnreachable(index, entries),
      ...findStrayPhrasings(index, entries, lookAlikes),
    );
  }
  return report;
}

function checkLength(entry: SeedEntry): SeedProblem[] {
  const bytes = byteLength(entry.answer);
  if (bytes <= LONG_ANSWER_BYTES) return [];
  return [warn(entry, `the answer of \`${entry.key}\` has ${bytes} bytes: more than a screen of a phone`)];
}

function linkProblems(entry: SeedEntry): SeedProblem[] {
  return checkLinks(entry.answer).map((reason) => warn(entry, `the answer of \`${entry.key}\`: ${reason}`));
}

function hoursProblems(entry: SeedEntry, hours: HoursByName): SeedProblem[] {
  return unknownHours(entry.answer, hours).map((name) =>
    warn(entry, `the answer of \`${entry.key}\` names \`hours.${name}\`: hours.yaml has no such schedule`),
  );
}

function findNearDuplicates(
  index: Index,
  entries: readonly SeedEntry[],
  byKey: ReadonlyMap<string, SeedEntry>,
  lookAlikes: LookAlikes,
): SeedProblem[] {
  return entries.flatMap((entry) =>
    index
      .search(entry.question, 3)
      .filter((hit) => hit.id > entry.key && hit.parts.similarity >= NEAR_DUPLICATE)
      .filter((hit) => !lookAlikes.has(hit.id, entry.key))
      .map((hit) => {
        const other = byKey.get(hit.id);
        const where = other === undefined ? '' : ` (${other.file}:${other.line})`;
        return warn(entry, `“${entry.question}” is nearly “${hit.parts.phrasing}” of \`${hit.id}\`${where}`);
      }),
  );
}

/** Entries that are not the first hit for any of their own wordings: nobody will ever read them. */
function findUnreachable(index: Index, entries: readonly SeedEntry[]): SeedProblem[] {
  return entries
    .filter((entry) =>
      [entry.question, ...entry.similar].every((wording) => index.rank(wording, 1)[0]?.id !== entry.key),
    )
    .map((entry) =>
      warn(entry, `no question finds \`${entry.key}\`: others are nearer to all of its wordings`),
    );
}

/**
 * Leaves out one phrasing at a time: would its entry still be offered, or does another one take it? Between two entries
 * that are both offered the follower chooses, and more wordings are the better help.
 */
function findStrayPhrasings(
  index: Index,
  entries: readonly SeedEntry[],
  lookAlikes: LookAlikes,
): SeedProblem[] {
  const warnings: SeedProblem[] = [];
  for (const entry of entries) {
    const wordings = [entry.question, ...entry.similar];
    if (wordings.length < 2) continue;
    for (const left of wordings) {
      const [question = '', ...similar] = wordings.filter((wording) => wording !== left);
      index.update({ id: entry.key, question, similar });
      const [best, ...others] = index.search(left, OFFERED);
      if (best === undefined || best.score < STRAY_SCORE || lookAlikes.has(best.id, entry.key)) continue;
      if (![best, ...others].some(({ id }) => id === entry.key)) {
        const reason = `“${left}” of \`${entry.key}\` is closer to “${best.parts.phrasing}” of \`${best.id}\``;
        warnings.push(warn(entry, reason));
      }
    }
    index.update(toIndexed(entry));
  }
  return warnings;
}

function warn(entry: SeedEntry, reason: string): SeedProblem {
  return { file: entry.file, line: entry.line, reason };
}

function toIndexed(entry: SeedEntry): Entry {
  return { id: entry.key, question: entry.question, similar: entry.similar };
}
