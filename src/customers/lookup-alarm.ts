const MINUTE_MS = 60_000;

/**
 * Counts the look-ups of everybody in this process over the last minute and tells when they reach the limit, once
 * until the rate has fallen again. It counts after the commit, since a unit may run twice.
 */
export class LookupAlarm {
  private recent: number[] = [];
  private raised = false;

  constructor(
    private readonly perMinute: number,
    private readonly onAlarm: (count: number) => void,
  ) {}

  count(now: number): void {
    this.recent.push(now);
    const first = this.recent.findIndex((at) => at > now - MINUTE_MS);
    if (first > 0) this.recent.splice(0, first);
    if (this.recent.length < this.perMinute) this.raised = false;
    else if (!this.raised) {
      this.raised = true;
      this.onAlarm(this.recent.length);
    }
  }
}
