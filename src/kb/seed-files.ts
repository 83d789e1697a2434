import fs from 'node:fs';
import path from 'node:path';
import { AppError } from '../kernel/errors';
import { checkSeeds, type SeedEntry } from './check-seeds';
import { GOLDEN_FILE } from './golden';
import { parseCsvSeeds } from './parse-csv';
import { parseJsonlSeeds } from './parse-jsonl';
import { parseYamlSeeds } from './parse-yaml';
import { describeProblem, type RawEntry, type SeedFile, type SeedProblem } from './seed-file';
import { showPath } from './show-path';

const PARSERS: Record<string, (text: string, file: string) => SeedFile> = {
  '.yaml': parseYamlSeeds,
  '.yml': parseYamlSeeds,
  '.csv': parseCsvSeeds,
  '.jsonl': parseJsonlSeeds,
};

/** Everything in the files and everything wrong with them; nothing is thrown for a bad line. */
export function collectSeeds(paths: readonly string[]): { entries: SeedEntry[]; problems: SeedProblem[] } {
  const raw: RawEntry[] = [];
  const problems: SeedProblem[] = [];
  for (const file of paths.flatMap(listSeedFiles)) {
    const shown = showPath(file);
    if (!fs.existsSync(file)) {
      problems.push({ file: shown, line: 1, reason: 'there is no such file or folder' });
      continue;
    }
    const parser = PARSERS[path.extname(file).toLowerCase()];
    if (parser === undefined) {
      problems.push({ file: shown, line: 1, reason: 'not a seed file: .yaml, .csv or .jsonl' });
      continue;
    }
    const parsed = parser(fs.readFileSync(file, 'utf8'), shown);
    raw.push(...parsed.entries);
    problems.push(...parsed.problems);
  }
  const checked = checkSeeds(raw);
  return { entries: checked.entries, problems: [...problems, ...checked.problems].sort(byPlace) };
}

/**
 * The entries of a seed folder (of its `entries/`, when there is one), or of named files.
 * Throws SEED_INVALID with every problem, one a line, as `file:line: reason`.
 */
export function readSeedFiles(...paths: string[]): SeedEntry[] {
  const { entries, problems } = collectSeeds(paths);
  if (problems.length > 0) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    throw new AppError(
      'SEED_INVALID',
      `${count} in the knowledge files; nothing was changed:\n${problems.map(describeProblem).join('\n')}`,
    );
  }
  return entries;
}

/** The files behind a path, in a stable order. A folder without `entries/` is one of seed files itself. */
function listSeedFiles(target: string): string[] {
  if (!fs.existsSync(target) || !fs.statSync(target).isDirectory()) return [target];
  const inner = path.join(target, 'entries');
  const folder = fs.existsSync(inner) ? inner : target;
  return fs
    .readdirSync(folder)
    .filter((name) => path.extname(name).toLowerCase() in PARSERS && name !== GOLDEN_FILE)
    .sort()
    .map((name) => path.join(folder, name));
}

function byPlace(a: SeedProblem, b: SeedProblem): number {
  return a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;
}
