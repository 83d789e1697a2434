import fs from 'node:fs';
import path from 'node:path';
import { decodeText } from '../kernel/decode-text';
import { AppError } from '../kernel/errors';
import { checkSeeds, type SeedEntry } from './check-seeds';
import { GOLDEN_FILE } from './golden';
import { parseCsvSeeds } from './parse-csv';
import { parseHtmlSeeds } from './parse-html';
import { parseJsonlSeeds } from './parse-jsonl';
import { parseMarkdownSeeds } from './parse-markdown';
import { parseXlsxSeeds } from './parse-xlsx';
import { parseYamlSeeds } from './parse-yaml';
import { describeProblem, type SeedFile, type SeedProblem } from './seed-file';
import { showPath } from './show-path';

const PARSERS: Record<string, (text: string, file: string) => SeedFile> = {
  '.yaml': parseYamlSeeds,
  '.yml': parseYamlSeeds,
  '.csv': parseCsvSeeds,
  '.jsonl': parseJsonlSeeds,
  '.md': parseMarkdownSeeds,
  '.markdown': parseMarkdownSeeds,
  '.html': parseHtmlSeeds,
  '.htm': parseHtmlSeeds,
};
const WORKBOOK = '.xlsx';

/** Files by name, in the order in which they are read. */
export interface SeedSource {
  /** As problems name it; its ending says what it is. */
  name: string;
  bytes: Uint8Array;
}

export interface CollectedSeeds {
  entries: SeedEntry[];
  problems: SeedProblem[];
}

/** Everything in the files and everything wrong with them, of every kind of file; nothing is thrown for a bad line. */
export async function collectAllSeeds(paths: readonly string[]): Promise<CollectedSeeds> {
  const { sources, problems } = openFiles(paths, [...Object.keys(PARSERS), WORKBOOK]);
  return parseSources(sources, problems);
}

/** The same for files that are in memory, as an upload is. */
export async function parseSources(
  sources: readonly SeedSource[],
  problems: readonly SeedProblem[] = [],
): Promise<CollectedSeeds> {
  const files: SeedFile[] = [];
  for (const { name, bytes } of sources) {
    const isWorkbook = path.extname(name).toLowerCase() === WORKBOOK;
    files.push(isWorkbook ? await parseXlsxSeeds(bytes, name) : parseText(name, bytes));
  }
  return check(files, problems);
}

/** Like `collectAllSeeds` for files that are text, at once: Excel workbooks are refused by name, and passed over in folders. */
export function collectSeeds(paths: readonly string[]): CollectedSeeds {
  const { sources, problems } = openFiles(paths, Object.keys(PARSERS));
  return check(
    sources.map(({ name, bytes }) => parseText(name, bytes)),
    problems,
  );
}

function check(files: readonly SeedFile[], problems: readonly SeedProblem[]): CollectedSeeds {
  const checked = checkSeeds(files.flatMap((file) => file.entries));
  const all = [...problems, ...files.flatMap((file) => file.problems), ...checked.problems];
  return { entries: checked.entries, problems: all.sort(byPlace) };
}

function parseText(name: string, bytes: Uint8Array): SeedFile {
  const parser = PARSERS[path.extname(name).toLowerCase()];
  const refuse = (reason: string) => ({ entries: [], problems: [{ file: name, line: 1, reason }] });
  if (parser === undefined) return refuse('not a seed file: .yaml, .csv, .jsonl, .xlsx, .md or .html');
  const text = decodeText(bytes);
  return text === undefined
    ? refuse('neither UTF-8 nor GB 18030: save the file as UTF-8')
    : parser(text, name);
}

function openFiles(
  paths: readonly string[],
  endings: readonly string[],
): { sources: SeedSource[]; problems: SeedProblem[] } {
  const problems: SeedProblem[] = [];
  const sources = paths
    .flatMap((target) => listSeedFiles(target, endings))
    .flatMap((file) => {
      if (fs.existsSync(file)) return [{ name: showPath(file), bytes: fs.readFileSync(file) }];
      problems.push({ file: showPath(file), line: 1, reason: 'there is no such file or folder' });
      return [];
    });
  return { sources, problems };
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
function listSeedFiles(target: string, endings: readonly string[]): string[] {
  if (!fs.existsSync(target) || !fs.statSync(target).isDirectory()) return [target];
  const inner = path.join(target, 'entries');
  const folder = fs.existsSync(inner) ? inner : target;
  return fs
    .readdirSync(folder)
    .filter((name) => endings.includes(path.extname(name).toLowerCase()))
    .filter((name) => name !== GOLDEN_FILE && !/^readme\./i.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

function byPlace(a: SeedProblem, b: SeedProblem): number {
  return a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;
}
