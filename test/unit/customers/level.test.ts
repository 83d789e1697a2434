import { dayOf, judgeRights } from '../../../src/customers';

const TODAY = '2026-11-22';
const valid = { enabled: true, validUntil: TODAY };
const expired = { enabled: true, validUntil: '2026-11-21' };
const disabled = { enabled: false, validUntil: '2027-12-31' };
const nobody = { bound: false, unit: undefined, unitAdmin: false, internal: false, tad: false };

// @covers S3-57
describe('the policy of rights (S3-57)', () => {
  it.each([
    ['nothing is known', nobody, 'follower', ['follower']],
    ['a unit without a confirmed phone', { ...nobody, unit: valid }, 'follower', ['follower']],
    [
      'granted rights without a confirmed phone',
      { ...nobody, unit: valid, unitAdmin: true, internal: true, tad: true },
      'follower',
      ['follower'],
    ],
    ['a confirmed phone', { ...nobody, bound: true }, 'registered', ['follower', 'registered']],
    [
      'a unit on its last day',
      { ...nobody, bound: true, unit: valid },
      'vip',
      ['follower', 'registered', 'vip'],
    ],
    [
      'a unit whose code ran out yesterday',
      { ...nobody, bound: true, unit: expired },
      'registered',
      ['follower', 'registered'],
    ],
    ['a disabled unit', { ...nobody, bound: true, unit: disabled }, 'registered', ['follower', 'registered']],
    [
      'the administrator of a unit',
      { ...nobody, bound: true, unit: valid, unitAdmin: true },
      'vip',
      ['follower', 'registered', 'vip', 'unit_admin'],
    ],
    [
      'the administrator of a unit whose code ran out: administrator, not VIP',
      { ...nobody, bound: true, unit: expired, unitAdmin: true },
      'registered',
      ['follower', 'registered', 'unit_admin'],
    ],
    [
      'the administrator of a disabled unit',
      { ...nobody, bound: true, unit: disabled, unitAdmin: true },
      'registered',
      ['follower', 'registered'],
    ],
    [
      'an administrator of no unit',
      { ...nobody, bound: true, unitAdmin: true },
      'registered',
      ['follower', 'registered'],
    ],
    [
      'one of our own people',
      { ...nobody, bound: true, internal: true },
      'registered',
      ['follower', 'registered', 'internal'],
    ],
    ['TAD', { ...nobody, bound: true, tad: true }, 'registered', ['follower', 'registered', 'tad']],
    [
      'everything at once',
      { bound: true, unit: valid, unitAdmin: true, internal: true, tad: true },
      'vip',
      ['follower', 'registered', 'vip', 'tad', 'unit_admin', 'internal'],
    ],
  ] as const)('%s', (_name, standing, level, roles) => {
    const rights = judgeRights(standing, TODAY);
    expect(rights).toMatchObject({ level, roles });
    const { vip, unitAdmin, internal, tad } = rights;
    const flags = Object.entries({ vip, tad, unit_admin: unitAdmin, internal });
    expect(flags.filter(([, has]) => has).map(([role]) => role)).toEqual(
      roles.filter((role) => role !== 'follower' && role !== 'registered'),
    );
  });

  it('counts days as Shanghai does', () => {
    expect(dayOf(Date.parse('2026-11-21T15:59:59Z'))).toBe('2026-11-21');
    expect(dayOf(Date.parse('2026-11-21T16:00:00Z'))).toBe(TODAY);
  });
});
