/** A repeatable stream of numbers (mulberry32): the same seed trains the same model. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** 0 ≤ x < 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, 0 ≤ n < limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('There is nothing to pick from');
    return item;
  }

  /** A copy in another order. */
  shuffle<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let place = result.length - 1; place > 0; place -= 1) {
      const other = this.below(place + 1);
      const moved = result[place];
      const swapped = result[other];
      if (moved === undefined || swapped === undefined) continue;
      result[place] = swapped;
      result[other] = moved;
    }
    return result;
  }
}
