import { ManualClock } from '../../../src/kernel/clock';
import { TokenIssuer } from '../../../src/sandbox/token-issuer';

const MINUTE = 60_000;

describe('stable tokens', () => {
  it('stay the same until five minutes before their end, then overlap', () => {
    const clock = new ManualClock(0);
    const issuer = new TokenIssuer(clock);
    const first = issuer.issueStable(false);
    expect(first?.expiresIn).toBe(7200);
    clock.set(114 * MINUTE);
    expect(issuer.issueStable(false)).toEqual({ token: first?.token, expiresIn: 360 });
    clock.set(115 * MINUTE);
    const second = issuer.issueStable(false);
    expect(second?.token).not.toBe(first?.token);
    expect(issuer.check(first?.token)).toBe(0);
    clock.set(120 * MINUTE);
    expect(issuer.check(first?.token)).toBe(42001);
    expect(issuer.check(second?.token)).toBe(0);
  });

  it('die at once when a refresh is forced, at most every 30 s and 20 times a day', () => {
    const clock = new ManualClock(0);
    const issuer = new TokenIssuer(clock);
    const first = issuer.issueStable(false);
    const second = issuer.issueStable(true);
    expect(issuer.check(first?.token)).toBe(40001);
    clock.advance(29_999);
    expect(issuer.issueStable(true)?.token).toBe(second?.token);
    for (let count = 1; count < 20; count += 1) {
      clock.advance(30_000);
      expect(issuer.issueStable(true)).toBeDefined();
    }
    clock.advance(30_000);
    expect(issuer.issueStable(true)).toBeUndefined();
    clock.advance(24 * 60 * MINUTE);
    expect(issuer.issueStable(true)).toBeDefined();
  });
});

describe('plain tokens', () => {
  it('are new at each call; the one before lives five minutes longer', () => {
    const clock = new ManualClock(0);
    const issuer = new TokenIssuer(clock);
    const first = issuer.issuePlain();
    const second = issuer.issuePlain();
    expect(second.token).not.toBe(first.token);
    clock.advance(5 * MINUTE - 1);
    expect(issuer.check(first.token)).toBe(0);
    clock.advance(1);
    expect(issuer.check(first.token)).toBe(42001);
    expect(issuer.check(second.token)).toBe(0);
  });

  it('are isolated from the stable ones', () => {
    const issuer = new TokenIssuer(new ManualClock(0));
    const stable = issuer.issueStable(false);
    issuer.issuePlain();
    issuer.issuePlain();
    expect(issuer.check(stable?.token)).toBe(0);
    expect(issuer.check(undefined)).toBe(41001);
    expect(issuer.check('nonsense')).toBe(40001);
  });
});
