import type { Reader, Transaction } from '../kernel/transaction';
import { type ResponseLevel, UnitEntity } from './unit-entity';
import { unitNameDigest } from './unit-name';
import type { UnitSeed } from './units-file';

/** A customer as staff see it. */
export interface Unit {
  code: string;
  name: string;
  level: ResponseLevel;
  /** YYYY-MM-DD */
  validUntil: string;
  enabled: boolean;
  /** Epoch milliseconds. */
  updatedAt: number;
}

/** Fills an empty table; one with anything in it is left alone. Returns whether it was empty. */
export async function seedUnitsWhenEmpty(
  tx: Transaction,
  units: readonly UnitSeed[],
  now: number,
): Promise<boolean> {
  if (units.length === 0 || (await tx.manager.existsBy(UnitEntity, {}))) return false;
  await tx.manager.insert(
    UnitEntity,
    units.map((unit) => ({ ...unit, nameDigest: unitNameDigest(unit.name), createdAt: now, updatedAt: now })),
  );
  return true;
}

/** The unit with exactly this full name, disabled ones included. For staff: nothing is limited or audited. */
export async function findUnitByName(from: Pick<Reader, 'manager'>, name: string): Promise<Unit | undefined> {
  const row = await from.manager.findOneBy(UnitEntity, { nameDigest: unitNameDigest(name) });
  return row === null ? undefined : toUnit(row);
}

/** Units by code, those after `after`; `search` looks for a part of the name or code. For staff only. */
export async function listUnits(
  reader: Reader,
  page: { search?: string | undefined; after?: string | undefined; limit: number },
): Promise<Unit[]> {
  const query = reader.manager.createQueryBuilder(UnitEntity, 'unit').orderBy('unit.code').take(page.limit);
  if (page.after !== undefined) query.andWhere('unit.code > :after', { after: page.after });
  if (page.search !== undefined) {
    query.andWhere(`(unit.name LIKE :search ESCAPE '\\' OR unit.code LIKE :search ESCAPE '\\')`, {
      search: `%${page.search.replace(/[\\%_]/g, '\\$&')}%`,
    });
  }
  return (await query.getMany()).map(toUnit);
}

/** Adds a unit. TAKEN: there is one with this name (in its canonical form) or this code. */
export async function createUnit(
  tx: Transaction,
  unit: UnitSeed,
  now: number,
): Promise<{ ok: true; unit: Unit } | { ok: false; code: 'TAKEN' }> {
  const nameDigest = unitNameDigest(unit.name);
  if (await tx.manager.existsBy(UnitEntity, [{ nameDigest }, { code: unit.code }]))
    return { ok: false, code: 'TAKEN' };
  await tx.manager.insert(UnitEntity, { ...unit, nameDigest, createdAt: now, updatedAt: now });
  return { ok: true, unit: { ...unit, updatedAt: now } };
}

/** Changes what an administrator may change. Undefined: no such unit. */
export async function changeUnit(
  tx: Transaction,
  code: string,
  changes: {
    level?: ResponseLevel | undefined;
    validUntil?: string | undefined;
    enabled?: boolean | undefined;
  },
  now: number,
): Promise<Unit | undefined> {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  await tx.manager.update(UnitEntity, { code }, { ...given, updatedAt: now });
  const row = await tx.manager.findOneBy(UnitEntity, { code });
  return row === null ? undefined : toUnit(row);
}

function toUnit({ code, name, level, validUntil, enabled, updatedAt }: UnitEntity): Unit {
  return { code, name, level, validUntil, enabled, updatedAt };
}
