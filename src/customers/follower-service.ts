import { In } from 'typeorm';
import type { Reader, Transaction } from '../kernel/transaction';
import { FollowerEntity } from './follower-entity';
import { forgetProfile } from './profile-service';

/** Makes sure the follower has a row. Called on the first turn of a conversation. */
export async function rememberFollower(tx: Transaction, followerId: string, now: number): Promise<void> {
  await tx.execute(
    `INSERT INTO follower (id, subscribed, remark, created_at, updated_at) VALUES ($1, $2, '', $3, $3)
     ON CONFLICT (id) DO NOTHING`,
    [followerId, true, now],
  );
}

/** Records a follow or an unfollow. Who leaves is forgotten, apart from what they filed. */
export async function setSubscribed(
  tx: Transaction,
  followerId: string,
  subscribed: boolean,
  now: number,
): Promise<void> {
  await tx.execute(
    `INSERT INTO follower (id, subscribed, remark, created_at, updated_at) VALUES ($1, $2, '', $3, $3)
     ON CONFLICT (id) DO UPDATE SET subscribed = excluded.subscribed, updated_at = excluded.updated_at`,
    [followerId, subscribed, now],
  );
  if (!subscribed) await forgetProfile(tx, followerId);
}

/** Remarks by follower id; followers without a row are left out. */
export async function readRemarks(
  reader: Reader,
  followerIds: readonly string[],
): Promise<Map<string, string>> {
  if (followerIds.length === 0) return new Map();
  const rows = await reader.manager.find(FollowerEntity, { where: { id: In([...followerIds]) } });
  return new Map(rows.map((row) => [row.id, row.remark]));
}
