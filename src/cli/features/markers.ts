import fs from 'node:fs';
import path from 'node:path';
import { readYaml } from '../../dialogue/yaml';

/** A test that says that it asserts a feature. */
export interface Marker {
  id: string;
  /** Relative to the folder that was read. */
  file: string;
  line: number;
  /** Name of the test or case, or of the suite when the marker stands for all of it. */
  test: string;
}

const COVERS = /@covers\b([^*\n]*)/g;
const ID = /\b(?:S\d-\d\d|F-\d\d[A-Z]?)\b/g;
/** The next test or group after a comment, with the beginning of its name: `it('…`, or `)('…` behind a table. */
const TEST = /(?:\b(?:it|test|describe)\(|\)\()\s*(['"`])([^\n]*?)\1/;
/** Names of a table's tests stand behind the table. */
const NAME_WITHIN = 3_000;

/** All markers below a folder: `@covers S1-12 S2-16` in tests, `covers: [S1-12]` in conversation suites and cases. */
export function collectMarkers(folder: string): Marker[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .flatMap((file) => {
      const full = path.join(folder, file);
      if (file.endsWith('.test.ts')) return inTest(fs.readFileSync(full, 'utf8'), file);
      if (file.endsWith('.yaml')) return inSuite(fs.readFileSync(full, 'utf8'), file);
      return [];
    });
}

function inTest(text: string, file: string): Marker[] {
  return [...text.matchAll(COVERS)].flatMap((found) => {
    const behind = text.slice(found.index + found[0].length, found.index + found[0].length + NAME_WITHIN);
    const test = TEST.exec(behind)?.[2] ?? path.basename(file);
    const line = text.slice(0, found.index).split('\n').length;
    return (found[1]?.match(ID) ?? []).map((id) => ({ id, file, line, test }));
  });
}

interface SuiteShape {
  suite?: unknown;
  covers?: unknown;
  cases?: { name?: unknown; covers?: unknown }[];
}

function inSuite(text: string, file: string): Marker[] {
  const { value, lineOf } = readYaml(text);
  if (typeof value !== 'object' || value === null) return [];
  const { suite, covers, cases } = value as SuiteShape;
  const mark = (ids: unknown, place: PropertyKey[], test: unknown) =>
    Array.isArray(ids)
      ? ids.map((id) => ({ id: String(id), file, line: lineOf(place) ?? 1, test: String(test ?? file) }))
      : [];
  const ofCases = Array.isArray(cases)
    ? cases.flatMap((one, index) => mark(one?.covers, ['cases', index, 'covers'], one?.name))
    : [];
  return [...mark(covers, ['covers'], suite), ...ofCases];
}
