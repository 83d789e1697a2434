import { AppError } from '../kernel/errors';
import type { Reader, Transaction } from '../kernel/transaction';
import type { Resource } from './resource';
import { AppointmentResourceEntity } from './resource-entity';
import type { ResourceSeed } from './resources-file';

/** Fills an empty table; one with anything in it is left alone. Returns whether it was empty. */
export async function seedResourcesWhenEmpty(
  tx: Transaction,
  seeds: readonly ResourceSeed[],
): Promise<boolean> {
  if (seeds.length === 0 || (await tx.manager.existsBy(AppointmentResourceEntity, {}))) return false;
  await tx.manager.insert(AppointmentResourceEntity, [...seeds]);
  return true;
}

/** All resources, in the order of the file. */
export async function listResources(from: Pick<Reader, 'manager'>): Promise<Resource[]> {
  return from.manager.find(AppointmentResourceEntity, { order: { id: 'ASC' } });
}

/** Throws SEED_INVALID when a stored resource goes by opening hours that are no longer in the file. */
export async function checkResources(
  from: Pick<Reader, 'manager'>,
  schedules: ReadonlySet<string>,
): Promise<void> {
  const lost = (await listResources(from)).filter(({ schedule }) => !schedules.has(schedule));
  if (lost.length === 0) return;
  const names = lost.map(({ key, schedule }) => `${key} (${schedule})`).join(', ');
  throw new AppError(
    'SEED_INVALID',
    `Resources that can be booked go by schedules that data/hours.yaml in KB_SEED_DIR does not have: ${names}. Add them to the file.`,
  );
}
