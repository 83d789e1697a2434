import type { Clock } from '../../kernel/clock';

export interface FreshToken {
  value: string;
  expiresInSeconds: number;
}

/** The platform hands out a new token from five minutes before the end, and accepts the old one until the end. */
const RENEWAL_MS = 5 * 60_000;
/** How long to leave a failing token call alone while the old token still works. */
const PAUSE_AFTER_FAILURE_MS = 10_000;

interface StoredToken {
  value: string;
  renewAt: number;
  expiresAt: number;
}

/**
 * Keeps the access token (获取稳定版接口调用凭据): one request at a time however many callers wait, a renewal in the
 * background while the old token is still good, and never a moment without a token while one is valid.
 */
export class AccessTokens {
  private stored: StoredToken | undefined;
  private pending: Promise<StoredToken> | undefined;
  private pausedUntil = 0;

  constructor(
    private readonly clock: Clock,
    private readonly fetchToken: () => Promise<FreshToken>,
  ) {}

  /** A token that is valid now. Throws what `fetchToken` throws when there is none and none can be had. */
  async current(): Promise<string> {
    const now = this.clock.now();
    const stored = this.stored;
    if (stored === undefined || now >= stored.expiresAt) return (await this.refresh()).value;
    if (now >= stored.renewAt && now >= this.pausedUntil) {
      // Nobody waits for it; when it fails, the caller that finds no valid token will hear of it.
      this.refresh().catch(() => {});
    }
    return stored.value;
  }

  /** A token other than `failed`, which the platform refused, if there is one; asks for it unless it is there already. */
  async renew(failed: string): Promise<string> {
    if (this.stored !== undefined && this.stored.value !== failed) return this.stored.value;
    return (await this.refresh()).value;
  }

  private refresh(): Promise<StoredToken> {
    this.pending ??= this.request().finally(() => {
      this.pending = undefined;
    });
    return this.pending;
  }

  private async request(): Promise<StoredToken> {
    const askedAt = this.clock.now();
    try {
      const { value, expiresInSeconds } = await this.fetchToken();
      const lifetimeMs = expiresInSeconds * 1000;
      const expiresAt = askedAt + lifetimeMs;
      this.stored = { value, expiresAt, renewAt: expiresAt - Math.min(RENEWAL_MS, lifetimeMs / 2) };
      return this.stored;
    } catch (error) {
      this.pausedUntil = askedAt + PAUSE_AFTER_FAILURE_MS;
      throw error;
    }
  }
}
