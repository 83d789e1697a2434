import { loadSuite, type Suite } from '../../../src/flow-tests/load-suite';
import { describeFailure } from '../../../src/flow-tests/report';
import type { CaseResult } from '../../../src/flow-tests/run-case';
import { SuiteRun } from '../../../src/flow-tests/suite-run';

/**
 * The tests of the tests: a talk that goes well, and beside each expectation one that is wrong in that alone. The wrong
 * one has to fail, and for that reason.
 */
const GIVEN = `
suite: self-test
clock: 2026-11-20T10:00:00+08:00
given:
  kb: [{ id: invoice, q: 怎么开发票, a: 在订单页点申请发票。 }]
`;

const KINDS: [kind: string, talk: string, good: string, bad: string][] = [
  ['bot.contains', 'user: 怎么开发票', 'bot: { contains: 申请发票 }', 'bot: { contains: 申请退款 }'],
  [
    'bot.not_contains',
    'user: 怎么开发票',
    'bot: { not_contains: 申请退款 }',
    'bot: { not_contains: 申请发票 }',
  ],
  ['bot.matches', 'user: 怎么开发票', 'bot: { matches: "^在.{3}点" }', 'bot: { matches: "^点" }'],
  ['bot.text_key', 'user: 怎么开发票', 'bot: { text_key: answer }', 'bot: { text_key: fallback }'],
  ['bot.menu', 'user: 火星上有生命吗', 'bot: { menu: [转人工, 菜单] }', 'bot: { menu: [菜单, 转人工] }'],
  ['bot.menu', 'user: 怎么开发票', 'bot: { menu: [] }', 'bot: { menu: [菜单] }'],
  ['bot.menu_includes', 'user: 菜单', 'bot: { menu_includes: 转人工 }', 'bot: { menu_includes: 转机器人 }'],
  ['bot.messages', 'user: 怎么开发票', 'bot: { messages: 1 }', 'bot: { messages: 2 }'],
  ['bot.offers', 'user: 火星上有生命吗', 'bot: { offers: handoff }', ''],
  ['bot.asks', 'user: 怎么开发票', '', 'bot: { asks: phone }'],
  ['bot', 'restart: true', 'bot: none', ''],
  ['bot', 'user: 怎么开发票', '', 'bot: none'],
  ['mode', 'user: 人工', 'mode: queued', 'mode: bot'],
  ['stack', 'user: 怎么开发票', 'stack: []', 'stack: [ticket_create]'],
  ['slots.phone', 'user: 怎么开发票', '', 'slots: { phone: "13800000000" }'],
  ['memory.phone', 'user: 怎么开发票', 'memory: { phone: null }', 'memory: { phone: "13800000000" }'],
  ['frame', 'user: 怎么开发票', '', 'frame: { step: review }'],
  ['decision', 'user: 怎么开发票', 'decision: { rule: 10 }', 'decision: { rule: 12 }'],
  [
    'effects',
    'user: 人工',
    'effects: [{ kind: handoff.enqueue, ok: true, data: { position: 1 } }]',
    'effects: [{ kind: handoff.enqueue, data: { position: 2 } }]',
  ],
  ['effects', 'user: 人工', 'effects: [{ kind: handoff.enqueue }]', 'effects: []'],
  ['effects', 'user: 怎么开发票', 'effects: []', 'effects: [{ kind: handoff.enqueue }]'],
  [
    'effects_total handoff.enqueue',
    'user: 人工',
    'effects_total: { handoff.enqueue: 1 }',
    'effects_total: { handoff.enqueue: 2 }',
  ],
  [
    'effects_total handoff.enqueue',
    'user: 怎么开发票',
    'effects_total: { handoff.enqueue: 0 }',
    'effects_total: { handoff.enqueue: 1 }',
  ],
  ['sent', 'user: 怎么开发票', 'sent: 0', 'sent: 1'],
  [
    'rows: SELECT count(*) FROM chat WHERE follower_id = $1',
    'user: 人工',
    'rows: { sql: SELECT count(*) FROM chat WHERE follower_id = $1, equals: 1 }',
    'rows: { sql: SELECT count(*) FROM chat WHERE follower_id = $1, equals: 0 }',
  ],
  [
    'rows: SELECT state, reason FROM chat WHERE follower_id = $1',
    'user: 人工',
    "rows: { sql: 'SELECT state, reason FROM chat WHERE follower_id = $1', equals: [{ state: queued, reason: command }] }",
    "rows: { sql: 'SELECT state, reason FROM chat WHERE follower_id = $1', equals: [{ state: queued }] }",
  ],
];

