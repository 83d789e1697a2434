import { dayOf, type LookupGuard } from '../customers';
import type { Transaction } from '../kernel/transaction';
import { type Device, judgeWarranty, type Warranty } from './device';
import { DeviceEntity } from './device-entity';
import { toDevice } from './device-rows';
import { deviceDigest } from './serial-no';

/** What a follower gets for the serial number of a device and the phone left at its purchase. */
export type WarrantyLookup =
  | { ok: true; device: Device; warranty: Warranty }
  | { ok: false; code: 'MISS' | 'RATE_LIMITED' };

/**
 * Warranties by serial number and contact, which must both be right (S1-06). An unknown number and a wrong phone are one
 * and the same MISS and cost the same: one read of the follower's past, one search by the digest of both, one read by id
 * (of no row on a miss), one audit row.
 */
export class WarrantyService {
  constructor(private readonly guard: LookupGuard) {}

  async lookUp(
    tx: Transaction,
    asked: { followerId: string; serialNo: string; phone: string; now: number },
  ): Promise<WarrantyLookup> {
    const { followerId, now } = asked;
    const digest = deviceDigest(asked.serialNo, asked.phone);
    if (!(await this.guard.admits(tx, followerId, now))) {
      await this.guard.record(tx, { followerId, asked: digest, found: null, limited: true, now });
      return { ok: false, code: 'RATE_LIMITED' };
    }
    // One row in any case: its values are null on a miss.
    const [match] = await tx.query<{ id: number | null; serial_no: string | null }>(
      `SELECT device.id, device.serial_no FROM (SELECT 1 AS one) AS always
       LEFT JOIN device ON device.access_digest = $1`,
      [digest],
    );
    const row = await tx.manager.findOneBy(DeviceEntity, { id: match?.id ?? 0 });
    await this.guard.record(tx, { followerId, asked: digest, found: match?.serial_no ?? null, now });
    if (row === null) return { ok: false, code: 'MISS' };
    const device = toDevice(row);
    return { ok: true, device, warranty: judgeWarranty(device, dayOf(now)) };
  }
}
