import type { Transaction } from '../kernel/transaction';

/** What stands where a contact was. */
const FORGOTTEN = '[已删除]';

/** In the place of the digest of a device that nobody is to find. */
export const forgottenDigest = (serialKey: string) => `forgotten ${serialKey}`;

/**
 * Forgets buyer and contact of at most `limit` devices whose warranty ended before `endedBefore` (YYYY-MM-DD): look-ups
 * do not find them any more. Returns how many.
 */
export async function forgetExpiredContacts(
  tx: Transaction,
  endedBefore: string,
  limit: number,
): Promise<number> {
  const rows = await tx.query<{ id: number }>(
    `SELECT id FROM device WHERE warranty_end < $1 AND contact_phone <> '' LIMIT ${limit}`,
    [endedBefore],
  );
  for (const { id } of rows) {
    await tx.execute(
      `UPDATE device SET buyer_name = $2, contact_phone = '', access_digest = 'forgotten ' || serial_key WHERE id = $1`,
      [id, FORGOTTEN],
    );
  }
  return rows.length;
}
