/** Runs tasks of the same key one after another, tasks of different keys side by side. */
export class KeyedQueue {
  private readonly tails = new Map<string, Promise<unknown>>();
  private readonly lengths = new Map<string, number>();

  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.tails.get(key);
    const result = before === undefined ? task() : before.then(task, task);
    const tail: Promise<void> = result.then(
      () => this.leave(key, tail),
      () => this.leave(key, tail),
    );
    this.tails.set(key, tail);
    this.lengths.set(key, (this.lengths.get(key) ?? 0) + 1);
    return result;
  }

  /** Tasks of this key that wait or run. */
  length(key: string): number {
    return this.lengths.get(key) ?? 0;
  }

  /** Resolves when everything queued so far, of every key, is done. */
  async idle(): Promise<void> {
    while (this.tails.size > 0) await Promise.all(this.tails.values());
  }

  private leave(key: string, tail: Promise<unknown>): void {
    const left = (this.lengths.get(key) ?? 1) - 1;
    if (left === 0) this.lengths.delete(key);
    else this.lengths.set(key, left);
    if (this.tails.get(key) === tail) this.tails.delete(key);
  }
}
