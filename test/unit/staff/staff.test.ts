import { hashPassword, hasRole, STAFF_LIMITS } from '../../../src/staff';
import { generatePassword, verifyPassword } from '../../../src/staff/password';
import { normaliseUsername } from '../../../src/staff/staff';

describe('hasRole', () => {
  it.each([
    [['agent'], ['agent'], true],
    [['agent', 'administrator'], ['supervisor', 'administrator'], true],
    [['administrator'], ['agent', 'supervisor'], false],
    [[], ['agent'], false],
  ] as const)('an account with %j may do what %j may: %s', (roles, allowed, expected) => {
    expect(hasRole({ roles: [...roles] }, allowed)).toBe(expected);
  });
});

describe('normaliseUsername', () => {
  it.each([
    [' Anna ', 'anna'],
    ['ＡＮＮＡ', 'anna'],
    ['小微', '小微'],
  ])('takes %j as %j', (given, expected) => {
    expect(normaliseUsername(given)).toBe(expected);
  });
});

describe('passwords', () => {
  it('are salted: the same password twice gives different hashes that both fit', async () => {
    const [first, second] = await Promise.all([hashPassword('secret words'), hashPassword('secret words')]);
    expect(first).not.toBe(second);
    expect(await verifyPassword(first, 'secret words')).toBe(true);
    expect(await verifyPassword(second, 'secret words')).toBe(true);
    expect(await verifyPassword(first, 'secret word')).toBe(false);
  });

  it('never fit when there is no account, not even the one that stands in for it', async () => {
    expect(await verifyPassword(undefined, 'the password of nobody')).toBe(false);
    expect(await verifyPassword(undefined, '')).toBe(false);
  });

  it('that are generated differ, are long enough and hold no letters that look alike', () => {
    const made = Array.from({ length: 200 }, generatePassword);
    expect(new Set(made).size).toBe(made.length);
    for (const password of made) {
      expect(password.length).toBeGreaterThanOrEqual(STAFF_LIMITS.passwordMin);
      expect(password).not.toMatch(/[01IOil]/);
    }
  });
});
