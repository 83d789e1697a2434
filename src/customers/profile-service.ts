import type { Reader, Transaction } from '../kernel/transaction';
import { dayOf, judgeRights, type Level } from './level';

/** A follower's own data as flows see it (`profile.phone`): nothing known is null. A type, so that it is JSON too. */
export type Profile = {
  name: string | null;
  phone: string | null;
  email: string | null;
  org_name: string | null;
  /** The number that a one-time code confirmed. */
  bound_phone: string | null;
  /** Full name and service code of the unit that the follower is bound to. */
  unit_name: string | null;
  unit_code: string | null;
  /** The last day of its service, YYYY-MM-DD. */
  unit_valid_until: string | null;
  level: Level;
  vip: boolean;
  unit_admin: boolean;
  internal: boolean;
  tad: boolean;
  /** The version of the privacy notice that the follower went on with. */
  privacy_version: string | null;
  /** What guards of flows ask for with `role('…')`. */
  roles: string[];
};

interface ProfileRow {
  name: string | null;
  phone: string | null;
  email: string | null;
  org_name: string | null;
  bound_phone: string | null;
  unit_admin: boolean | number;
  internal: boolean | number;
  tad: boolean | number;
  privacy_version: string | null;
  unit_name: string | null;
  unit_code: string | null;
  valid_until: string | null;
  enabled: boolean | number | null;
}

/** What is known of the follower at the instant `now` (epoch ms). Everybody has at least the role `follower`. */
export async function readProfile(
  from: Pick<Reader, 'query'>,
  followerId: string,
  now: number,
): Promise<Profile> {
  // For every turn: one prepared statement, not a repository.
  const [row] = await from.query<ProfileRow>(
    `SELECT p.name, p.phone, p.email, p.org_name, p.bound_phone, p.unit_admin, p.internal, p.tad, p.privacy_version,
       u.name AS unit_name, u.code AS unit_code, u.valid_until, u.enabled
     FROM follower_profile p LEFT JOIN unit u ON u.id = p.unit_id WHERE p.follower_id = $1`,
    [followerId],
  );
  const unit =
    row?.valid_until == null ? undefined : { enabled: Boolean(row.enabled), validUntil: row.valid_until };
  const rights = judgeRights(
    {
      bound: row?.bound_phone != null,
      unit,
      unitAdmin: Boolean(row?.unit_admin),
      internal: Boolean(row?.internal),
      tad: Boolean(row?.tad),
    },
    dayOf(now),
  );
  return {
    name: row?.name ?? null,
    phone: row?.phone ?? null,
    email: row?.email ?? null,
    org_name: row?.org_name ?? null,
    bound_phone: row?.bound_phone ?? null,
    unit_name: row?.unit_name ?? null,
    unit_code: row?.unit_code ?? null,
    unit_valid_until: row?.valid_until ?? null,
    level: rights.level,
    vip: rights.vip,
    unit_admin: rights.unitAdmin,
    internal: rights.internal,
    tad: rights.tad,
    privacy_version: row?.privacy_version ?? null,
    roles: rights.roles,
  };
}

/** Remembers what the follower gave in a form. What is not given stays as it was. */
export async function rememberProfile(
  tx: Transaction,
  followerId: string,
  given: { name?: string; phone?: string; email?: string; orgName?: string },
  now: number,
): Promise<void> {
  await tx.execute(
    `INSERT INTO follower_profile (follower_id, name, phone, email, org_name, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (follower_id) DO UPDATE SET
       name = COALESCE(excluded.name, follower_profile.name),
       phone = COALESCE(excluded.phone, follower_profile.phone),
       email = COALESCE(excluded.email, follower_profile.email),
       org_name = COALESCE(excluded.org_name, follower_profile.org_name),
       updated_at = excluded.updated_at`,
    [followerId, given.name ?? null, given.phone ?? null, given.email ?? null, given.orgName ?? null, now],
  );
}

/** The follower went on with this version of the privacy notice. Going on with it again changes nothing. */
export async function rememberConsent(
  tx: Transaction,
  followerId: string,
  version: string,
  now: number,
): Promise<void> {
  await tx.execute(
    `INSERT INTO follower_profile (follower_id, privacy_version, privacy_at, updated_at) VALUES ($1, $2, $3, $3)
     ON CONFLICT (follower_id) DO UPDATE SET privacy_version = excluded.privacy_version, privacy_at = excluded.privacy_at
     WHERE follower_profile.privacy_version IS NULL OR follower_profile.privacy_version <> excluded.privacy_version`,
    [followerId, version, now],
  );
}

/** Forgets what the follower told about themselves: after an unsubscribe, and for an erasure. */
export async function forgetProfile(tx: Transaction, followerId: string): Promise<void> {
  await tx.execute('DELETE FROM follower_profile WHERE follower_id = $1', [followerId]);
}
