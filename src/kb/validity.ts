import { DateTime } from 'luxon';
import { BUSINESS_ZONE } from '../kernel/clock';

/** From when until when an entry is answered: days of Asia/Shanghai, `YYYY-MM-DD`, both included; null is no limit. */
export interface Validity {
  validFrom: string | null;
  validUntil: string | null;
}

export const NO_LIMITS: Validity = { validFrom: null, validUntil: null };

/** The business day of an instant (epoch ms). */
export function dayOf(now: number): string {
  return DateTime.fromMillis(now, { zone: BUSINESS_ZONE }).toFormat('yyyy-MM-dd');
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid;
}

export function isValidOn({ validFrom, validUntil }: Validity, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validUntil === null || day <= validUntil);
}
