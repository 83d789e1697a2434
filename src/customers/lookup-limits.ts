import { z } from 'zod';

const count = z.number().int().min(1).max(100_000);

/** How often one follower may look up identity data, and how many look-ups a minute of all followers are an attack. */
export const lookupLimitsSchema = z.strictObject({
  per_hour: count,
  per_day: count,
  misses_per_day: count,
  lock_hours: count,
  alarm_per_minute: count,
});
export type LookupLimits = z.output<typeof lookupLimitsSchema>;

export interface PastLookup {
  /** Epoch milliseconds. */
  at: number;
  hit: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How far back `mayLookUp` needs to see, in milliseconds: the misses of the day before a lock that still lasts. */
export function lookupHistoryMs(limits: LookupLimits): number {
  return DAY_MS + limits.lock_hours * HOUR_MS;
}

/**
 * Whether the follower may look up now. Hours and days are sliding windows; a lock begins with the miss that was one too
 * many and ends by itself, since nothing can be looked up (and missed) while it lasts.
 */
export function mayLookUp(past: readonly PastLookup[], limits: LookupLimits, now: number): boolean {
  const since = (ms: number) => past.filter(({ at }) => at > now - ms).length;
  if (since(HOUR_MS) >= limits.per_hour || since(DAY_MS) >= limits.per_day) return false;
  const misses = past
    .filter(({ hit }) => !hit)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  return !misses.some((at, index) => {
    const first = misses[index - limits.misses_per_day + 1];
    return first !== undefined && first > at - DAY_MS && now < at + limits.lock_hours * HOUR_MS;
  });
}
