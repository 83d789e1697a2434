import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { SeedProblem } from './seed-file';
import { showPath } from './show-path';

/** Beside the entries: pairs that look alike and mean different things, so that lint does not ask again. */
export const LOOK_ALIKES_FILE = 'look-alikes.yaml';

const schema = z.array(z.strictObject({ pair: z.tuple([z.string(), z.string()]), why: z.string().min(1) }));

export interface LookAlikes {
  pairs: readonly (readonly [string, string])[];
  has(a: string, b: string): boolean;
  problems: SeedProblem[];
}

/** Reads the list of a seed folder. No file, no pairs. */
export function readLookAlikes(folder: string): LookAlikes {
  const file = path.join(folder, LOOK_ALIKES_FILE);
  const build = (pairs: LookAlikes['pairs'], problems: SeedProblem[] = []): LookAlikes => {
    const names = new Set(pairs.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
    return { pairs, problems, has: (a, b) => names.has(`${a} ${b}`) };
  };
  if (!fs.existsSync(file)) return build([]);
  const refuse = (reason: string) => build([], [{ file: showPath(file), line: 1, reason }]);
  try {
    const read = schema.safeParse(parse(fs.readFileSync(file, 'utf8')));
    if (read.success) return build(read.data.map(({ pair }) => pair));
  } catch (error) {
    return refuse(`not valid YAML: ${String(error).split('\n', 1)[0]}`);
  }
  return refuse('a list of { pair: [KEY, KEY], why: … }');
}
