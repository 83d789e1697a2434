import { takeDailyNumber } from '../../../src/numbers';
import fc from '../../helpers/fast-check';
import { tempFolder } from '../../helpers/temp-folder';
import { buildForm } from '../../unit/tickets/build-form';
import { type Bench, FAN, MORNING, openBench } from './ticket-bench';

const folder = tempFolder();
let app: Bench;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

beforeEach(async () => {
  app = await openBench(folder);
});
afterEach(() => app.store.close());

describe('filing a ticket', () => {
  it('gives it a number of the day, the first status, no result, and remembers the terms', async () => {
    const ticket = await app.file({ description: '开机后黑屏，指示灯闪红灯' });
    expect(ticket).toMatchObject({
      number: '261122-00001',
      followerId: FAN,
      status: '待受理',
      progress: '等待受理',
      result: null,
      priority: 'P2',
      emergency: false,
      termsVersion: '2026-11',
      termsAt: MORNING,
      createdAt: MORNING,
    });
    expect(await app.events(ticket.number)).toMatchObject([
      { at: MORNING, kind: 'created', actor: { kind: 'follower', id: FAN } },
    ]);
  });

  it('creates one ticket for the same step of the dialogue, however often it runs', async () => {
    const by = app.step();
    const first = await app.file({}, by);
    expect(await app.file({ description: '同一步再来一次' }, by)).toEqual(first);
    const both = await Promise.all([app.file({}, app.step(FAN, 'k')), app.file({}, app.step(FAN, 'k'))]);
    expect(both[0].number).toBe(both[1].number);
    expect(await app.rows('SELECT number FROM ticket')).toHaveLength(2);
  });

  it('takes no number when the unit is rolled back', async () => {
    await expect(
      app.run(async (tx) => {
        await app.tickets.create(tx, app.step(), { ...buildForm(), termsVersion: '1' });
        throw new Error('later in the same turn');
      }),
    ).rejects.toThrow('later');
    expect((await app.file()).number).toBe('261122-00001');
  });

  it('is refused for fields that break a rule, and takes no number then', async () => {
    const refused = await app.run((tx) =>
      app.tickets.create(tx, app.step(), { ...buildForm({ model: '睿目 S200' }), termsVersion: '1' }),
    );
    expect(refused).toEqual({ ok: false, code: 'VALIDATION', fields: ['model'] });
    expect(await app.rows('SELECT * FROM daily_counter')).toEqual([]);
  });

  it('is limited to five an hour and twenty a day, for each follower alone', async () => {
    for (let n = 0; n < 5; n += 1) await app.file();
    await expect(app.file()).rejects.toThrow('RATE_LIMITED');
    await app.file({}, app.step('openid-other'));
    for (let hour = 0; hour < 3; hour += 1) {
      app.clock.advance(HOUR);
      for (let n = 0; n < 5; n += 1) await app.file();
    }
    app.clock.advance(HOUR);
    await expect(app.file()).rejects.toThrow('RATE_LIMITED');
    app.clock.advance(DAY);
    await app.file();
  });

  it('is an emergency when the rules or the customer say so, and never less urgent than the rules', async () => {
    expect(await app.file({ description: '账号被盗了，请尽快处理' })).toMatchObject({
      priority: 'P1',
      emergency: true,
    });
    const asked = (urgency: 'P1' | 'P3', description: string) =>
      app.run((tx) =>
        app.tickets.create(tx, app.step(), { ...buildForm({ description }), termsVersion: '1', urgency }),
      );
    expect(await asked('P1', '我们很着急，请尽快')).toMatchObject({
      ticket: { priority: 'P1', emergency: true },
    });
    expect(await asked('P3', '报表导出失败了')).toMatchObject({
      ticket: { priority: 'P2', emergency: false },
    });
  });
});

