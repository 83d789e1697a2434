import type { Reader, Transaction } from '../kernel/transaction';
import type { Application } from './application';
import type { ApplicationService } from './application-service';
import { FollowerEntity } from './follower-entity';
import { type Profile, readProfile } from './profile-service';
import { type GrantedRights, grantRights } from './rights-service';

/** A follower as staff see them. */
export interface FollowerCard {
  id: string;
  subscribed: boolean;
  remark: string;
  /** Epoch milliseconds. */
  createdAt: number;
  profile: Profile;
  /** The newest first. */
  applications: Application[];
}

const APPLICATIONS = 10;

/** Everything that staff may know of a follower; undefined when there is none with this id. */
export async function readFollower(
  reader: Pick<Reader, 'manager' | 'query'>,
  applications: ApplicationService,
  id: string,
  now: number,
): Promise<FollowerCard | undefined> {
  const row = await reader.manager.findOneBy(FollowerEntity, { id });
  if (row === null) return undefined;
  return {
    id,
    subscribed: row.subscribed,
    remark: row.remark,
    createdAt: row.createdAt,
    profile: await readProfile(reader, id, now),
    applications: await applications.list(reader, { followerId: id, limit: APPLICATIONS }),
  };
}

/**
 * Changes the remark and the rights of a follower. NO_PROFILE: rights need a confirmed phone, an administrator also a
 * unit.
 */
export async function changeFollower(
  tx: Transaction,
  id: string,
  changes: { remark?: string | undefined } & GrantedRights,
  now: number,
): Promise<'done' | 'NOT_FOUND' | 'NO_PROFILE'> {
  const { remark, ...rights } = changes;
  if (!(await tx.manager.existsBy(FollowerEntity, { id }))) return 'NOT_FOUND';
  if (Object.values(rights).some((right) => right === true)) {
    const profile = await readProfile(tx, id, now);
    if (profile.bound_phone === null || (rights.unitAdmin === true && profile.unit_code === null))
      return 'NO_PROFILE';
  }
  if (remark !== undefined) await tx.manager.update(FollowerEntity, { id }, { remark, updatedAt: now });
  if (Object.keys(rights).length > 0) await grantRights(tx, id, rights, now);
  return 'done';
}
