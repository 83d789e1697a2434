import type { Effect } from '../dialogue';
import { enqueueOutbox } from '../jobs/outbox';
import { byteLength } from '../kernel/text';
import type { Transaction } from '../kernel/transaction';
import { MAX_TEXT_BYTES } from '../wechat';

/** Writes the outbox effects of a turn, named so that the same turn can never write one twice. */
export async function enqueueLater(
  tx: Transaction,
  effects: readonly Effect[],
  turn: { followerId: string; turnId: number; now: number },
): Promise<void> {
  for (const effect of effects) {
    await enqueueOutbox(tx, {
      key: `turn:${turn.turnId}:${effect.key}`,
      kind: effect.kind,
      followerId: turn.followerId,
      args: effect.args,
      at: turn.now,
    });
  }
}

const SEPARATOR = '\n\n';

/**
 * For accounts without the right to send: puts what waits for this follower before the reply, oldest first, as far as
 * one message holds it. What was put in counts as sent with this turn.
 */
export async function takeWaitingTexts(
  tx: Transaction,
  followerId: string,
  reply: string,
  now: number,
): Promise<string> {
  const rows = await tx.query<{ id: number; args: string }>(
    `SELECT id, args FROM outbox WHERE follower_id = $1 AND status = 'pending' AND waits_for = 'passive' ORDER BY id LIMIT 20`,
    [followerId],
  );
  const taken: string[] = [];
  let room = MAX_TEXT_BYTES - byteLength(reply);
  for (const row of rows) {
    const { text } = JSON.parse(row.args) as { text: string };
    const needs = byteLength(text) + byteLength(SEPARATOR);
    if (needs > room) break;
    room -= needs;
    taken.push(text);
    await tx.execute(`UPDATE outbox SET status = 'sent', waits_for = NULL, updated_at = $2 WHERE id = $1`, [
      row.id,
      now,
    ]);
  }
  return [...taken, ...(reply === '' ? [] : [reply])].join(SEPARATOR);
}
