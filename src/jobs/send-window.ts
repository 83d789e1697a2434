import type { Reader, Transaction } from '../kernel/transaction';

/**
 * Window and quota of customer-service messages (WeChat documentation, "客服消息" › 下发条件): a message of the follower
 * allows 5 within 48 hours, a click, follow or scan 3 within a minute. Whether windows add up is not documented, so
 * a send counts against every open window and the most generous one decides: never more than the platform allows.
 */
export interface QuotaLimits {
  perMessage: number;
  perClick: number;
}

export type WindowKind = 'message' | 'click';

const MESSAGE_WINDOW_MS = 48 * 3_600_000;
const CLICK_WINDOW_MS = 60_000;

/** What may still be sent: `left` messages until `until` (epoch ms); 0 and null when no window is open. */
export interface Quota {
  left: number;
  until: number | null;
}

const CLOSED: Quota = { left: 0, until: null };

/** The follower did something that opens (or renews) a window. */
export async function openWindow(
  tx: Transaction,
  followerId: string,
  kind: WindowKind,
  now: number,
  limits: QuotaLimits,
): Promise<void> {
  const [allowed, lastsMs] =
    kind === 'message' ? [limits.perMessage, MESSAGE_WINDOW_MS] : [limits.perClick, CLICK_WINDOW_MS];
  await tx.execute(
    `INSERT INTO send_window (follower_id, kind, expires_at, allowed, used) VALUES ($1, $2, $3, $4, 0)
     ON CONFLICT (follower_id, kind) DO UPDATE SET expires_at = excluded.expires_at, allowed = excluded.allowed, used = 0`,
    [followerId, kind, now + lastsMs, allowed],
  );
}

/** Whether anything may be sent now. */
export async function hasQuota(tx: Transaction, followerId: string, now: number): Promise<boolean> {
  const rows = await tx.query<WindowRow>(
    'SELECT follower_id, expires_at, allowed, used FROM send_window WHERE follower_id = $1 AND expires_at > $2',
    [followerId, now],
  );
  return mostGenerous(rows).left > 0;
}

/** Takes one message from the open windows; false when none is left. */
export async function consumeWindow(tx: Transaction, followerId: string, now: number): Promise<boolean> {
  if (!(await hasQuota(tx, followerId, now))) return false;
  await tx.execute('UPDATE send_window SET used = used + 1 WHERE follower_id = $1 AND expires_at > $2', [
    followerId,
    now,
  ]);
  return true;
}

/** A message that was taken from the windows surely did not go out: it counts as unused again. */
export async function giveBackToWindow(tx: Transaction, followerId: string, now: number): Promise<void> {
  await tx.execute(
    'UPDATE send_window SET used = used - 1 WHERE follower_id = $1 AND expires_at > $2 AND used > 0',
    [followerId, now],
  );
}

/** The platform says that nothing may be sent (45015, 45047): believe it rather than the ledger. */
export async function closeWindows(tx: Transaction, followerId: string): Promise<void> {
  await tx.execute('UPDATE send_window SET used = allowed WHERE follower_id = $1', [followerId]);
}

/** What may still be sent to each of these followers. */
export async function readQuotas(
  reader: Reader,
  followerIds: readonly string[],
  now: number,
): Promise<Map<string, Quota>> {
  const quotas = new Map<string, Quota>(followerIds.map((id) => [id, CLOSED]));
  if (followerIds.length === 0) return quotas;
  const places = followerIds.map((_, index) => `$${index + 2}`).join(', ');
  const rows = await reader.query<WindowRow>(
    `SELECT follower_id, expires_at, allowed, used FROM send_window WHERE expires_at > $1 AND follower_id IN (${places})`,
    [now, ...followerIds],
  );
  for (const id of followerIds) quotas.set(id, mostGenerous(rows.filter((row) => row.follower_id === id)));
  return quotas;
}

interface WindowRow {
  follower_id: string;
  expires_at: number | string;
  allowed: number;
  used: number;
}

function mostGenerous(rows: readonly WindowRow[]): Quota {
  return rows
    .map((row) => ({ left: Math.max(0, row.allowed - row.used), until: Number(row.expires_at) }))
    .filter((quota) => quota.left > 0)
    .reduce<Quota>((best, quota) => (quota.left > best.left ? quota : best), CLOSED);
}
