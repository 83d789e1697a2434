/**
 * A deep copy of plain data (what JSON can carry, and `undefined`). Several times as fast as `structuredClone`, which
 * serialises; a turn copies its state once for each step.
 */
export function copyPlain<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyPlain) as T;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = copyPlain((value as Record<string, unknown>)[key]);
  return copy as T;
}
