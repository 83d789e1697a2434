const FREE = -1;

/** Non-negative keys below 2⁵³ to small numbers 0, 1, 2 … in order of arrival: a map without an object for each key. */
export class KeyTable {
  private keys = new Float64Array(1024).fill(FREE);
  private numbers = new Int32Array(1024);
  private mask = 1023;
  private count = 0;

  /** The number of a key, or -1. */
  get(key: number): number {
    for (let place = this.placeOf(key); ; place = (place + 1) & this.mask) {
      const found = this.keys[place];
      if (found === key) return this.numbers[place] ?? -1;
      if (found === FREE) return -1;
    }
  }

  /** The number of a key, a new one when it is new. */
  numberOf(key: number): number {
    const known = this.get(key);
    if (known >= 0) return known;
    if (this.count * 5 > this.mask * 3) this.grow();
    this.put(key, this.count);
    this.count += 1;
    return this.count - 1;
  }

  private put(key: number, number: number): void {
    let place = this.placeOf(key);
    while (this.keys[place] !== FREE) place = (place + 1) & this.mask;
    this.keys[place] = key;
    this.numbers[place] = number;
  }

  private grow(): void {
    const { keys, numbers } = this;
    this.mask = this.mask * 2 + 1;
    this.keys = new Float64Array(this.mask + 1).fill(FREE);
    this.numbers = new Int32Array(this.mask + 1);
    for (let place = 0; place < keys.length; place += 1) {
      const key = keys[place] ?? FREE;
      if (key !== FREE) this.put(key, numbers[place] ?? 0);
    }
  }

  private placeOf(key: number): number {
    const low = (key % 0x100000000) | 0;
    const high = (key / 0x100000000) | 0;
    let hash = Math.imul(low ^ (low >>> 15), 0x85ebca6b) ^ Math.imul(high + 1, 0xc2b2ae35);
    hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f);
    return (hash ^ (hash >>> 16)) & this.mask;
  }
}