describe('daily numbers', () => {
  const take = (now: number, series = 'ticket') => app.run((tx) => takeDailyNumber(tx, series, now));

  it('begin again at midnight of Shanghai, whatever the zone of the machine', async () => {
    const midnight = Date.parse('2026-12-31T16:00:00Z');
    expect([await take(midnight - 1), await take(midnight), await take(midnight + 1)]).toEqual([
      '261231-00001',
      '270101-00001',
      '270101-00002',
    ]);
  });

  it('widen past 99999 and go on', async () => {
    await app.run((tx) => tx.execute(`INSERT INTO daily_counter VALUES ('ticket', '261122', 99998)`));
    expect([await take(MORNING), await take(MORNING), await take(MORNING)]).toEqual([
      '261122-99999',
      '261122-100000',
      '261122-100001',
    ]);
  });

  it('are counted apart for each series', async () => {
    expect([await take(MORNING), await take(MORNING, 'TS')]).toEqual(['261122-00001', '261122-00001']);
  });

  it('never repeat among units that run at once, some of which fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), async (fates) => {
        const taken = await Promise.allSettled(
          fates.map((fails) =>
            app.run(async (tx) => {
              const number = await takeDailyNumber(tx, 'race', MORNING);
              if (fails) throw new Error('rolled back');
              return number;
            }),
          ),
        );
        const numbers = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(numbers.length).toBe(fates.filter((fails) => !fails).length);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a query by phone and number', () => {
  it('finds the ticket when both match, as it is at this moment', async () => {
    const { number } = await app.file();
    await app.process(number, { status: '处理中', progress: '工程师处理中' });
    expect(await app.find('138 0000 0000', number)).toMatchObject({
      ok: true,
      ticket: { number, status: '处理中', progress: '工程师处理中', result: null },
    });
  });

  it('answers a wrong phone, a wrong number and nonsense with the same MISS', async () => {
    const { number } = await app.file();
    const answers = [
      await app.find('13800000001', number),
      await app.find('13800000000', '261122-00002'),
      await app.find('13800000000', `${number}0`),
      await app.find('', ''),
      await app.find('13800000000', "' OR 1=1 --"),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"ok":false,"code":"MISS"}']),
    );
  });

  it('follows a phone that the customer changes', async () => {
    const { number } = await app.file();
    const contact = { phone: '13900000000' };
    await app.run((tx) => app.tickets.edit(tx, app.step(), { number, patch: { contact } }));
    expect(await app.find('13800000000', number)).toMatchObject({ ok: false });
    expect(await app.find('13900000000', number)).toMatchObject({ ok: true });
  });

  it('is limited, and each try is written down without what was asked', async () => {
    const { number } = await app.file();
    for (let n = 0; n < 10; n += 1) await app.find('13811112222', number);
    expect(await app.find('13800000000', number)).toEqual({ ok: false, code: 'RATE_LIMITED' });
    const rows = await app.rows('SELECT * FROM lookup');
    expect(rows.map((row) => row.outcome)).toEqual([...Array(10).fill('miss'), 'limited']);
    expect(JSON.stringify(rows)).not.toMatch(/13811112222|261122/);
    app.clock.advance(24 * HOUR);
    expect(await app.find('13800000000', number)).toMatchObject({ ok: true });
    expect(await app.rows(`SELECT found FROM lookup WHERE outcome = 'hit'`)).toEqual([{ found: number }]);
  });
});

describe('the follower’s own tickets', () => {
  it('are listed newest first, those of others not', async () => {
    const first = await app.file();
    const second = await app.file({ description: '第二个问题：风扇很响' });
    await app.file({}, app.step('openid-other'));
    const mine = await app.run((tx) => app.tickets.listMine(tx, FAN));
    expect(mine.map(({ number }) => number)).toEqual([second.number, first.number]);
  });

  it('are found by words of the description, taken literally', async () => {
    await app.file({ description: '进度卡在 100%_ 不动' });
    await app.file({ description: '进度卡在 100 不动' });
    const found = await app.run((tx) => app.tickets.listMine(tx, FAN, '100%_'));
    expect(found.map(({ description }) => description)).toEqual(['进度卡在 100%_ 不动']);
  });

  it('are cut to a handful', async () => {
    for (let n = 0; n < 7; n += 1) {
      await app.file();
      app.clock.advance(HOUR);
    }
    expect(await app.run((tx) => app.tickets.listMine(tx, FAN))).toHaveLength(5);
  });
});

