import type { Transaction } from '../kernel/transaction';
import { type ImportReport, importEntries } from './import-entries';
import { KbEntryEntity } from './kb-entry-entity';
import { readSeedFiles } from './seed-files';

/**
 * Fills an empty table from a seed folder; a table with anything in it is never touched, so that what was retired stays
 * retired. Returns undefined when there was something already. Throws SEED_INVALID when a file is wrong.
 */
export async function seedWhenEmpty(
  tx: Transaction,
  folder: string,
  now: number,
): Promise<ImportReport | undefined> {
  if (await tx.manager.existsBy(KbEntryEntity, {})) return undefined;
  return importEntries(tx, readSeedFiles(folder), { force: false, now });
}
