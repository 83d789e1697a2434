import { DateTime } from 'luxon';
import { z } from 'zod';
import { readYaml, type YamlFile } from '../kernel/yaml-file';
import { RESPONSE_LEVELS, type ResponseLevel } from './unit-entity';
import { canonicalUnitName } from './unit-name';

/** A unit as the seed file gives it. */
export interface UnitSeed {
  name: string;
  code: string;
  level: ResponseLevel;
  /** YYYY-MM-DD */
  validUntil: string;
  enabled: boolean;
}

const unitsFileSchema = z.strictObject({
  units: z.array(
    z.strictObject({
      name: z.string().trim().min(2, 'must be the full name').max(80, 'must have at most 80 characters'),
      code: z.string().regex(/^[A-Z0-9]{4,20}$/, 'must be 4 to 20 capital letters and digits'),
      level: z.enum(RESPONSE_LEVELS).default('标准'),
      valid_until: z
        .string()
        .refine(
          (date) => DateTime.fromFormat(date, 'yyyy-MM-dd').isValid,
          'must be a date such as 2027-12-31',
        ),
      enabled: z.boolean().default(true),
    }),
  ),
});

/** Reads `units.yaml`. Throws SEED_INVALID with every problem as `file:line`. */
export function parseUnits(file: YamlFile): UnitSeed[] {
  const data = readYaml(
    file,
    unitsFileSchema.superRefine(({ units }, context) => {
      const names = units.map(({ name }) => canonicalUnitName(name));
      const codes = units.map(({ code }) => code);
      units.forEach((_, index) => {
        const complain = (field: string) =>
          context.addIssue({ code: 'custom', path: ['units', index, field], message: 'is used twice' });
        if (names.indexOf(names[index] ?? '') !== index) complain('name');
        if (codes.indexOf(codes[index] ?? '') !== index) complain('code');
      });
    }),
  );
  return data.units.map(({ valid_until: validUntil, ...unit }) => ({ ...unit, validUntil }));
}
