import { LookupGuard, openAuditKey } from '../../../src/customers';
import { ServiceCodeService } from '../../../src/service-codes';
import { captureLog } from '../../helpers/log';
import { tempFolder } from '../../helpers/temp-folder';
import { shipped } from '../../unit/tickets/build-form';
import { type Bench, MORNING, openBench } from '../tickets/ticket-bench';

const folder = tempFolder();
let app: Bench;
beforeEach(async () => {
  app = await openBench(folder);
});
afterEach(() => app.store.close());

const HOUR = 3_600_000;
const NAME = '示例科技有限公司';
const lookUp = (org: string, followerId = 'openid-asker') =>
  app.run((tx) => app.serviceCodes.lookUp(tx, { followerId, org, now: app.clock.now() }));

describe('looking up a service code', () => {
  it('answers the exact full name, brackets and blanks aside, with code and validity', async () => {
    expect(await lookUp(` 示例科技 有限公司 `)).toEqual({
      ok: true,
      code: 'GS2026000001',
      validUntil: '2027-12-31',
    });
    expect(await lookUp('示例云计算(北京)有限公司')).toMatchObject({ ok: true, code: 'GS2026000002' });
  });

  it.each([
    ['a near miss', '示例科技有限公'],
    ['a longer name', '示例科技有限公司北京分公司'],
    ['another letter', '示例科枝有限公司'],
    ['a pattern', '示例%'],
    ['an unknown name', '完全没有这样的单位'],
    ['a disabled unit', '示例第一人民医院'],
    ['a code', 'GS2026000001'],
    ['nothing', ''],
  ])('answers %s with one and the same MISS', async (_, org) => {
    expect(JSON.stringify(await lookUp(org))).toBe('{"ok":false,"code":"MISS"}');
  });

  it('writes one audit row for each, with a keyed digest in place of the name', async () => {
    await lookUp(NAME);
    await lookUp('示例科技');
    await lookUp('示例 科技');
    await lookUp('示例第一人民医院');
    const rows = await app.rows<{ outcome: string; found: string | null; digest: string; at: number }>(
      'SELECT * FROM lookup ORDER BY id',
    );
    expect(rows.map(({ outcome, found }) => [outcome, found])).toEqual([
      ['hit', 'GS2026000001'],
      ['miss', null],
      ['miss', null],
      ['miss', null],
    ]);
    expect(rows[1]?.digest).toBe(rows[2]?.digest);
    expect(new Set(rows.map(({ digest }) => digest)).size).toBe(3);
    expect(rows[0]).toMatchObject({ at: MORNING, follower_id: 'openid-asker', subject: 'service_code' });
    expect(JSON.stringify(rows)).not.toContain('示例');
    const other = new LookupGuard({
      subject: 'service_code',
      limits: shipped.settings.service_code.limits,
      auditKey: Buffer.alloc(32, 8),
      onAlarm: () => {},
    });
    await app.run((tx) => other.record(tx, { followerId: 'f', asked: '示例科技', found: null, now: 1 }));
    const [last] = await app.rows<{ digest: string }>('SELECT digest FROM lookup ORDER BY id DESC LIMIT 1');
    expect(last?.digest).not.toBe(rows[1]?.digest);
  });
});

describe('the limits of a follower', () => {
  it('are five an hour; a refused try gives nothing away and is written down too', async () => {
    for (let n = 0; n < 5; n += 1) expect(await lookUp(NAME)).toMatchObject({ ok: true });
    expect(await lookUp(NAME)).toEqual({ ok: false, code: 'RATE_LIMITED' });
    expect(await lookUp('完全没有这样的单位')).toEqual({ ok: false, code: 'RATE_LIMITED' });
    expect(await lookUp(NAME, 'openid-other')).toMatchObject({ ok: true });
    expect(await app.rows(`SELECT found FROM lookup WHERE outcome = 'limited'`)).toEqual([
      { found: null },
      { found: null },
    ]);
    app.clock.advance(HOUR);
    expect(await lookUp(NAME)).toMatchObject({ ok: true });
  });

  it('are not stretched by trying again while they last', async () => {
    for (let n = 0; n < 5; n += 1) await lookUp(NAME);
    for (let n = 0; n < 10; n += 1) {
      app.clock.advance(HOUR / 11);
      expect(await lookUp(NAME)).toEqual({ ok: false, code: 'RATE_LIMITED' });
    }
    app.clock.advance(HOUR / 11);
    expect(await lookUp(NAME)).toMatchObject({ ok: true });
  });

  it('hold when the follower asks many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => lookUp(NAME)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
  });

  it('lock for 24 hours with the tenth miss of a day', async () => {
    for (let n = 0; n < 10; n += 1) {
      expect(await lookUp(`没有这个单位${n}`)).toEqual({ ok: false, code: 'MISS' });
      app.clock.advance(HOUR);
    }
    expect(await lookUp(NAME)).toEqual({ ok: false, code: 'RATE_LIMITED' });
    app.clock.advance(22 * HOUR);
    expect(await lookUp(NAME)).toEqual({ ok: false, code: 'RATE_LIMITED' });
    app.clock.advance(HOUR);
    expect(await lookUp(NAME)).toMatchObject({ ok: true });
  });
});

describe('an attack from many accounts', () => {
  it('raises the alarm once at thirty a minute', async () => {
    for (let n = 0; n < 29; n += 1) await lookUp('没有这个单位', `openid-${n}`);
    expect(app.alarms).toEqual([]);
    for (let n = 29; n < 40; n += 1) await lookUp('没有这个单位', `openid-${n}`);
    expect(app.alarms).toEqual([{ subject: 'service_code', count: 30 }]);
  });

  it('is not counted for what was rolled back', async () => {
    for (let n = 0; n < 40; n += 1)
      await app
        .run(async (tx) => {
          await app.serviceCodes.lookUp(tx, { followerId: `openid-${n}`, org: NAME, now: MORNING });
          throw new Error('later in the same turn');
        })
        .catch(() => {});
    expect(app.alarms).toEqual([]);
  });
});

it('a failing database tells nothing of the name in error or log', async () => {
  const { logger, lines } = captureLog();
  const guard = new LookupGuard({
    subject: 'service_code',
    limits: shipped.settings.service_code.limits,
    auditKey: Buffer.alloc(32),
    onAlarm: () => {},
  });
  await app.run((tx) => tx.execute('DROP TABLE unit'));
  const failing = app.run((tx) =>
    new ServiceCodeService(guard).lookUp(tx, { followerId: 'f', org: NAME, now: MORNING }),
  );
  const error: Error = await failing.then(
    () => new Error('it worked'),
    (failure: Error) => failure,
  );
  logger.error({ err: error }, 'a turn failed');
  expect(error.message).toContain('unit');
  expect(`${error.message}${lines.join('')}`).not.toContain('示例科技');
});

it('the audit key is made once and read by its owner only', () => {
  const key = openAuditKey(folder);
  expect(key).toHaveLength(32);
  expect(openAuditKey(folder)).toEqual(key);
});
