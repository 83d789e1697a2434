import fs from 'node:fs';
import path from 'node:path';

/** At most one write in this many milliseconds; the first change after a quiet time is written at once. */
const WRITE_GAP_MS = 100;
/** A write that took long (thousands of followers) is followed by a pause so much longer: at most a twentieth of the time. */
const PAUSE_FACTOR = 20;

/**
 * Keeps a value in a JSON file, replaced whole by an atomic rename, so that a killed process leaves either the
 * old or the new content. A file that cannot be read counts as absent: the sandbox starts fresh.
 */
export class StateFile<T> {
  private timer: NodeJS.Timeout | undefined;
  private nextWriteAt = 0;

  constructor(
    private readonly file: string,
    private readonly current: () => T,
    private readonly onError: (error: unknown) => void,
  ) {}

  static read<T>(file: string, isOurs: (value: unknown) => value is T): T | undefined {
    try {
      const value: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
      return isOurs(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  /** Says that the value changed. */
  touch(): void {
    if (this.timer !== undefined) return;
    const wait = Math.max(0, this.nextWriteAt - Date.now());
    this.timer = setTimeout(() => this.flush(), wait);
    this.timer.unref();
  }

  /** Writes now, when something changed. */
  flush(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    const began = Date.now();
    try {
      fs.mkdirSync(path.dirname(this.file), { recursive: true });
      const fresh = `${this.file}.new`;
      fs.writeFileSync(fresh, JSON.stringify(this.current()));
      fs.renameSync(fresh, this.file);
    } catch (error) {
      this.onError(error);
    }
    const ended = Date.now();
    this.nextWriteAt = ended + Math.max(WRITE_GAP_MS, (ended - began) * PAUSE_FACTOR);
  }
}
