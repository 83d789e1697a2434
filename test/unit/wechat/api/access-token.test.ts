import { ManualClock } from '../../../../src/kernel/clock';
import { AccessTokens, type FreshToken } from '../../../../src/wechat/api/access-token';

const MINUTE = 60_000;

/** A platform that hands out T1, T2, … when the test lets it. */
function buildTokens({ expiresInSeconds = 7200 } = {}) {
  const clock = new ManualClock(1_763_700_000_000);
  const waiting: { resolve: (token: FreshToken) => void; reject: (error: Error) => void }[] = [];
  let asked = 0;
  const tokens = new AccessTokens(clock, () => {
    asked += 1;
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  });
  return {
    clock,
    tokens,
    asked: () => asked,
    grant: (value: string) => waiting.shift()!.resolve({ value, expiresInSeconds }),
    fail: () => waiting.shift()!.reject(new Error('down')),
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

async function withFirst(options?: { expiresInSeconds?: number }) {
  const kit = buildTokens(options);
  const first = kit.tokens.current();
  kit.grant('T1');
  expect(await first).toBe('T1');
  return kit;
}

describe('AccessTokens', () => {
  it('asks once for many callers at the same time', async () => {
    const { tokens, asked, grant } = buildTokens();
    const callers = [tokens.current(), tokens.current(), tokens.current()];
    grant('T1');
    expect(await Promise.all(callers)).toEqual(['T1', 'T1', 'T1']);
    expect(asked()).toBe(1);
  });

  it('keeps the token until five minutes before its end', async () => {
    const { tokens, clock, asked } = await withFirst();
    clock.advance(115 * MINUTE - 1);
    expect(await tokens.current()).toBe('T1');
    expect(asked()).toBe(1);
  });

  it('renews in the last five minutes while the old token serves on', async () => {
    const { tokens, clock, asked, grant, settle } = await withFirst();
    clock.advance(115 * MINUTE);
    expect(await tokens.current()).toBe('T1');
    expect(await tokens.current()).toBe('T1');
    expect(asked()).toBe(2);
    grant('T2');
    await settle();
    expect(await tokens.current()).toBe('T2');
  });

  it('keeps serving the old token when the renewal fails, and tries again after a pause', async () => {
    const { tokens, clock, asked, fail, settle } = await withFirst();
    clock.advance(116 * MINUTE);
    await tokens.current();
    fail();
    await settle();
    expect(await tokens.current()).toBe('T1');
    expect(asked()).toBe(2);
    clock.advance(10_000);
    expect(await tokens.current()).toBe('T1');
    expect(asked()).toBe(3);
  });

  it('waits for a new token once the old one has ended, and passes a failure on', async () => {
    const { tokens, clock, fail, grant } = await withFirst();
    clock.advance(120 * MINUTE);
    const refused = tokens.current();
    fail();
    await expect(refused).rejects.toThrow('down');
    const next = tokens.current();
    grant('T2');
    expect(await next).toBe('T2');
  });

  it('serves a token that lives for less than the renewal time', async () => {
    const { tokens, clock, asked } = await withFirst({ expiresInSeconds: 200 });
    clock.advance(99_000);
    expect(await tokens.current()).toBe('T1');
    expect(asked()).toBe(1);
  });

  it('replaces the token that failed, once for all who failed with it', async () => {
    const { tokens, asked, grant } = await withFirst();
    const renewals = [tokens.renew('T1'), tokens.renew('T1')];
    grant('T2');
    expect(await Promise.all(renewals)).toEqual(['T2', 'T2']);
    expect(asked()).toBe(2);
  });

  it('does not replace a token that is newer than the one that failed', async () => {
    const { tokens, asked } = await withFirst();
    expect(await tokens.renew('T0')).toBe('T1');
    expect(asked()).toBe(1);
  });
});
