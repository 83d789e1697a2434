import fs from 'node:fs';
import path from 'node:path';
import { readYaml } from '../dialogue/yaml';
import { AppError } from '../kernel/errors';
import { type CaseFile, type SuiteFile, suiteSchema, type Turn, type Use } from './suite-schema';

/** A turn as it is played: fragments are filled in, and it knows its line in the file. */
export type PlannedTurn = Turn & { line: number };

export interface PlannedCase {
  name: string;
  line: number;
  given: CaseFile['given'];
  talk: PlannedTurn[];
}

export interface Suite extends Omit<SuiteFile, 'cases' | 'fragments'> {
  /** As it was named, for messages. */
  file: string;
  cases: PlannedCase[];
}

type Place = readonly PropertyKey[];

/** Reads a suite. Throws FLOW_INVALID with every problem as `file:line: place: what is wrong`. */
export function loadSuite(text: string, file: string): Suite {
  const yaml = readYaml(text);
  const problems: string[] = yaml.problems.map(({ line, text: said }) => `${file}:${line ?? 1}: ${said}`);
  const lineOf = (place: Place) => yaml.lineOf(place) ?? 1;
  const report = (place: Place, said: string) => {
    const where = place.length === 0 ? '' : `${place.join('.')}: `;
    problems.push(`${file}:${lineOf(place)}: ${where}${said}`);
  };
  refuse(problems);

  const parsed = suiteSchema.safeParse(yaml.value);
  if (!parsed.success) {
    for (const { path: place, message } of parsed.error.issues) report(place, message);
    refuse(problems);
    throw new Error('unreachable: a failed parse has issues');
  }
  const { cases, fragments, ...suite } = parsed.data;
  const planner = new Planner(fragments, lineOf, report);
  const planned = cases.map((one, index) => planner.plan(one, index));
  findTwins(cases, report);
  for (const name of planner.unused()) report(['fragments', name], 'no case uses it: remove it');
  refuse(problems);
  return { ...suite, file, cases: planned };
}

/** Reads all suites of a folder, or the file that is named. Throws FLOW_INVALID. */
export function readSuites(from: string): Suite[] {
  const files = fs.statSync(from).isDirectory()
    ? fs
        .readdirSync(from)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map((name) => path.join(from, name))
    : [from];
  return files.map((file) => loadSuite(fs.readFileSync(file, 'utf8'), file));
}

/** Puts the turns of fragments where they are used. */
class Planner {
  private readonly used = new Set<string>();

  constructor(
    private readonly fragments: Readonly<Record<string, Turn[]>>,
    private readonly lineOf: (place: Place) => number,
    private readonly report: (place: Place, said: string) => void,
  ) {}

  plan(one: CaseFile, index: number): PlannedCase {
    const place = ['cases', index];
    const before = (one.use ?? []).flatMap((use) => this.turnsOf(use, [...place, 'use'], []));
    const talk = this.fill(one.talk, [...place, 'talk'], []);
    return { name: one.name, line: this.lineOf(place), given: one.given, talk: [...before, ...talk] };
  }

  unused(): string[] {
    return Object.keys(this.fragments).filter((name) => !this.used.has(name));
  }

  private fill(turns: readonly Turn[], place: Place, inside: readonly string[]): PlannedTurn[] {
    return turns.flatMap((turn, index) => {
      const at = [...place, index];
      if (turn.use === undefined) return [{ ...turn, line: this.lineOf(at) }];
      return this.turnsOf(turn.use, [...at, 'use'], inside);
    });
  }

  private turnsOf({ fragment, until }: Use, place: Place, inside: readonly string[]): PlannedTurn[] {
    const turns = Object.hasOwn(this.fragments, fragment) ? this.fragments[fragment] : undefined;
    if (turns === undefined) {
      this.report(place, `there is no fragment ${fragment}; there are: ${this.names()}`);
      return [];
    }
    if (inside.includes(fragment)) {
      this.report(place, `the fragment ${fragment} uses itself`);
      return [];
    }
    this.used.add(fragment);
    const filled = this.fill(turns, ['fragments', fragment], [...inside, fragment]);
    if (until === undefined) return filled;
    const last = filled.findIndex(({ bot }) => bot !== undefined && 'asks' in bot && bot.asks === until);
    if (last === -1) this.report(place, `no turn of the fragment ${fragment} has bot: { asks: ${until} }`);
    return filled.slice(0, last + 1);
  }

  private names(): string {
    const names = Object.keys(this.fragments);
    return names.length === 0 ? 'none' : names.join(', ');
  }
}

/** A case is named in reports, so that names have to differ. */
function findTwins(cases: readonly CaseFile[], report: (place: Place, said: string) => void): void {
  const names = cases.map(({ name }) => name);
  names.forEach((name, index) => {
    if (names.indexOf(name) !== index) report(['cases', index, 'name'], `another case is called "${name}"`);
  });
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new AppError('FLOW_INVALID', `The conversation tests cannot be run:\n  ${problems.join('\n  ')}`);
  }
}
