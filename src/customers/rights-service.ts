import type { Transaction } from '../kernel/transaction';
import { unitNameDigest } from './unit-name';

/** Rights that people grant. They count for nothing without a confirmed phone (and, the first, a unit). */
export interface GrantedRights {
  unitAdmin?: boolean | undefined;
  internal?: boolean | undefined;
  tad?: boolean | undefined;
}

/**
 * Notes that the follower has this phone. A number has one owner: whoever had it before, on another WeChat account, is
 * a mere follower again and keeps neither unit nor rights.
 */
export async function bindPhone(
  tx: Transaction,
  followerId: string,
  phone: string,
  now: number,
): Promise<void> {
  const owners = await tx.query<{ follower_id: string }>(
    'SELECT follower_id FROM follower_profile WHERE bound_phone = $1 AND follower_id <> $2',
    [phone, followerId],
  );
  for (const owner of owners) await unbind(tx, owner.follower_id, now);
  await tx.execute(
    `INSERT INTO follower_profile (follower_id, phone, bound_phone, bound_at, updated_at) VALUES ($1, $2, $2, $3, $3)
     ON CONFLICT (follower_id) DO UPDATE SET
       phone = excluded.phone, bound_phone = excluded.bound_phone, bound_at = excluded.bound_at, updated_at = excluded.updated_at`,
    [followerId, phone, now],
  );
}

/** Takes the confirmed phone from the follower, and with it their unit and every right. */
export async function unbind(tx: Transaction, followerId: string, now: number): Promise<void> {
  await tx.execute(
    `UPDATE follower_profile SET bound_phone = NULL, bound_at = NULL, unit_id = NULL, unit_admin = $2, internal = $2,
       tad = $2, updated_at = $3 WHERE follower_id = $1`,
    [followerId, false, now],
  );
}

/** Puts the follower into a unit, or into none. Who changes it is administrator of neither. */
export async function bindUnit(
  tx: Transaction,
  followerId: string,
  unitId: number | null,
  now: number,
): Promise<void> {
  await tx.execute(
    `INSERT INTO follower_profile (follower_id, unit_id, updated_at) VALUES ($1, $2, $3)
     ON CONFLICT (follower_id) DO UPDATE SET
       unit_admin = CASE WHEN follower_profile.unit_id = excluded.unit_id THEN follower_profile.unit_admin ELSE $4 END,
       unit_id = excluded.unit_id, updated_at = excluded.updated_at`,
    [followerId, unitId, now, false],
  );
}

/** Gives or takes rights; what is not named stays. False: the follower has no profile to have rights in. */
export async function grantRights(
  tx: Transaction,
  followerId: string,
  { unitAdmin, internal, tad }: GrantedRights,
  now: number,
): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE follower_profile SET unit_admin = COALESCE($2, unit_admin), internal = COALESCE($3, internal),
       tad = COALESCE($4, tad), updated_at = $5 WHERE follower_id = $1`,
    [followerId, unitAdmin ?? null, internal ?? null, tad ?? null, now],
  );
  return changed > 0;
}

/** The enabled unit with exactly this full name; its row has null values when there is none. */
export async function findServedUnit(
  tx: Pick<Transaction, 'query'>,
  by: { name: string } | { code: string },
): Promise<{ id: number; name: string; code: string; validUntil: string } | undefined> {
  const [column, value] = 'name' in by ? ['name_digest', unitNameDigest(by.name)] : ['code', by.code];
  const [row] = await tx.query<{ id: number | null; name: string; code: string; valid_until: string }>(
    `SELECT unit.id, unit.name, unit.code, unit.valid_until FROM (SELECT 1 AS one) AS always
     LEFT JOIN unit ON unit.${column} = $1 AND unit.enabled = $2`,
    [value, true],
  );
  return row?.id == null
    ? undefined
    : { id: row.id, name: row.name, code: row.code, validUntil: row.valid_until };
}
