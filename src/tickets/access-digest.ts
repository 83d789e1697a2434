import { createHash } from 'node:crypto';
import { normalisePhone } from '../kernel/phone';

/** A ticket number as people type it, with whatever dash and blanks. */
export function normaliseNumber(number: string): string {
  return number
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[\u2010-\u2015\u2212_~]/g, '-');
}

/**
 * What a query by phone and number looks for. One digest of both: a right number with a wrong phone is not nearer to
 * the row than a number that does not exist, so neither the search nor anything after it can tell the two apart.
 */
export function accessDigest(phone: string, number: string): string {
  return createHash('sha256')
    .update(`${normaliseNumber(number)}\n${normalisePhone(phone)}`)
    .digest('hex');
}
