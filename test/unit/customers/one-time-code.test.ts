import { codeOf, isCode, judgeRequest } from '../../../src/customers/one-time-code';

const KEY = Buffer.alloc(32, 1);
const NOW = 1_000_000_000_000;
const MINUTE = 60_000;
const limits = {
  wait_seconds: 60,
  per_follower: { per_hour: 3, per_day: 4 },
  per_phone: { per_hour: 2, per_day: 3 },
};
const follower = (...minutesAgo: number[]) =>
  minutesAgo.map((minutes) => ({ at: NOW - minutes * MINUTE, by: 'follower' as const }));
const phone = (...minutesAgo: number[]) =>
  minutesAgo.map((minutes) => ({ at: NOW - minutes * MINUTE, by: 'phone' as const }));

describe('a one-time code', () => {
  it('has six digits, and is another for another nonce and another key', () => {
    const codes = Array.from({ length: 500 }, (_, n) => codeOf(KEY, `nonce ${n}`));
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(490);
    expect(codeOf(Buffer.alloc(32, 2), 'nonce 1')).not.toBe(codes[1]);
    expect(codeOf(KEY, 'nonce 1')).toBe(codes[1]);
  });

  it('is right only as a whole', () => {
    const code = codeOf(KEY, 'n');
    expect(isCode(KEY, 'n', code)).toBe(true);
    for (const wrong of [
      '',
      code.slice(1),
      `${code}0`,
      code.replace(/^./, (digit) => `${(Number(digit) + 1) % 10}`),
    ])
      expect(isCode(KEY, 'n', wrong)).toBe(false);
  });
});

describe('asking for a code', () => {
  it.each([
    ['the first', [], 'ok'],
    ['a minute later', follower(1), 'ok'],
    ['within a minute', follower(0.9), 'TOO_SOON'],
    ['for a number that somebody else asked for a moment ago', phone(0.5), 'TOO_SOON'],
    ['the fourth within an hour', follower(2, 20, 59), 'RATE_LIMITED'],
    ['the third of the hour', follower(2, 20, 60), 'ok'],
    ['the third for a number within an hour', phone(2, 59), 'RATE_LIMITED'],
    ['the fifth within a day', follower(2, 100, 200, 1439), 'RATE_LIMITED'],
    ['the fourth for a number within a day', phone(2, 100, 1439), 'RATE_LIMITED'],
    ['after a day', [...follower(1440, 1440, 1440, 1440), ...phone(1440, 1440, 1440)], 'ok'],
  ])('%s: %s', (_name, past, verdict) => {
    expect(judgeRequest(past, limits, NOW)).toBe(verdict);
  });
});
