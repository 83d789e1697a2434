import { createHash } from 'node:crypto';

const MAX_SQL_INTEGER = 9_223_372_036_854_775_807n;
const MSG_ID = /^m:(\d{1,19})$/;

/**
 * The de-duplication key as a 64-bit integer, which keeps the unique index small and appending.
 * A message's own MsgId is used as it is (WeChat documentation, "接收普通消息": 关于重试的消息排重，推荐使用msgid排重);
 * every other key becomes the negative of 63 bits of its SHA-256, so the two can never meet.
 * Bound as text: the number exceeds 2^53.
 */
export function dedupNumber(dedupKey: string): string {
  const msgId = MSG_ID.exec(dedupKey)?.[1];
  if (msgId !== undefined && BigInt(msgId) <= MAX_SQL_INTEGER) return BigInt(msgId).toString();
  const digest = createHash('sha256').update(dedupKey).digest();
  const bits = digest.readBigUInt64BE(0) & MAX_SQL_INTEGER;
  return (-(bits === 0n ? 1n : bits)).toString();
}
