import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../kernel/json';

/**
 * Whether a value is as expected: of an object only the named keys are compared, a list has as many items, and null
 * stands for nothing at all.
 */
export function isSubset(expected: Json, found: unknown): boolean {
  if (expected === null) return found === null || found === undefined;
  if (Array.isArray(expected)) {
    return (
      Array.isArray(found) &&
      found.length === expected.length &&
      expected.every((item, index) => isSubset(item, found[index]))
    );
  }
  if (typeof expected === 'object') {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return false;
    const values = found as Record<string, unknown>;
    return Object.entries(expected).every(([name, value]) => isSubset(value, values[name]));
  }
  return expected === found;
}

/** Whether rows of the database are as expected; one row with one column may be compared by its value. */
export function rowsEqual(expected: Json, rows: readonly Record<string, unknown>[]): boolean {
  const found: unknown = JSON.parse(JSON.stringify(rows));
  if (isDeepStrictEqual(found, expected)) return true;
  if (typeof expected === 'object' && expected !== null) return false;
  const [row, second] = found as Record<string, unknown>[];
  const values = row === undefined || second !== undefined ? [] : Object.values(row);
  return values.length === 1 && values[0] === expected;
}

/** A value on one line, for reports. */
export function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
