import path from 'node:path';

/** A path as short as it can be while a terminal can still open it. */
export function showPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? path.resolve(file) : relative;
}