describe('who may change a ticket', () => {
  const edit = (number: string, followerId: string) =>
    app.run((tx) =>
      app.tickets.edit(tx, app.step(followerId), { number, patch: { description: '换一个说法：风扇响' } }),
    );

  it('is who filed it', async () => {
    const { number } = await app.file();
    expect(await edit(number, FAN)).toMatchObject({ ok: true });
  });

  it('is nobody else, and they are not told whether it exists', async () => {
    const { number } = await app.file();
    const answers = [await edit(number, 'openid-other'), await edit('261122-09999', 'openid-other')];
    expect(answers).toEqual([
      { ok: false, code: 'MISS' },
      { ok: false, code: 'MISS' },
    ]);
    expect(await app.run((tx) => app.tickets.cancel(tx, app.step('openid-other'), number))).toEqual({
      ok: false,
      code: 'MISS',
    });
  });

  it('is also who showed phone and number within the last hour', async () => {
    const { number } = await app.file();
    await app.find('13800000000', number, 'openid-colleague');
    expect(await edit(number, 'openid-colleague')).toMatchObject({ ok: true });
    app.clock.advance(HOUR);
    expect(await edit(number, 'openid-colleague')).toEqual({ ok: false, code: 'MISS' });
  });

  it('is not who only missed', async () => {
    const { number } = await app.file();
    await app.find('13811112222', number, 'openid-guesser');
    expect(await edit(number, 'openid-guesser')).toEqual({ ok: false, code: 'MISS' });
  });
});

describe('editing', () => {
  it('writes down each field before and after, and adds pictures to those there are', async () => {
    const { number } = await app.file({ attachments: [{ mediaId: 'm1', kind: 'image' }] });
    const edited = await app.run((tx) =>
      app.tickets.edit(tx, app.step(), {
        number,
        patch: {
          contact: { phone: '139 0000 0000' },
          product: '睿目',
          model: '睿目 S200',
          attachments: [{ mediaId: 'm2', kind: 'video' }],
        },
      }),
    );
    expect(edited).toMatchObject({
      ok: true,
      ticket: {
        contact: { name: '王小明', phone: '13900000000' },
        attachments: [{ mediaId: 'm1' }, { mediaId: 'm2' }],
      },
    });
    expect((await app.events(number)).at(-1)).toMatchObject({
      kind: 'edited',
      changes: [
        { field: 'contactPhone', from: '13800000000', to: '13900000000' },
        { field: 'product', from: '星云', to: '睿目' },
        { field: 'model', from: '星云一号', to: '睿目 S200' },
        { field: 'attachments', from: 'm1', to: 'm1 m2' },
      ],
    });
  });

  it('refuses a product whose model was not changed with it, and changes nothing', async () => {
    const { number } = await app.file();
    const result = await app.run((tx) =>
      app.tickets.edit(tx, app.step(), { number, patch: { product: '睿目' } }),
    );
    expect(result).toEqual({ ok: false, code: 'VALIDATION', fields: ['model'] });
    expect(await app.events(number)).toHaveLength(1);
  });

  it('happens once for the same step', async () => {
    const { number } = await app.file();
    const by = app.step();
    const once = () =>
      app.run((tx) => app.tickets.edit(tx, by, { number, patch: { description: '改过的描述文字' } }));
    await once();
    expect(await once()).toMatchObject({ ok: true, ticket: { description: '改过的描述文字' } });
    expect(await app.events(number)).toHaveLength(2);
  });

  it('is over when the ticket is', async () => {
    const { number } = await app.file();
    await app.process(number, { status: '已解决', result: '已修复' });
    expect(
      await app.run((tx) =>
        app.tickets.edit(tx, app.step(), { number, patch: { description: '还想改一改' } }),
      ),
    ).toEqual({ ok: false, code: 'NOT_ALLOWED' });
  });
});

