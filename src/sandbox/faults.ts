/** What goes wrong with a call of the platform's API when a test (or a curious person) asks for it. */
export type FaultKind =
  /** The platform's own refusal: HTTP 200 with this errcode. */
  | { kind: 'errcode'; errcode: number; errmsg?: string | undefined }
  /** A gateway in front of the platform fails. */
  | { kind: 'http'; status: number }
  /** No answer ever comes; `processed` says whether the call had its effect all the same. */
  | { kind: 'silence'; processed?: boolean | undefined }
  /** The connection is cut before an answer; `processed` as above. */
  | { kind: 'cut'; processed?: boolean | undefined }
  /** The answer comes late. */
  | { kind: 'delay'; delayMs: number };

interface PlannedFault {
  fault: FaultKind;
  path: string | undefined;
  left: number;
}

/** The faults that wait for calls, oldest first. */
export class FaultPlan {
  private planned: PlannedFault[] = [];

  /** The next `times` calls (of `path`, when given) meet this fault. */
  add(fault: FaultKind, options: { path?: string | undefined; times?: number } = {}): void {
    this.planned.push({ fault, path: options.path, left: options.times ?? 1 });
  }

  take(path: string): FaultKind | undefined {
    const found = this.planned.find((entry) => entry.path === undefined || entry.path === path);
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.planned = this.planned.filter((entry) => entry !== found);
    return found.fault;
  }

  clear(): void {
    this.planned = [];
  }
}
