import { clearTimer, enqueueOutbox, type NewTimer } from '../jobs/outbox';
import type { Transaction } from '../kernel/transaction';
import { waitFor } from './message-log';

/**
 * Replies that came too late. The platform waits 5 s for an answer and delivers three times (WeChat documentation,
 * "被动回复用户消息"); a turn that commits when nobody listens any more leaves a timer, and unless another delivery takes
 * the reply within 15 s of the first, the text goes out as a customer-service message.
 */
export const LATE_AFTER_MS = 4_000;
const GIVE_UP_AFTER_MS = 15_000;

export const LATE_REPLY_TIMER = 'late_reply';

const keyOf = (turnId: number) => `late:${turnId}`;

export function lateTimer(turnId: number, followerId: string, firstArrivedAt: number): NewTimer {
  return {
    key: keyOf(turnId),
    name: LATE_REPLY_TIMER,
    followerId,
    dueAt: firstArrivedAt + GIVE_UP_AFTER_MS,
    data: { turnId },
  };
}

/** A delivery took the reply after all. */
export async function clearLateReply(tx: Transaction, turnId: number): Promise<void> {
  await clearTimer(tx, keyOf(turnId));
}

/** No delivery came for it: the stored reply goes another way. */
export async function sendLateReply(
  tx: Transaction,
  late: { turnId: number; followerId: string; now: number; customSend: boolean },
): Promise<void> {
  if (!(await clearTimer(tx, keyOf(late.turnId)))) return;
  const [turn] = await tx.query<{ reply: string | null }>('SELECT reply FROM turn WHERE id = $1', [
    late.turnId,
  ]);
  if (turn === undefined || turn.reply === null) return;
  const outboxId = await enqueueOutbox(tx, {
    key: keyOf(late.turnId),
    kind: 'wechat.send_text',
    followerId: late.followerId,
    args: { text: turn.reply },
    waitsFor: waitFor(late.customSend),
    at: late.now,
  });
  if (outboxId === undefined) return;
  await tx.execute(
    `UPDATE message SET outbox_id = $3 WHERE follower_id = $1 AND turn_id = $2 AND sender = 'bot'`,
    [late.followerId, late.turnId, outboxId],
  );
}
