import { LessThan } from 'typeorm';
import type { Reader, Transaction } from '../kernel/transaction';
import { takeDailyNumber } from '../numbers';
import {
  type Application,
  type ApplicationKind,
  type ApplicationStatus,
  refuseApplication,
} from './application';
import { ApplicationEntity } from './application-entity';
import { dayOf } from './level';
import { readProfile } from './profile-service';
import { bindUnit, findServedUnit, grantRights } from './rights-service';

export type ApplyResult =
  | { ok: true; application: Application }
  | { ok: false; code: 'NOT_BOUND' | 'NO_UNIT' | 'HAS_ALREADY' | 'DUPLICATE' };

export type ReviewResult =
  | { ok: true; application: Application }
  /** `DECIDED`: somebody was faster. `NOT_BOUND`, `NO_UNIT`: what it needs is gone, or was never there. */
  | { ok: false; code: 'NOT_FOUND' | 'DECIDED' | 'NOT_BOUND' | 'NO_UNIT' };

/** Applications for VIP, administrator of a unit and internal staff, and what people decide about them (S3-08). */
export class ApplicationService {
  /** Files an application. The same step of a dialogue files one. */
  async apply(
    tx: Transaction,
    by: { followerId: string; effectKey: string; now: number },
    given: { kind: ApplicationKind; orgName: string | null; note: string | null },
  ): Promise<ApplyResult> {
    const { followerId, effectKey, now } = by;
    const known = await tx.manager.findOneBy(ApplicationEntity, { effectKey });
    if (known !== null) return { ok: true, application: toApplication(known) };
    const { kind } = given;
    const refusal = refuseApplication(kind, await readProfile(tx, followerId, now));
    if (refusal !== undefined) return { ok: false, code: refusal };
    if (await tx.manager.existsBy(ApplicationEntity, { followerId, kind, status: '待审核' }))
      return { ok: false, code: 'DUPLICATE' };
    const row = {
      ...given,
      number: await takeDailyNumber(tx, 'application', now),
      effectKey,
      followerId,
      status: '待审核' as const,
      createdAt: now,
      reviewedAt: null,
      reviewedBy: null,
      reason: null,
    };
    await tx.manager.insert(ApplicationEntity, row);
    return { ok: true, application: toApplication(row as ApplicationEntity) };
  }

  /**
   * Grants what was applied for. VIP puts the follower into the unit with `unitCode` (default: the one they are in), whose
   * code has to be valid today; an administrator is one of the unit that they are in.
   */
  async approve(
    tx: Transaction,
    by: { staffId: string; now: number },
    given: { number: string; unitCode?: string | undefined; reason?: string | undefined },
  ): Promise<ReviewResult> {
    const row = await tx.manager.findOneBy(ApplicationEntity, { number: given.number });
    if (row === null) return { ok: false, code: 'NOT_FOUND' };
    if (row.status !== '待审核') return { ok: false, code: 'DECIDED' };
    const { followerId, kind } = row;
    const profile = await readProfile(tx, followerId, by.now);
    if (profile.bound_phone === null) return { ok: false, code: 'NOT_BOUND' };
    const code = given.unitCode ?? profile.unit_code;
    if (kind !== 'internal') {
      const unit = code === null ? undefined : await findServedUnit(tx, { code });
      if (unit === undefined || (kind === 'vip' && unit.validUntil < dayOf(by.now)))
        return { ok: false, code: 'NO_UNIT' };
      await bindUnit(tx, followerId, unit.id, by.now);
    }
    if (kind === 'unit_admin') await grantRights(tx, followerId, { unitAdmin: true }, by.now);
    if (kind === 'internal') await grantRights(tx, followerId, { internal: true }, by.now);
    return this.decide(tx, row, '已通过', { ...by, reason: given.reason ?? null });
  }

  /** Refuses, with the reason that the follower reads. */
  async refuse(
    tx: Transaction,
    by: { staffId: string; now: number },
    given: { number: string; reason: string },
  ): Promise<ReviewResult> {
    const row = await tx.manager.findOneBy(ApplicationEntity, { number: given.number });
    if (row === null) return { ok: false, code: 'NOT_FOUND' };
    if (row.status !== '待审核') return { ok: false, code: 'DECIDED' };
    return this.decide(tx, row, '未通过', { ...by, reason: given.reason });
  }

  /** Applications, the newest first, those filed before the one with number `before` when it is given. */
  async list(
    reader: Pick<Reader, 'manager'>,
    page: {
      status?: ApplicationStatus | undefined;
      kind?: ApplicationKind | undefined;
      followerId?: string | undefined;
      before?: string | undefined;
      limit: number;
    },
  ): Promise<Application[]> {
    const { status, kind, followerId, before, limit } = page;
    const last =
      before === undefined ? null : await reader.manager.findOneBy(ApplicationEntity, { number: before });
    const rows = await reader.manager.find(ApplicationEntity, {
      where: {
        ...(status === undefined ? {} : { status }),
        ...(kind === undefined ? {} : { kind }),
        ...(followerId === undefined ? {} : { followerId }),
        ...(last === null ? {} : { id: LessThan(last.id) }),
      },
      order: { id: 'DESC' },
      take: limit,
    });
    return rows.map(toApplication);
  }

  private async decide(
    tx: Transaction,
    row: ApplicationEntity,
    status: ApplicationStatus,
    { staffId, now, reason }: { staffId: string; now: number; reason: string | null },
  ): Promise<ReviewResult> {
    const decided = { status, reviewedAt: now, reviewedBy: staffId, reason };
    await tx.manager.update(ApplicationEntity, { id: row.id }, decided);
    return { ok: true, application: toApplication({ ...row, ...decided }) };
  }
}

function toApplication({ id: _, effectKey: __, ...rest }: ApplicationEntity): Application {
  return rest;
}
