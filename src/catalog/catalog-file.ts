import { z } from 'zod';
import { readYaml, type YamlFile } from '../kernel/yaml-file';
import type { Catalog, Option } from './catalog';

/** Names become labels of numbered menus, where WeChat leaves little room. */
const name = z.string().trim().min(1, 'must not be empty').max(20, 'must have at most 20 characters');

const fields = { name, aliases: z.array(name).max(20).default([]) };
const item = z.strictObject(fields);

const items = <Item extends z.ZodType<{ name: string }>>(schema: Item) =>
  z
    .array(schema)
    .min(1, 'must have at least one entry')
    .superRefine((list, context) => {
      const seen = new Set<string>();
      list.forEach(({ name: value }, index) => {
        if (seen.has(value))
          context.addIssue({ code: 'custom', path: [index, 'name'], message: `${value} is used twice` });
        seen.add(value);
      });
    });

const catalogFileSchema = z.strictObject({
  service_types: items(item),
  products: items(z.strictObject({ ...fields, models: items(item) })),
  problem_classes: items(z.strictObject({ ...fields, problems: items(item) })),
});

const toOption = ({ name: value, aliases }: z.output<typeof item>): Option => ({
  value,
  label: value,
  aliases,
});

/** Reads `catalog.yaml`. Throws SEED_INVALID with every problem as `file:line`. */
export function parseCatalog(file: YamlFile): Catalog {
  const data = readYaml(file, catalogFileSchema);
  return {
    serviceTypes: data.service_types.map(toOption),
    products: data.products.map(({ models, ...product }) => ({
      ...toOption(product),
      models: models.map(toOption),
    })),
    problemClasses: data.problem_classes.map(({ problems, ...problemClass }) => ({
      ...toOption(problemClass),
      problems: problems.map(toOption),
    })),
  };
}
