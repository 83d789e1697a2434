import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { dateSpans } from '../hours';
import { readYaml, type YamlFile } from '../kernel/yaml-file';
import type { Resource } from './resource';

/** A resource as the seed file gives it. */
export type ResourceSeed = Omit<Resource, 'id'>;

const MINUTES_A_DAY = 1_440;

const resource = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be a name such as remote_support'),
  name: z.string().trim().min(1, 'must not be empty').max(20, 'must have at most 20 characters'),
  products: z.union(
    [z.literal('all'), z.array(z.string()).min(1, 'must be all, or name at least one product')],
    {
      error: 'must be all, or a list of products of catalog.yaml',
    },
  ),
  schedule: z.string(),
  slot_minutes: z.number().int().min(5).max(MINUTES_A_DAY),
  capacity: z.number().int().min(1).max(1_000),
  min_notice_minutes: z
    .number()
    .int()
    .min(0)
    .max(30 * MINUTES_A_DAY),
  horizon_days: z.number().int().min(0).max(90),
  blackout: dateSpans.default(new Set()),
  enabled: z.boolean().default(true),
});

/** What a resource has to go by: schedules of `hours.yaml`, products of `catalog.yaml`. */
export interface KnownNames {
  schedules: ReadonlySet<string>;
  products: ReadonlySet<string>;
}

/** Reads `resources.yaml` of a folder. Without the file nothing can be booked. */
export function loadResources(folder: string, known: KnownNames): ResourceSeed[] {
  const name = path.join(folder, 'resources.yaml');
  return fs.existsSync(name) ? parseResources({ name, text: fs.readFileSync(name, 'utf8') }, known) : [];
}

/**
 * Reads `resources.yaml`, given the schedules and products that there are. Throws SEED_INVALID with every problem as
 * `file:line`.
 */
export function parseResources(file: YamlFile, known: KnownNames): ResourceSeed[] {
  const schema = z.strictObject({ resources: z.array(resource) }).superRefine(({ resources }, context) => {
    const keys = resources.map(({ key }) => key);
    resources.forEach(({ key, schedule, products }, index) => {
      const complain = (message: string, ...path: (string | number)[]) =>
        context.addIssue({ code: 'custom', path: ['resources', index, ...path], message });
      if (keys.indexOf(key) !== index) complain(`${key} is used twice`, 'key');
      if (!known.schedules.has(schedule)) complain(`${schedule} is not a schedule of hours.yaml`, 'schedule');
      if (products === 'all') return;
      products.forEach((product, place) => {
        if (!known.products.has(product))
          complain(`${product} is not a product of catalog.yaml`, 'products', place);
      });
    });
  });
  return readYaml(file, schema).resources.map(({ products, blackout, ...item }) => ({
    key: item.key,
    name: item.name,
    products: products === 'all' ? [] : products,
    schedule: item.schedule,
    slotMinutes: item.slot_minutes,
    capacity: item.capacity,
    minNoticeMinutes: item.min_notice_minutes,
    horizonDays: item.horizon_days,
    blackout: [...blackout],
    enabled: item.enabled,
  }));
}
