import { dayOf } from '../customers';
import { normalisePhone } from '../kernel/phone';
import type { Reader, Transaction } from '../kernel/transaction';
import type { Device, WarrantyState } from './device';
import { DeviceEntity } from './device-entity';
import { toColumns, toDevice } from './device-rows';
import { forgottenDigest } from './forget-contacts';
import { canonicalSerialNo } from './serial-no';

/** A device as staff see it. */
export interface StoredDevice extends Device {
  /** Epoch milliseconds. */
  updatedAt: number;
}

/** What administrators change by hand; the serial number is what a device is known by. */
export type DevicePatch = { [Field in keyof Omit<Device, 'serialNo'>]?: Device[Field] | undefined };

/** Devices in the order of serial numbers, those after `after`; `search` is a part of number or buyer, or the whole phone. */
export async function listDevices(
  reader: Reader,
  page: {
    search?: string | undefined;
    state?: WarrantyState | undefined;
    after?: string | undefined;
    limit: number;
  },
  now: number,
): Promise<StoredDevice[]> {
  const today = dayOf(now);
  const query = reader.manager
    .createQueryBuilder(DeviceEntity, 'device')
    .orderBy('device.serialKey')
    .take(page.limit);
  if (page.after !== undefined)
    query.andWhere('device.serialKey > :after', { after: canonicalSerialNo(page.after) });
  if (page.state === 'not_started') query.andWhere('device.warrantyStart > :today', { today });
  if (page.state === 'expired') query.andWhere('device.warrantyEnd < :today', { today });
  if (page.state === 'active')
    query.andWhere('device.warrantyStart <= :today AND device.warrantyEnd >= :today', { today });
  if (page.search !== undefined) {
    const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    const key = canonicalSerialNo(page.search);
    query.andWhere(
      `(device.buyerName LIKE :name ESCAPE '\\' OR device.contactPhone = :phone
        OR (:key <> '%%' AND device.serialKey LIKE :key ESCAPE '\\'))`,
      { name: like(page.search), phone: normalisePhone(page.search) || '-', key: like(key) },
    );
  }
  return (await query.getMany()).map(toStored);
}

export async function readDevice(
  from: Pick<Reader, 'manager'>,
  serialNo: string,
): Promise<StoredDevice | undefined> {
  const row = await from.manager.findOneBy(DeviceEntity, { serialKey: canonicalSerialNo(serialNo) });
  return row === null ? undefined : toStored(row);
}

/** Changes a device. `WRONG_SPAN`: its warranty would end before it begins. */
export async function changeDevice(
  tx: Transaction,
  serialNo: string,
  patch: DevicePatch,
  now: number,
): Promise<{ ok: true; device: StoredDevice } | { ok: false; code: 'NOT_FOUND' | 'WRONG_SPAN' }> {
  const before = await readDevice(tx, serialNo);
  if (before === undefined) return { ok: false, code: 'NOT_FOUND' };
  const { updatedAt: _, ...known } = before;
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const after: Device = { ...known, ...given };
  if (after.warrantyEnd < after.warrantyStart) return { ok: false, code: 'WRONG_SPAN' };
  const columns = toColumns(after);
  // A device whose contact was forgotten is found by nobody until it has one again.
  if (after.contactPhone === '') columns.accessDigest = forgottenDigest(columns.serialKey);
  await tx.manager.update(DeviceEntity, { serialKey: columns.serialKey }, { ...columns, updatedAt: now });
  return { ok: true, device: { ...after, updatedAt: now } };
}

function toStored(row: DeviceEntity): StoredDevice {
  return { ...toDevice(row), updatedAt: row.updatedAt };
}
