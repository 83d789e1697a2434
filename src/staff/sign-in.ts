import { RateLimiterMemory } from 'rate-limiter-flexible';
import { KeyedQueue } from '../kernel/keyed-queue';
import type { Reader, UnitOfWork } from '../kernel/transaction';
import { verifyPassword } from './password';
import type { SessionService, StaffSession } from './session-service';
import { normaliseUsername } from './staff';
import { StaffEntity } from './staff-entity';
import { toStaff } from './staff-service';

export interface SignInLimits {
  /** Wrong passwords for one user name, and from one address, within the time. */
  perUsername: number;
  perAddress: number;
  withinSeconds: number;
  /** Attempts of one address that may wait at the same time. */
  waiting: number;
}

export const SIGN_IN_LIMITS: SignInLimits = {
  perUsername: 10,
  perAddress: 50,
  withinSeconds: 15 * 60,
  waiting: 500,
};

export type SignInResult =
  | { ok: true; token: string; session: StaffSession }
  | { ok: false; code: 'WRONG_CREDENTIALS' }
  | { ok: false; code: 'TOO_MANY_REQUESTS'; retryAfterSeconds: number };

/**
 * Signing in. Unknown names, disabled accounts and wrong passwords get the same answer at the same cost. Wrong
 * attempts are counted by user name and by address; attempts of one name or address are checked one after another,
 * so that many at once do not get past the count.
 */
export class SignIn {
  private readonly byUsername: RateLimiterMemory;
  private readonly byAddress: RateLimiterMemory;
  private readonly queue = new KeyedQueue();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly sessions: SessionService,
    private readonly limits: SignInLimits = SIGN_IN_LIMITS,
  ) {
    const duration = limits.withinSeconds;
    this.byUsername = new RateLimiterMemory({ keyPrefix: 'name', points: limits.perUsername, duration });
    this.byAddress = new RateLimiterMemory({ keyPrefix: 'address', points: limits.perAddress, duration });
  }

  async signIn(given: { username: string; password: string; address: string }): Promise<SignInResult> {
    const username = normaliseUsername(given.username);
    const { address } = given;
    if (this.queue.length(`address ${address}`) >= this.limits.waiting)
      return { ok: false, code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 5 };
    // Always the address first, then the name: two queues taken in one order cannot wait for each other.
    return this.queue.run(`address ${address}`, () =>
      this.queue.run(`name ${username}`, () => this.attempt(username, given.password, address)),
    );
  }

  private async attempt(username: string, password: string, address: string): Promise<SignInResult> {
    const waitMs = Math.max(
      await blockedFor(this.byUsername, username, this.limits.perUsername),
      await blockedFor(this.byAddress, address, this.limits.perAddress),
    );
    if (waitMs > 0)
      return { ok: false, code: 'TOO_MANY_REQUESTS', retryAfterSeconds: Math.ceil(waitMs / 1000) };
    const row = await this.reader.manager.findOneBy(StaffEntity, { username });
    const account = row === null || row.disabled ? undefined : row;
    if (!(await verifyPassword(account?.passwordHash, password)) || account === undefined) {
      await Promise.all([this.byUsername.penalty(username), this.byAddress.penalty(address)]);
      return { ok: false, code: 'WRONG_CREDENTIALS' };
    }
    await this.byUsername.delete(username);
    const opened = await this.unitOfWork.run((tx) => this.sessions.open(tx, toStaff(account)));
    return { ok: true, ...opened };
  }
}

/** Milliseconds until the key may try again; 0 when it may now. */
async function blockedFor(limiter: RateLimiterMemory, key: string, limit: number): Promise<number> {
  const used = await limiter.get(key);
  return used !== null && used.consumedPoints >= limit ? Math.max(1, used.msBeforeNext) : 0;
}
