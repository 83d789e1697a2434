import { createHash } from 'node:crypto';
import { canonicalUnitName } from '../dialogue/extract/unit-name';

export { canonicalUnitName };

/**
 * Names are looked up by this digest of their canonical form. Two names that differ in one character have unrelated
 * digests, so that the search in the index takes no longer for a near miss than for any other miss.
 */
export function unitNameDigest(name: string): string {
  return createHash('sha256').update(canonicalUnitName(name)).digest('hex');
}
