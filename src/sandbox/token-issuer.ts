import type { Clock } from '../kernel/clock';
import { randomId } from '../kernel/ids';

const LIFETIME_MS = 7_200_000;
/** A stable token is replaced this long before its end; a replaced plain token lives on this long. */
const OVERLAP_MS = 300_000;
const FORCE_GAP_MS = 30_000;
const FORCE_PER_DAY = 20;

export interface IssuedToken {
  token: string;
  /** Whole seconds until its end. */
  expiresIn: number;
}

/** Gives and checks access tokens by the rules of protocol §5.1. */
export class TokenIssuer {
  private readonly ends = new Map<string, number>();
  private stable: string | undefined;
  private plain: string | undefined;
  private forcedAt: number[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly lifetimeMs: number = LIFETIME_MS,
  ) {}

  /** Each call makes a new token; the one before lives five minutes longer. Isolated from the stable ones. */
  issuePlain(): IssuedToken {
    const now = this.clock.now();
    if (this.plain !== undefined) this.shorten(this.plain, now + OVERLAP_MS);
    this.plain = this.create(now);
    return this.describe(this.plain, now);
  }

  /**
   * The same token until five minutes before its end. `force` kills it at once, but not within 30 s of the last
   * time; returns undefined when the 20 forced refreshes of a day are used up.
   */
  issueStable(force: boolean): IssuedToken | undefined {
    const now = this.clock.now();
    this.forcedAt = this.forcedAt.filter((at) => at > now - 86_400_000);
    const lastForced = this.forcedAt.at(-1);
    if (force && (lastForced === undefined || now - lastForced >= FORCE_GAP_MS)) {
      if (this.forcedAt.length >= FORCE_PER_DAY) return undefined;
      this.forcedAt.push(now);
      if (this.stable !== undefined) this.ends.delete(this.stable);
      this.stable = undefined;
    }
    const end = this.stable === undefined ? undefined : this.ends.get(this.stable);
    if (
      this.stable === undefined ||
      end === undefined ||
      end - now <= Math.min(OVERLAP_MS, this.lifetimeMs / 2)
    ) {
      this.stable = this.create(now);
    }
    return this.describe(this.stable, now);
  }

  /** 0: good. 41001 missing, 40001 unknown or not latest, 42001 expired. */
  check(token: string | undefined): 0 | 40001 | 41001 | 42001 {
    if (token === undefined || token === '') return 41001;
    const end = this.ends.get(token);
    if (end === undefined) return 40001;
    return this.clock.now() < end ? 0 : 42001;
  }

  /** Makes every token unknown, as after a leak or a change of the secret. */
  revokeAll(): void {
    this.ends.clear();
    this.stable = undefined;
    this.plain = undefined;
  }

  private create(now: number): string {
    // Real tokens are longer than 128 characters and must be stored with room for 512.
    const token = `${randomId()}${randomId()}${randomId()}${randomId()}${randomId()}${randomId()}`;
    this.ends.set(token, now + this.lifetimeMs);
    return token;
  }

  private shorten(token: string, latest: number): void {
    const end = this.ends.get(token);
    if (end !== undefined) this.ends.set(token, Math.min(end, latest));
  }

  private describe(token: string, now: number): IssuedToken {
    const end = this.ends.get(token) ?? now;
    return { token, expiresIn: Math.floor((end - now) / 1000) };
  }
}
