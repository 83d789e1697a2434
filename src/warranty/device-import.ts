import { In } from 'typeorm';
import type { Transaction } from '../kernel/transaction';
import type { Device } from './device';
import { DeviceEntity } from './device-entity';
import { toColumns } from './device-rows';

export interface ImportReport {
  added: number;
  updated: number;
  unchanged: number;
}

/** Rows that one statement reads or writes. */
const BATCH = 500;

/** Fills an empty table; one with anything in it is left alone. Returns whether it was empty. */
export async function seedDevicesWhenEmpty(
  tx: Transaction,
  devices: readonly Device[],
  now: number,
): Promise<boolean> {
  if (devices.length === 0 || (await tx.manager.existsBy(DeviceEntity, {}))) return false;
  await importDevices(tx, devices, { now });
  return true;
}

/**
 * Adds the devices that are not there and brings the others to what is given, by serial number; what is not named stays. A
 * dry run only counts.
 */
export async function importDevices(
  tx: Transaction,
  devices: readonly Device[],
  { now, dryRun = false }: { now: number; dryRun?: boolean },
): Promise<ImportReport> {
  const report = { added: 0, updated: 0, unchanged: 0 };
  for (let from = 0; from < devices.length; from += BATCH) {
    const given = devices.slice(from, from + BATCH).map(toColumns);
    const rows = await tx.manager.findBy(DeviceEntity, {
      serialKey: In(given.map(({ serialKey }) => serialKey)),
    });
    const known = new Map(rows.map((row) => [row.serialKey, row]));
    const added = given.filter(({ serialKey }) => !known.has(serialKey));
    const updated = given.filter((device) => {
      const row = known.get(device.serialKey);
      return (
        row !== undefined && Object.entries(device).some(([name, value]) => row[name as never] !== value)
      );
    });
    report.added += added.length;
    report.updated += updated.length;
    report.unchanged += given.length - added.length - updated.length;
    if (dryRun) continue;
    if (added.length > 0) {
      await tx.manager.insert(
        DeviceEntity,
        added.map((device) => ({ ...device, createdAt: now, updatedAt: now })),
      );
    }
    for (const device of updated)
      await tx.manager.update(DeviceEntity, { serialKey: device.serialKey }, { ...device, updatedAt: now });
  }
  return report;
}
