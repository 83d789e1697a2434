import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readYaml, refuse, type YamlFile } from '../kernel/yaml-file';
import type { Outlet } from './outlet';

const line = z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters');

const outletSchema = z.strictObject({
  name: line,
  city: line.max(10, 'must be the bare name of a city, such as 上海'),
  address: line,
  phone: line,
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  schedule: z.string().default('standard'),
});

/** Reads `outlets.yaml` of a folder. Throws SEED_INVALID with every problem as `file:line`. */
export function loadOutlets(folder: string, schedules: ReadonlySet<string>): Outlet[] {
  const name = path.join(folder, 'outlets.yaml');
  if (!fs.existsSync(name)) refuse([`${name}: is missing`]);
  return parseOutlets({ name, text: fs.readFileSync(name, 'utf8') }, schedules);
}

/** The same from a text. */
export function parseOutlets(file: YamlFile, schedules: ReadonlySet<string>): Outlet[] {
  const schema = z.strictObject({
    outlets: z.array(outletSchema).superRefine((outlets, context) => {
      for (const [index, { schedule }] of outlets.entries()) {
        if (schedules.has(schedule)) continue;
        const message = `${schedule} is not a schedule of hours.yaml`;
        context.addIssue({ code: 'custom', path: [index, 'schedule'], message });
      }
    }),
  });
  return readYaml(file, schema).outlets;
}
