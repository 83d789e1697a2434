import { createHash } from 'node:crypto';

/** A phone number as it is compared: digits only, without the country code of China. */
export function normalisePhone(phone: string): string {
  const digits = phone.normalize('NFKC').replace(/\D/g, '');
  return /^(00)?86(1\d{10}|0\d{9,11})$/.test(digits) ? digits.replace(/^(00)?86/, '') : digits;
}

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
