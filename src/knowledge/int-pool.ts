/** A list of numbers in a pool. */
export interface PooledList {
  /** Where it begins. */
  start: number;
  length: number;
  /** Room: a power of two. */
  room: number;
}

const SMALLEST_ROOM = 2;

/**
 * Many short lists of 32-bit numbers in one array. A hundred thousand lists of their own would cost more in headers
 * than in numbers. A list that outgrows its room moves to one of double size; the old room is used again.
 */
export class IntPool {
  /** All lists. Replaced when it grows: read it anew after every `push`. */
  numbers = new Int32Array(1024);
  private used = 0;
  /** Starts of free rooms, by the logarithm of their size. */
  private readonly free: number[][] = [];

  push(list: PooledList, value: number): void {
    if (list.length === list.room) this.grow(list, Math.max(SMALLEST_ROOM, list.room * 2));
    this.numbers[list.start + list.length] = value;
    list.length += 1;
  }

  /** A list of exactly these values. */
  store(values: readonly number[]): PooledList {
    const list = { start: 0, length: 0, room: 0 };
    let room = SMALLEST_ROOM;
    while (room < values.length) room *= 2;
    this.grow(list, room);
    this.numbers.set(values, list.start);
    list.length = values.length;
    return list;
  }

  /** Takes one value out; the last one takes its place. */
  remove(list: PooledList, value: number): void {
    const { numbers } = this;
    const last = list.start + list.length - 1;
    for (let place = last; place >= list.start; place -= 1) {
      if (numbers[place] !== value) continue;
      numbers[place] = numbers[last] ?? 0;
      list.length -= 1;
      return;
    }
  }

  /** Gives the room of a list back. */
  drop(list: PooledList): void {
    if (list.room > 0) this.freeOf(list.room).push(list.start);
    list.length = 0;
    list.room = 0;
  }

  private grow(list: PooledList, room: number): void {
    const start = this.freeOf(room).pop() ?? this.take(room);
    this.numbers.copyWithin(start, list.start, list.start + list.length);
    if (list.room > 0) this.freeOf(list.room).push(list.start);
    list.start = start;
    list.room = room;
  }

  private take(room: number): number {
    const start = this.used;
    this.used += room;
    if (this.used > this.numbers.length) {
      const larger = new Int32Array(Math.max(this.used, Math.ceil(this.numbers.length * 1.5)));
      larger.set(this.numbers);
      this.numbers = larger;
    }
    return start;
  }

  private freeOf(room: number): number[] {
    const size = 31 - Math.clz32(room);
    let starts = this.free[size];
    if (starts === undefined) {
      starts = [];
      this.free[size] = starts;
    }
    return starts;
  }
}
