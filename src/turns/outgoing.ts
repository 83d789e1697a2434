import { cutAtSentence, type Effect } from '../dialogue';
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
/** Less of a waiting text than this is not worth showing beside a long reply. */
const LEAST_PART_BYTES = 240;
const MOST_AT_ONCE = 20;

/** What an outbox row of a text holds; after `until` (epoch ms) it is of no use any more. */
interface TextArgs {
  text: string;
  until?: number;
}

/**
 * For accounts without the right to send: puts what waits for this follower before the reply, oldest first, as far as
 * one message holds it. What was put in counts as sent with this turn; of a text that does not fit, the part that was
 * shown is gone and the rest waits on, and `hint` says so.
 */
export async function takeWaitingTexts(
  tx: Transaction,
  given: { followerId: string; reply: string; hint: string; now: number },
): Promise<string> {
  const { followerId, reply, now } = given;
  const rows = await tx.query<{ id: number; args: string }>(
    `SELECT id, args FROM outbox WHERE follower_id = $1 AND status = 'pending' AND waits_for = 'passive'
     ORDER BY id LIMIT ${MOST_AT_ONCE + 1}`,
    [followerId],
  );
  const waiting: { id: number; args: TextArgs }[] = [];
  for (const { id, args } of rows) {
    const parsed = JSON.parse(args) as TextArgs;
    if (parsed.until === undefined || parsed.until > now) waiting.push({ id, args: parsed });
    else await giveUp(tx, id, now);
  }
  const hint = byteLength(given.hint) + byteLength(SEPARATOR);
  const taken: string[] = [];
  let room = MAX_TEXT_BYTES - byteLength(reply) - (reply === '' ? 0 : byteLength(SEPARATOR));
  let isMore = waiting.length > MOST_AT_ONCE;
  for (const [index, { id, args }] of waiting.slice(0, MOST_AT_ONCE).entries()) {
    const separator = taken.length === 0 ? 0 : byteLength(SEPARATOR);
    const isLast = index === waiting.length - 1;
    const left = room - separator - (isLast ? 0 : hint);
    const needs = byteLength(args.text);
    if (needs <= left) {
      room -= separator + needs;
      taken.push(args.text);
      await markSent(tx, id, now);
      continue;
    }
    isMore = true;
    const part = room - separator - hint;
    if (part < LEAST_PART_BYTES) break;
    const { head, rest } = cutAtSentence(args.text, part);
    taken.push(head);
    await keepRest(tx, id, { ...args, text: rest }, now);
    break;
  }
  const parts = [...taken, ...(isMore && taken.length > 0 ? [given.hint] : []), reply];
  return parts.filter((part) => part !== '').join(SEPARATOR);
}

async function markSent(tx: Transaction, id: number, now: number): Promise<void> {
  await tx.execute(
    `UPDATE outbox SET status = 'sent', waits_for = NULL, attempts = attempts + 1, updated_at = $2 WHERE id = $1`,
    [id, now],
  );
}

async function keepRest(tx: Transaction, id: number, args: TextArgs, now: number): Promise<void> {
  await tx.execute('UPDATE outbox SET args = $2, updated_at = $3 WHERE id = $1', [
    id,
    JSON.stringify(args),
    now,
  ]);
}

async function giveUp(tx: Transaction, id: number, now: number): Promise<void> {
  await tx.execute(
    `UPDATE outbox SET status = 'failed', error_code = 'OUTDATED', error = '对方没有在有效时间内发消息', updated_at = $2
     WHERE id = $1`,
    [id, now],
  );
}
