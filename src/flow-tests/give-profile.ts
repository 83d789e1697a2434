import { bindPhone, bindUnit, findServedUnit, grantRights, rememberProfile } from '../customers';
import type { Transaction } from '../kernel/transaction';
import type { CaseFile } from './suite-schema';

type GivenProfile = NonNullable<CaseFile['given']['profile']>;

/** Makes the follower of a case who `given.profile` says they are. Throws when the unit does not exist. */
export async function giveProfile(
  tx: Transaction,
  followerId: string,
  given: GivenProfile,
  now: number,
): Promise<void> {
  const { name, phone, email, org_name: orgName } = given;
  const told = Object.entries({ name, phone, email, orgName }).filter(([, value]) => value !== undefined);
  await rememberProfile(tx, followerId, Object.fromEntries(told) as Record<string, string>, now);
  if (given.bound_phone !== undefined) await bindPhone(tx, followerId, given.bound_phone, now);
  if (given.unit !== undefined) {
    const unit = await findServedUnit(tx, { name: given.unit });
    if (unit === undefined) throw new Error(`given.profile.unit: no unit is called ${given.unit}`);
    await bindUnit(tx, followerId, unit.id, now);
  }
  const { unit_admin: unitAdmin, internal, tad } = given;
  await grantRights(tx, followerId, { unitAdmin, internal, tad }, now);
  if (given.privacy_version !== undefined) {
    await tx.execute(
      'UPDATE follower_profile SET privacy_version = $2, privacy_at = $3 WHERE follower_id = $1',
      [followerId, given.privacy_version, now],
    );
  }
}
