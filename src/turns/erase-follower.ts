import type { AppointmentService } from '../appointments';
import { dropPendingOf, enqueueOutbox } from '../jobs/outbox';
import { forgetFollower } from '../kb';
import type { Transaction } from '../kernel/transaction';
import type { TicketService } from '../tickets';

/** What stands where something was. */
export const TOMBSTONE = '[已删除]';

export interface ErasureDeps {
  tickets: Pick<TicketService, 'cancel'>;
  appointments: Pick<AppointmentService, 'withdraw'>;
}

/**
 * Erases what a follower said, sent and filled in, in the unit in which their conversation forgot it. Rows stay where others
 * count on them: numbers, times and states of tickets and bookings, the audit of look-ups (which has digests only). What
 * is still open is cancelled first, however late it is for that, since nobody could work on it.
 */
export async function eraseFollower(
  tx: Transaction,
  { tickets, appointments }: ErasureDeps,
  { followerId, now }: { followerId: string; now: number },
): Promise<void> {
  const by = (number: string) => ({ followerId, effectKey: `erase:${number}`, now });
  for (const number of await openNumbers(tx, 'ticket', followerId, ['已解决', '已关闭', '已取消']))
    await tickets.cancel(tx, by(number), number);
  for (const number of await openNumbers(tx, 'appointment', followerId, ['已完成', '已取消']))
    await appointments.withdraw(tx, by(number), number);
  await dropPendingOf(tx, followerId, 'ERASED', now);
  await removeFiles(tx, followerId, now);
  for (const [sql, ...more] of STATEMENTS) await tx.execute(sql, [followerId, ...more]);
  await forgetFollower(tx, followerId);
}

const OWN_TICKETS = '(SELECT id FROM ticket WHERE follower_id = $1)';
const OWN_BOOKINGS = '(SELECT id FROM appointment WHERE follower_id = $1)';
/** Questions that only this follower asked. */
const OWN_MISSES =
  '(SELECT miss_id FROM kb_miss_follower WHERE follower_id = $1) AND id NOT IN (SELECT miss_id FROM kb_miss_follower WHERE follower_id <> $1)';

const STATEMENTS: readonly (readonly [sql: string, ...parameters: unknown[]])[] = [
  ['UPDATE message SET text = $2, media_id = NULL WHERE follower_id = $1', TOMBSTONE],
  [`UPDATE turn SET record = '', state_before = NULL, reply = NULL WHERE follower_id = $1`],
  [`UPDATE outbox SET args = '{}' WHERE follower_id = $1 AND status <> 'sending'`],
  [
    `UPDATE ticket SET customer_name = $2, contact_name = $2, contact_phone = '', contact_email = NULL, description = $2,
       result = CASE WHEN result IS NULL THEN NULL ELSE $2 END, attachments = '[]', parcel_sent = NULL, parcel_returned = NULL,
       access_digest = 'erased ' || id
     WHERE follower_id = $1`,
    TOMBSTONE,
  ],
  [
    `UPDATE ticket_event SET text = CASE WHEN text IS NULL THEN NULL ELSE $2 END, changes = '[]' WHERE ticket_id IN ${OWN_TICKETS}`,
    TOMBSTONE,
  ],
  [`DELETE FROM ticket_document WHERE ticket_id IN ${OWN_TICKETS}`],
  [
    `UPDATE suggestion SET text = $2, contact = NULL, answer = CASE WHEN answer IS NULL THEN NULL ELSE $2 END
     WHERE follower_id = $1`,
    TOMBSTONE,
  ],
  [
    `UPDATE appointment SET org_name = $2, contact_name = $2, contact_phone = '', topic = $2,
       result = CASE WHEN result IS NULL THEN NULL ELSE $2 END WHERE follower_id = $1`,
    TOMBSTONE,
  ],
  [`UPDATE appointment_event SET changes = '[]' WHERE appointment_id IN ${OWN_BOOKINGS}`],
  [`UPDATE kb_miss SET sample_text = $2, norm = 'erased ' || id WHERE id IN ${OWN_MISSES}`, TOMBSTONE],
  ['UPDATE chat SET rating_comment = NULL, service_code = NULL WHERE follower_id = $1'],
  ['DELETE FROM application WHERE follower_id = $1'],
  ['DELETE FROM agent_scan WHERE follower_id = $1'],
  // That a link was given stays: only not to whom.
  ['UPDATE document_handout SET follower_id = NULL WHERE follower_id = $1'],
  ['DELETE FROM phone_code WHERE follower_id = $1'],
  ['DELETE FROM follower_profile WHERE follower_id = $1'],
  [`UPDATE follower SET remark = '' WHERE id = $1`],
];

/** `table` and `ended` are ours. */
async function openNumbers(
  tx: Transaction,
  table: 'ticket' | 'appointment',
  followerId: string,
  ended: readonly string[],
): Promise<string[]> {
  const list = ended.map((status) => `'${status}'`).join(', ');
  const rows = await tx.query<{ number: string }>(
    `SELECT number FROM ${table} WHERE follower_id = $1 AND status NOT IN (${list})`,
    [followerId],
  );
  return rows.map(({ number }) => number);
}

/** Rows go now; the files after the commit, through the outbox, so that a crash leaves none behind. */
async function removeFiles(tx: Transaction, followerId: string, now: number): Promise<void> {
  const rows = await tx.query<{ path: string }>('SELECT path FROM media WHERE follower_id = $1', [
    followerId,
  ]);
  if (rows.length === 0) return;
  await tx.execute('DELETE FROM media WHERE follower_id = $1', [followerId]);
  const paths = rows.map(({ path }) => path);
  // No key of an earlier erasure: what was sent since has other files.
  const key = `erase:${followerId}:${now}`;
  await enqueueOutbox(tx, { key, kind: 'media.remove', followerId: null, args: { paths }, at: now });
}
