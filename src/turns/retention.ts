import { dayOf, forgetOldCodes } from '../customers';
import type { RetentionSettings } from '../customers/retention-settings';
import { enqueueOutbox } from '../jobs/outbox';
import type { Reader, Transaction, UnitOfWork } from '../kernel/transaction';
import { forgetExpiredContacts } from '../warranty';
import { TOMBSTONE } from './erase-follower';
import { firstId, forgetOldTraces } from './trace-retention';

const DAY_MS = 86_400_000;
const BATCH = 500;

/** What a round of `applyRetention` removed: rows of each kind. */
export interface Removed {
  messages: number;
  media: number;
  traces: number;
  tickets: number;
  devices: number;
}

/**
 * Removes what is older than the settings keep it, in small units: texts of messages, files, what turns read, the
 * personal fields of tickets that were closed or cancelled, and buyers of devices whose warranty ended. Rows, numbers and times stay. Running again removes nothing.
 */
export async function applyRetention(
  unitOfWork: UnitOfWork,
  reader: Reader,
  kept: RetentionSettings,
  now: number,
): Promise<Removed> {
  const before = (days: number) => now - days * DAY_MS;
  const batches = async (work: (tx: Transaction) => Promise<number>): Promise<number> => {
    let all = 0;
    for (;;) {
      const done = await unitOfWork.run(work);
      all += done;
      if (done < BATCH) return all;
    }
  };
  const removed = {
    messages: await forgetMessages(unitOfWork, reader, before(kept.messages)),
    media: await batches((tx) => forgetMedia(tx, before(kept.media), now)),
    traces: await forgetOldTraces(unitOfWork, reader, now, kept.traces),
    tickets: await batches((tx) => forgetTickets(tx, before(kept.closed_tickets))),
    devices: await batches((tx) => forgetExpiredContacts(tx, dayOf(before(kept.expired_devices)), BATCH)),
  };
  await unitOfWork.run((tx) => forgetOldCodes(tx, now));
  return removed;
}

/** Messages are appended in the order of time: the border is found by halving, as with traces. */
async function forgetMessages(unitOfWork: UnitOfWork, reader: Reader, before: number): Promise<number> {
  const border = await firstId(reader, 'message', 'at >= $2', before);
  const [first] = await reader.query<{ id: number | null }>('SELECT MIN(id) AS id FROM message');
  let from = first?.id ?? border;
  let removed = 0;
  while (from < border) {
    const [start, to] = [from, Math.min(from + BATCH, border)];
    removed += await unitOfWork.run((tx) =>
      tx.execute('UPDATE message SET text = $3, media_id = NULL WHERE id >= $1 AND id < $2 AND text <> $3', [
        start,
        to,
        TOMBSTONE,
      ]),
    );
    from = to;
  }
  return removed;
}

async function forgetMedia(tx: Transaction, before: number, now: number): Promise<number> {
  const rows = await tx.query<{ media_id: string; path: string }>(
    `SELECT media_id, path FROM media WHERE saved_at < $1 LIMIT ${BATCH}`,
    [before],
  );
  const [first] = rows;
  if (first === undefined) return 0;
  for (const { media_id } of rows) await tx.execute('DELETE FROM media WHERE media_id = $1', [media_id]);
  await enqueueOutbox(tx, {
    key: `retention:${first.media_id}`,
    kind: 'media.remove',
    followerId: null,
    args: { paths: rows.map(({ path }) => path) },
    at: now,
  });
  return rows.length;
}

async function forgetTickets(tx: Transaction, before: number): Promise<number> {
  const rows = await tx.query<{ id: number }>(
    `SELECT id FROM ticket WHERE status IN ('已关闭', '已取消') AND updated_at < $1 AND description <> $2 LIMIT ${BATCH}`,
    [before, TOMBSTONE],
  );
  for (const { id } of rows) {
    await tx.execute(
      `UPDATE ticket SET customer_name = $2, contact_name = $2, contact_phone = '', contact_email = NULL, description = $2,
         attachments = '[]', parcel_sent = NULL, parcel_returned = NULL, access_digest = 'expired ' || id WHERE id = $1`,
      [id, TOMBSTONE],
    );
    await tx.execute('DELETE FROM ticket_document WHERE ticket_id = $1', [id]);
    await tx.execute(
      `UPDATE ticket_event SET text = CASE WHEN text IS NULL THEN NULL ELSE $2 END, changes = '[]' WHERE ticket_id = $1`,
      [id, TOMBSTONE],
    );
  }
  return rows.length;
}
