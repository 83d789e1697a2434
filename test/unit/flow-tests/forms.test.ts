import path from 'node:path';
import { loadSuite } from '../../../src/flow-tests/load-suite';
import { runSuite } from '../../../src/flow-tests/suite-run';

const HEAD = `
suite: wishes
clock: 2026-11-20T10:00:00+08:00
given:
  flows: [flows/wish.yaml]
  kb: [{ id: invoice, q: 怎么开发票, a: 在订单页点申请发票。 }]
  profile: { name: 王小明 }
fragments:
  asked:
    - { user: 许愿, bot: { asks: phone } }
  filled:
    - use: asked
    - { user: "13800001234", bot: { asks: wish } }
    - { user: 希望周末也能上门服务, bot: { asks: review } }
`;

/** Plays a case of these lines; what was not as expected. */
async function mismatchesOf(...lines: string[]) {
  const text = `${HEAD}cases:\n  - name: a wish\n    use: ${lines.shift() ?? ''}\n${lines.map((line) => `    ${line}\n`).join('')}`;
  const results = await runSuite(loadSuite(fillIn(text), path.join(__dirname, 'wishes.yaml')));
  return results.flatMap(({ mismatches }) => mismatches);
}

/** A fragment that the case does not use would be refused. */
const fillIn = (text: string) =>
  text.includes('use: filled\n    ') ? text : text.replace(/ {2}filled:\n(?: {4}.*\n)+/, '');

describe('expectations about forms', () => {
  it.each([
    ['slots.phone', 'slots: { phone: "13800001234" }', 'slots: { phone: "13900001234" }'],
    ['stack', 'stack: [wish]', 'stack: []'],
    ['frame', 'frame: { flow: wish, step: review, rev: current }', 'frame: { rev: old }'],
    ['bot.asks', 'bot: { asks: review }', 'bot: { asks: wish }'],
    ['bot.text_key', 'bot: { text_key: t_review }', 'bot: { text_key: t_done }'],
    ['bot.contains', 'bot: { contains: "138****1234" }', 'bot: { contains: "13800001234" }'],
  ])('compares %s with what is there', async (what, good, bad) => {
    const talk = (expected: string) => ['filled', 'talk:', '  - user: 重复', `    ${expected}`];
    expect(await mismatchesOf(...talk(good))).toEqual([]);
    expect(await mismatchesOf(...talk(bad))).toMatchObject([{ what }]);
  });

  it('compares what outlives the form', async () => {
    const talk = (phone: string) => ['filled', 'talk:', '  - user: 1', `    memory: { phone: ${phone} }`];
    expect(await mismatchesOf(...talk('"13800001234"'))).toEqual([]);
    expect(await mismatchesOf(...talk('null'))).toMatchObject([{ what: 'memory.phone' }]);
  });

  it('compares what an effect was given, and what it made in the database', async () => {
    const sql = 'SELECT count(*) FROM suggestion WHERE follower_id = $1';
    const talk = (text: string, rows: number) => [
      'filled',
      'talk:',
      '  - user: 1',
      `    effects: [{ kind: suggestion.create, ok: true, args: { kind: suggestion, text: ${text} } }]`,
      `    rows: { sql: "${sql}", equals: ${rows} }`,
    ];
    expect(await mismatchesOf(...talk('希望周末也能上门服务', 1))).toEqual([]);
    expect(await mismatchesOf(...talk('希望半夜也能上门服务', 1))).toMatchObject([{ what: 'effects' }]);
    expect(await mismatchesOf(...talk('希望周末也能上门服务', 2))).toMatchObject([{ what: `rows: ${sql}` }]);
  });

  it('lets an effect fail with the code that is given, and nothing is made', async () => {
    const wrong = await mismatchesOf(
      'filled',
      'given: { fail: { suggestion.create: RATE_LIMITED } }',
      'talk:',
      '  - user: 1',
      '    bot: { text_key: t_limited }',
      '    effects: [{ kind: suggestion.create, code: RATE_LIMITED }]',
      '    effects_total: { suggestion.create: 0 }',
      '    rows: { sql: SELECT count(*) FROM suggestion WHERE follower_id = $1, equals: 0 }',
    );
    expect(wrong).toEqual([]);
  });

  it('publishes a flow under a form that goes on as it began, and starts the next one anew', async () => {
    const wrong = await mismatchesOf(
      'asked',
      'talk:',
      '  - publish: flows/wish-next.yaml',
      '  - user: 取消',
      '    bot: { not_contains: 请问电话 }',
      '    stack: []',
      '  - user: 许愿',
      '    bot: { contains: 请问电话？, asks: phone }',
      '    frame: { rev: current }',
    );
    expect(wrong).toEqual([]);
    const pinned = ['asked', 'talk:', '  - publish: flows/wish-next.yaml', '    frame: { rev: old }'];
    expect(await mismatchesOf(...pinned)).toEqual([]);
    expect(await mismatchesOf(...pinned.slice(0, 3), '    frame: { rev: current }')).toMatchObject([
      { what: 'frame' },
    ]);
  });

  it('lets an agent fill in a slot, and hand back to the next one', async () => {
    const wrong = await mismatchesOf(
      'asked',
      'talk:',
      '  - { user: "#人工", mode: queued }',
      '  - { agent: claim, mode: human }',
      '  - agent: { fill_slot: { phone: "13800001234" } }',
      '    slots: { phone: "13800001234" }',
      '  - agent: hand_back',
      '  - { user: 继续, bot: { asks: wish } }',
    );
    expect(wrong).toEqual([]);
  });
});
