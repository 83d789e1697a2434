/** White space, and the two invisible marks that copying from documents leaves behind. */
const BLANK = /[\s\u200B\u2060]+/gu;

/**
 * The form in which names of units are compared: NFKC (which makes （ ） the same as ( )), without white space, and nothing
 * else. No suffix is dropped and no letter simplified: a near miss has to stay a miss. Idempotent.
 */
export function canonicalUnitName(name: string): string {
  // What stood apart may combine once the blank is gone.
  return name.normalize('NFKC').replace(BLANK, '').normalize('NFKC');
}