function suiteOf(talks: readonly string[]): Suite {
  const cases = talks.map((talk, index) => `  - name: case ${index}\n    talk:\n${talk}`);
  return loadSuite(`${GIVEN}cases:\n${cases.join('\n')}`, 'self-test.yaml');
}

const turnOf = (...lines: string[]) => `      - ${lines.filter((line) => line !== '').join('\n        ')}`;

async function play(talks: readonly string[]): Promise<CaseResult[]> {
  const suite = suiteOf(talks);
  const run = await SuiteRun.open(suite);
  try {
    const results: CaseResult[] = [];
    for (const one of suite.cases) results.push(await run.run(one));
    return results;
  } finally {
    await run.close();
  }
}

describe('what a suite expects', () => {
  const good = KINDS.filter(([, , fine]) => fine !== '');
  const bad = KINDS.filter(([, , , wrong]) => wrong !== '');

  it('is met by a talk that goes so', async () => {
    const results = await play(good.map(([, talk, fine]) => turnOf(talk, fine)));
    expect(
      results.flatMap((result) => (result.mismatches.length > 0 ? [describeFailure(result)] : [])),
    ).toEqual([]);
  });

  it('fails a talk that goes otherwise, each kind for its own reason', async () => {
    const results = await play(bad.map(([, talk, , wrong]) => turnOf(talk, wrong)));
    expect(results.map(({ mismatches }) => mismatches.map(({ what }) => what))).toEqual(
      bad.map(([kind]) => [kind]),
    );
  });

  it.each([
    ['a tap without a menu', turnOf('tap: 1'), /no menu 0 back has a link 1/],
    ['an agent without a chat', turnOf('agent: claim'), /no chat that an agent could work on/],
    [
      'an agent who claims twice',
      [turnOf('user: 人工'), turnOf('agent: claim'), turnOf('agent: claim')].join('\n'),
      /CHAT_TAKEN/,
    ],
  ])('fails %s', async (_what, talk, message) => {
    const [result] = await play([talk]);
    expect(result?.mismatches).toMatchObject([{ what: 'the turn', found: expect.stringMatching(message) }]);
  });

  it('stops at the first turn that is wrong, and does not let later ones pass', async () => {
    const [result] = await play([
      [turnOf('user: 怎么开发票', 'bot: none'), turnOf('user: 菜单', 'bot: { text_key: menu }')].join('\n'),
    ]);
    expect(result?.talk).toHaveLength(1);
    expect(result?.mismatches).toHaveLength(1);
  });

  it('gives each case a follower of their own, and leaves nobody in the queue', async () => {
    const talk = turnOf('user: 人工', 'bot: { contains: 排队第 1 位 }');
    const results = await play([talk, talk]);
    expect(results.map(({ mismatches }) => mismatches)).toEqual([[], []]);
  });
});

describe('describeFailure', () => {
  it('shows the whole talk, what was expected and what was found', async () => {
    const [result] = await play([
      [turnOf('user: 怎么开发票', 'bot: { contains: 订单页 }'), turnOf('user: 火星', 'mode: queued')].join(
        '\n',
      ),
    ]);
    if (result === undefined) throw new Error('no result');
    const text = describeFailure(result);
    expect(text).toMatch(/^self-test\.yaml:\d+ {2}self-test › case 0\n/);
    expect(text).toContain('    user: 怎么开发票\n      bot: 在订单页点申请发票。');
    expect(text).toContain('  ✗ mode\n      expected "queued"\n      found    "bot"');
  });
});