describe('cancelling', () => {
  it('ends an open ticket once', async () => {
    const { number } = await app.file();
    await app.process(number, { status: '处理中' });
    expect(await app.run((tx) => app.tickets.cancel(tx, app.step(), number))).toMatchObject({
      ok: true,
      ticket: { status: '已取消', progress: '客户已取消', closedAt: MORNING },
    });
    expect(await app.run((tx) => app.tickets.cancel(tx, app.step(), number))).toEqual({
      ok: false,
      code: 'NOT_ALLOWED',
    });
    expect((await app.events(number)).map(({ kind }) => kind)).toEqual(['created', 'processed', 'cancelled']);
  });
});

describe('a follow-up', () => {
  const followUp = (number: string, text = '还是不行', attachments = [{ mediaId: 'm9', kind: 'image' }]) =>
    app.run((tx) => app.tickets.followUp(tx, app.step(), { number, text, attachments }));

  it('of an open ticket is added to its history', async () => {
    const { number } = await app.file();
    expect(await followUp(number)).toMatchObject({ ok: true, ticket: { status: '待受理' } });
    expect((await app.events(number)).at(-1)).toMatchObject({ kind: 'followed_up', text: '还是不行' });
  });

  it('answers staff who waited for the customer', async () => {
    const { number } = await app.file();
    await app.process(number, { status: '处理中' });
    await app.process(number, { status: '待客户反馈', progress: '请补充日志' });
    expect(await followUp(number, '日志见图')).toMatchObject({
      ticket: { status: '处理中', progress: '工程师处理中', attachments: [{ mediaId: 'm9' }] },
    });
  });

  it('opens a solved ticket again within seven days; its result stays in the history only', async () => {
    const { number } = await app.file();
    await app.process(number, { status: '已解决', result: '已远程修复' });
    app.clock.advance(7 * DAY - 1);
    expect(await followUp(number)).toMatchObject({
      ticket: { status: '处理中', result: null, resolvedAt: null },
    });
    expect((await app.events(number)).at(-1)).toMatchObject({
      kind: 'reopened',
      changes: expect.arrayContaining([{ field: 'result', from: '已远程修复', to: null }]),
    });
  });

  it('comes too late after seven days, and after closing', async () => {
    const { number } = await app.file();
    await app.process(number, { status: '已解决', result: '已远程修复' });
    app.clock.advance(7 * DAY);
    expect(await followUp(number)).toEqual({ ok: false, code: 'NOT_ALLOWED' });
    await app.process(number, { status: '已关闭' });
    expect(await followUp(number)).toEqual({ ok: false, code: 'NOT_ALLOWED' });
  });

  it('needs words, and not too many', async () => {
    const { number } = await app.file();
    expect(await followUp(number, '  ')).toMatchObject({ code: 'VALIDATION', fields: ['description'] });
    expect(await followUp(number, '长'.repeat(2_001))).toMatchObject({ code: 'VALIDATION' });
  });
});

// @covers S2-24
it('history entries are never changed by what comes later', async () => {
  const { number } = await app.file();
  const before = [JSON.stringify(await app.rows('SELECT * FROM ticket_event'))];
  const steps = [
    () => app.process(number, { status: '处理中', progress: '已派工' }),
    () => app.run((tx) => app.tickets.followUp(tx, app.step(), { number, text: '补充' })),
    () => app.run((tx) => app.tickets.edit(tx, app.step(), { number, patch: { description: '改后的描述' } })),
    () => app.process(number, { status: '已解决', result: '好了' }),
    () => app.run((tx) => app.tickets.followUp(tx, app.step(), { number, text: '又坏了' })),
    () => app.run((tx) => app.tickets.cancel(tx, app.step(), number)),
  ];
  for (const step of steps) {
    expect(await step()).toMatchObject({ ok: true });
    const rows = await app.rows('SELECT * FROM ticket_event ORDER BY id');
    expect(JSON.stringify(rows.slice(0, -1))).toBe(before.at(-1));
    before.push(JSON.stringify(rows));
  }
});
