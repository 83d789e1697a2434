/** What goes wrong with a call of the platform's API when a test (or a curious person) asks for it. */
export type FaultKind =
  /** The platform's own refusal: HTTP 200 with this errcode. */
  | { kind: 'errcode'; errcode: number; errmsg?: string | undefined }
  /** A gateway in front of the platform fails. */
  | { kind: 'http'; status: number }
  /** HTTP 200 with a body that is no JSON; `processed` says whether the call had its effect all the same. */
  | { kind: 'malformed'; processed?: boolean | undefined }
  /** No answer ever comes; `processed` as above. */
  | { kind: 'silence'; processed?: boolean | undefined }
  /** The connection is cut before an answer; `processed` as above. */
  | { kind: 'cut'; processed?: boolean | undefined }
  /** The answer comes late. */
  | { kind: 'delay'; delayMs: number };

/** A planned fault as the pages see it. */
export interface FaultView {
  id: number;
  fault: FaultKind;
  /** Null: any call. */
  path: string | null;
  /** Calls that will still meet it; null: all, until it is cleared. */
  left: number | null;
}

interface PlannedFault {
  id: number;
  fault: FaultKind;
  path: string | undefined;
  /** Calls that will still meet it; Infinity until somebody clears it. */
  left: number;
}

/** The faults that wait for calls, oldest first. */
export class FaultPlan {
  private planned: PlannedFault[] = [];
  private nextId = 1;

  constructor(private readonly onChange: (faults: FaultView[]) => void = () => {}) {}

  /** The next `times` calls (of `path`, when given) meet this fault; Infinity: all, until it is cleared. */
  add(fault: FaultKind, options: { path?: string | undefined; times?: number } = {}): void {
    this.planned.push({ id: this.nextId, fault, path: options.path, left: options.times ?? 1 });
    this.nextId += 1;
    this.announce();
  }

  take(path: string): FaultKind | undefined {
    const found = this.planned.find((entry) => entry.path === undefined || entry.path === path);
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.planned = this.planned.filter((entry) => entry !== found);
    this.announce();
    return found.fault;
  }

  /** Takes back one planned fault, or all. */
  clear(id?: number): void {
    this.planned = id === undefined ? [] : this.planned.filter((entry) => entry.id !== id);
    this.announce();
  }

  list(): FaultView[] {
    return this.planned.map(({ id, fault, path, left }) => ({
      id,
      fault,
      path: path ?? null,
      left: Number.isFinite(left) ? left : null,
    }));
  }

  private announce(): void {
    this.onChange(this.list());
  }
}
