import type { Reader, Transaction } from '../kernel/transaction';

/** A follower's own data as flows see it (`profile.phone`): nothing known is null. A type, so that it is JSON too. */
export type Profile = {
  name: string | null;
  phone: string | null;
  email: string | null;
  org_name: string | null;
  /** What guards of flows ask for with `role('…')`. */
  roles: string[];
};

/** What is known of the follower. Everybody has the role `follower`; accounts may add others. */
export async function readProfile(from: Pick<Reader, 'query'>, followerId: string): Promise<Profile> {
  // For every turn: one prepared statement, not a repository.
  const [row] = await from.query<Omit<Profile, 'roles'>>(
    'SELECT name, phone, email, org_name FROM follower_profile WHERE follower_id = $1',
    [followerId],
  );
  return { name: null, phone: null, email: null, org_name: null, ...row, roles: ['follower'] };
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

/** Forgets what the follower told about themselves: after an unsubscribe, and for an erasure. */
export async function forgetProfile(tx: Transaction, followerId: string): Promise<void> {
  await tx.execute('DELETE FROM follower_profile WHERE follower_id = $1', [followerId]);
}
