import type { Json } from '../kernel/json';
import type { Transaction } from '../kernel/transaction';
import type { OutboxWait } from './outbox-entity';

export interface NewOutboxItem {
  /** Unique name of the effect; writing the same key again changes nothing. */
  key: string;
  kind: string;
  followerId: string | null;
  args: Json;
  waitsFor?: OutboxWait;
  /** Not before this instant (epoch ms). */
  at: number;
}

/** Writes an effect into the outbox with the caller's unit. Returns the row's id, or undefined when the key exists. */
export async function enqueueOutbox(tx: Transaction, item: NewOutboxItem): Promise<number | undefined> {
  const [row] = await tx.query<{ id: number }>(
    `INSERT INTO outbox (key, kind, follower_id, args, status, waits_for, attempts, next_at, created_at, updated_at)
     VALUES ($1, $2, $3, $4, 'pending', $5, 0, $6, $6, $6) ON CONFLICT (key) DO NOTHING RETURNING id`,
    [item.key, item.kind, item.followerId, JSON.stringify(item.args), item.waitsFor ?? null, item.at],
  );
  return row?.id;
}

/** Texts that waited for the follower may go now. */
export async function releaseWaitingForUser(
  tx: Transaction,
  followerId: string,
  now: number,
): Promise<number> {
  return tx.execute(
    `UPDATE outbox SET waits_for = NULL, next_at = $2, updated_at = $2
     WHERE follower_id = $1 AND status = 'pending' AND waits_for = 'user'`,
    [followerId, now],
  );
}

/** Why nothing more is sent to a follower, in words for agents. */
const GONE = { UNSUBSCRIBED: '对方已取消关注', ERASED: '对方的数据已删除' } as const;

/** The follower left, or was erased: what was still to be sent to them is not sent any more. */
export async function dropPendingOf(
  tx: Transaction,
  followerId: string,
  why: keyof typeof GONE,
  now: number,
): Promise<void> {
  await tx.execute(
    `UPDATE outbox SET status = 'failed', error_code = $2, error = $3, updated_at = $4
     WHERE follower_id = $1 AND status = 'pending'`,
    [followerId, why, GONE[why], now],
  );
}

/** Texts whose keys begin with `key` and that still wait for the follower's next message are of no use any more. */
export async function takeBackWaiting(tx: Transaction, key: string, now: number): Promise<void> {
  await tx.execute(
    `UPDATE outbox SET status = 'failed', error_code = 'OUTDATED', error = '内容已变更，不再发送', updated_at = $3,
       key = key || ' taken back ' || id
     WHERE status = 'pending' AND waits_for = 'passive' AND key >= $1 AND key < $2`,
    [`${key}:`, `${key};`, now],
  );
}

export interface NewTimer {
  key: string;
  name: string;
  followerId: string | null;
  dueAt: number;
  data: Json;
}

/** Sets a timer; the same key again moves it. */
export async function setTimer(tx: Transaction, timer: NewTimer): Promise<void> {
  await tx.execute(
    `INSERT INTO timer (key, name, follower_id, due_at, data) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at, data = excluded.data`,
    [timer.key, timer.name, timer.followerId, timer.dueAt, JSON.stringify(timer.data)],
  );
}

/** Removes a timer; false when it was gone already (done, or never set). */
export async function clearTimer(tx: Transaction, key: string): Promise<boolean> {
  return (await tx.execute('DELETE FROM timer WHERE key = $1', [key])) > 0;
}
