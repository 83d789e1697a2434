import { createHmac, timingSafeEqual } from 'node:crypto';

const DIGITS = 6;

/** The code that belongs to a nonce. Who has the database and not the key cannot work it out. */
export function codeOf(key: Buffer, nonce: string): string {
  const digest = createHmac('sha256', key).update(`phone code ${nonce}`).digest();
  // 48 bits over a million codes: no code is likelier than another in any way that counts.
  return String(digest.readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** Compares in a time that does not tell how much of it was right. */
export function isCode(key: Buffer, nonce: string, given: string): boolean {
  const expected = Buffer.from(codeOf(key, nonce));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

export interface PastRequest {
  /** Epoch milliseconds. */
  at: number;
  by: 'follower' | 'phone';
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How far back `judgeRequest` needs to see, in milliseconds. */
export const REQUEST_HISTORY_MS = DAY_MS;

/**
 * Whether another code may be asked for: `past` has the requests of this follower, and those for this number of anybody.
 * Hours and days are sliding windows.
 */
export function judgeRequest(
  past: readonly PastRequest[],
  limits: {
    wait_seconds: number;
    per_follower: { per_hour: number; per_day: number };
    per_phone: { per_hour: number; per_day: number };
  },
  now: number,
): 'ok' | 'TOO_SOON' | 'RATE_LIMITED' {
  const count = (by: PastRequest['by'], ms: number) =>
    past.filter((request) => request.by === by && request.at > now - ms).length;
  for (const [by, limit] of [
    ['follower', limits.per_follower],
    ['phone', limits.per_phone],
  ] as const) {
    if (count(by, HOUR_MS) >= limit.per_hour || count(by, DAY_MS) >= limit.per_day) return 'RATE_LIMITED';
  }
  const waitMs = limits.wait_seconds * 1_000;
  return count('follower', waitMs) > 0 || count('phone', waitMs) > 0 ? 'TOO_SOON' : 'ok';
}
