/** Milliseconds of each of two ways, measured in turns. */
export interface Timings {
  a: number[];
  b: number[];
}

/**
 * Runs both ways in pairs, the first of a pair changing, so that a busy machine, a garbage collection or a growing table
 * slows both alike.
 */
export async function timeInTurns(
  pairs: number,
  a: (round: number) => Promise<unknown>,
  b: (round: number) => Promise<unknown>,
): Promise<Timings> {
  const timings: Timings = { a: [], b: [] };
  const time = async (way: 'a' | 'b', round: number) => {
    const startedAt = performance.now();
    await (way === 'a' ? a : b)(round);
    timings[way].push(performance.now() - startedAt);
  };
  for (let round = 0; round < pairs; round += 1) {
    const [first, second] = round % 2 === 0 ? (['a', 'b'] as const) : (['b', 'a'] as const);
    await time(first, round);
    await time(second, round);
  }
  return timings;
}

/**
 * How much longer `b` takes than `a`, in milliseconds. Noise only ever adds time, so the lower quartile is what the code
 * itself costs; unlike the mean it does not move when a few runs are interrupted, and unlike the minimum not with one.
 */
export function extraMs({ a, b }: Timings): number {
  return lowerQuartile(b) - lowerQuartile(a);
}

function lowerQuartile(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.floor(sorted.length / 4)] ?? 0;
}

/** Work of a known length, for the positive control. */
export function spin(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
