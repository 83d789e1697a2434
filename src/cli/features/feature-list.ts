import fs from 'node:fs';
import { z } from 'zod';
import { readYaml } from '../../dialogue/yaml';

const kind = z.enum(['CORE', 'OPS', 'BEYOND']);
const feature = z.strictObject({ id: z.string().regex(/^S\d-\d\d$/), kind, title: z.string().min(1) });
const capability = z.strictObject({
  id: z.string().regex(/^F-\d\d[A-Z]?$/),
  kind,
  title: z.string().min(1),
  rows: z.array(z.string()).min(1),
});
const list = z.strictObject({ features: z.array(feature), capabilities: z.array(capability) });

export type FeatureList = z.output<typeof list>;
export type Feature = FeatureList['features'][number];
export const KINDS = kind.options;

/** Reads `docs/features.yaml`. Throws when it is not of its form. */
export function readFeatureList(file: string): FeatureList {
  const { value, problems } = readYaml(fs.readFileSync(file, 'utf8'));
  const [problem] = problems;
  if (problem !== undefined) throw new Error(`${file}:${problem.line ?? 1}: ${problem.text}`);
  return list.parse(value);
}
