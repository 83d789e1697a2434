import type { Transaction } from '../kernel/transaction';
import type { LookupGuard } from './lookup-guard';
import { readProfile, rememberProfile } from './profile-service';
import { bindUnit, findServedUnit } from './rights-service';
import { canonicalUnitName } from './unit-name';

export type UnitBinding =
  | { ok: true; vip: boolean; validUntil: string }
  | { ok: false; code: 'MISS' | 'RATE_LIMITED' | 'NOT_BOUND' };

const CODE = /^[A-Z0-9]{4,20}$/;

/**
 * Puts a follower into the unit that they name by its exact full name or its service code. As with service codes, a near
 * miss, an unknown name and a disabled unit are one MISS. Nothing about the unit is told that the follower did not say:
 * codes are numbered, and who tries them shall not collect names.
 */
export class UnitBindingService {
  constructor(private readonly guard: LookupGuard) {}

  async bind(
    tx: Transaction,
    asked: { followerId: string; unit: string; now: number },
  ): Promise<UnitBinding> {
    const { followerId, now } = asked;
    const before = await readProfile(tx, followerId, now);
    if (before.bound_phone === null) return { ok: false, code: 'NOT_BOUND' };
    const name = canonicalUnitName(asked.unit);
    const code = name.toUpperCase();
    if (!(await this.guard.admits(tx, followerId, now))) {
      await this.guard.record(tx, { followerId, asked: name, found: null, limited: true, now });
      return { ok: false, code: 'RATE_LIMITED' };
    }
    const byCode = CODE.test(code);
    const unit = await findServedUnit(tx, byCode ? { code } : { name });
    await this.guard.record(tx, { followerId, asked: name, found: unit?.code ?? null, now });
    if (unit === undefined) return { ok: false, code: 'MISS' };
    await bindUnit(tx, followerId, unit.id, now);
    if (!byCode) await rememberProfile(tx, followerId, { orgName: unit.name }, now);
    const after = await readProfile(tx, followerId, now);
    return { ok: true, vip: after.vip, validUntil: after.unit_valid_until ?? '' };
  }
}
