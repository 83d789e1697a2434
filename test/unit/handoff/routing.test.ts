import {
  type AgentLoad,
  canServe,
  chooseAgent,
  DEFAULT_HANDOFF_SETTINGS,
  dueOf,
  explainLevel,
  groupFor,
  levelOf,
  parseHandoffSettings,
  queuePlaces,
} from '../../../src/handoff';

const agent = (staffId: string, given: Partial<AgentLoad> = {}): AgentLoad => ({
  staffId,
  groupIds: [],
  capacity: 2,
  serving: 0,
  lastClaimAt: 0,
  ...given,
});
const anybody = { groupId: null, preferredStaffId: null };

describe('levelOf', () => {
  it.each([
    [{ reason: 'emergency', vip: true }, 'emergency'],
    [{ reason: 'command', vip: true }, 'vip'],
    [{ reason: 'command', vip: false }, 'normal'],
  ])('%j is %s', (given, level) => {
    expect(levelOf(given)).toBe(level);
  });

  it('is explained in words', () => {
    expect(explainLevel({ level: 'vip', serviceCode: 'GS2026000001' })).toContain('GS2026000001');
    expect(explainLevel({ level: 'normal', serviceCode: null })).toContain('按进入队列的时间');
  });
});

describe('chooseAgent', () => {
  it.each([
    [
      'the last agent of the follower',
      { ...anybody, preferredStaffId: 'b' },
      [agent('a'), agent('b', { serving: 1 })],
      'b',
    ],
    [
      'another when the last agent is full',
      { ...anybody, preferredStaffId: 'b' },
      [agent('a', { serving: 1 }), agent('b', { serving: 2 })],
      'a',
    ],
    ['who serves fewest', anybody, [agent('a', { serving: 1 }), agent('b')], 'b'],
    [
      'who waits longest for a chat',
      anybody,
      [agent('a', { lastClaimAt: 9 }), agent('b', { lastClaimAt: 5 })],
      'b',
    ],
    ['the first by id when nothing else decides', anybody, [agent('b'), agent('a')], 'a'],
    [
      'one of the group',
      { ...anybody, groupId: 'g' },
      [agent('a', { groupIds: ['h'] }), agent('b', { groupIds: ['g'], serving: 1 })],
      'b',
    ],
    ['one of no group', { ...anybody, groupId: 'g' }, [agent('a', { groupIds: ['h'] }), agent('b')], 'b'],
    ['nobody when all are full', anybody, [agent('a', { serving: 2 })], undefined],
    ['nobody of another group', { ...anybody, groupId: 'g' }, [agent('a', { groupIds: ['h'] })], undefined],
  ])('takes %s', (_why, chat, agents, expected) => {
    expect(chooseAgent(chat, agents)?.staffId).toBe(expected);
    expect(chooseAgent(chat, [...agents].reverse())?.staffId).toBe(expected);
  });

  it('gives a chat for anybody to everybody', () => {
    expect(canServe({ groupIds: ['g'] }, { groupId: null })).toBe(true);
  });
});

describe('groupFor', () => {
  const groups = [
    { id: 'g', name: '设备', products: ['星云'], schedule: null, createdAt: 0 },
    { id: 'h', name: '应用', products: ['星云', '在线应用'], schedule: null, createdAt: 1 },
  ];
  it.each([
    ['星云', 'g'],
    ['在线应用', 'h'],
    ['别的', undefined],
    [null, undefined],
  ])('%s: %s', (product, id) => {
    expect(groupFor(product, groups)?.id).toBe(id);
  });
});

describe('queuePlaces', () => {
  it('counts those before who wait for the same people', () => {
    const queue = [
      { id: '1', groupId: 'g' },
      { id: '2', groupId: 'h' },
      { id: '3', groupId: null },
      { id: '4', groupId: 'g' },
      { id: '5', groupId: null },
    ];
    expect([...queuePlaces(queue)]).toEqual([
      ['1', 1],
      ['2', 1],
      ['3', 3],
      ['4', 3],
      ['5', 5],
    ]);
  });
});

describe('dueOf', () => {
  const chat = {
    state: 'human',
    queuedAt: 200,
    apologisedAt: null,
    waitingSince: null,
    lastMessageAt: 1_000,
    kfAccount: null,
  } as const;
  const settings = { noAnswerMs: 300, returnAfterMs: 100, idleCloseMs: 900 };
  it.each([
    ['the agent left the follower waiting', { ...chat, waitingSince: 500 }, { at: 600, what: 'return' }],
    ['the follower does not answer', chat, { at: 1_900, what: 'idle' }],
    ['nobody takes it', { ...chat, state: 'queued' as const }, { at: 500, what: 'no_answer' }],
    ['that was said already', { ...chat, state: 'queued' as const, apologisedAt: 500 }, undefined],
    ["the platform's own tool serves it", { ...chat, kfAccount: 'kf' }, undefined],
  ])('when %s', (_what, given, due) => {
    expect(dueOf(given, settings)).toEqual(due);
  });

  it('is nothing where the settings switch it off', () => {
    const off = { noAnswerMs: 0, returnAfterMs: 0, idleCloseMs: 0 };
    expect(dueOf({ ...chat, state: 'queued' }, off)).toBeUndefined();
    expect(dueOf(chat, off)).toBeUndefined();
    expect(dueOf({ ...chat, waitingSince: 5 }, off)).toBeUndefined();
  });
});

describe('handoff.yaml', () => {
  it('may be empty: every setting has a default', () => {
    expect(DEFAULT_HANDOFF_SETTINGS).toMatchObject({ autoAssign: false, capacity: 20, groups: [] });
  });

  it('refuses a schedule that hours.yaml has not', () => {
    const text = 'groups: [{ key: a, name: 甲, schedule: nights }]';
    const parse = () => parseHandoffSettings({ name: 'handoff.yaml', text }, new Set(['handoff']));
    expect(parse).toThrow('there is no schedule nights in hours.yaml; there are: handoff');
    expect(parseHandoffSettings({ name: 'handoff.yaml', text }, new Set(['nights'])).groups).toMatchObject([
      { id: 'a', schedule: 'nights' },
    ]);
  });

  it.each([
    ['capacity: 0', 'capacity'],
    ['auto_asign: true', 'auto_asign'],
    ['groups: [{ key: a, name: 甲 }, { key: a, name: 乙 }]', 'has a key twice'],
    ['return_after_minutes: -1', 'return_after_minutes'],
  ])('refuses %s and says where', (text, words) => {
    const parse = () => parseHandoffSettings({ name: 'handoff.yaml', text });
    expect(parse).toThrow(expect.objectContaining({ code: 'SEED_INVALID' }));
    expect(parse).toThrow(words);
    expect(parse).toThrow(/handoff\.yaml:1/);
  });
});
