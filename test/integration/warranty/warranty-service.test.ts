import { forgetExpiredContacts, importDevices, readDevice } from '../../../src/warranty';
import { tempFolder } from '../../helpers/temp-folder';
import { type Bench, openBench } from '../tickets/ticket-bench';

const folder = tempFolder();
let app: Bench;
beforeEach(async () => {
  app = await openBench(folder);
});
afterEach(() => app.store.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SERIAL = 'XY1-2603-00017';
const PHONE = '13800001234';
const lookUp = (serialNo = SERIAL, phone = PHONE, followerId = 'openid-asker') =>
  app.run((tx) => app.warranties.lookUp(tx, { followerId, serialNo, phone, now: app.clock.now() }));

describe('looking up a warranty', () => {
  // @covers S1-06
  it('takes serial number and phone together, however they are written', async () => {
    const found = { ok: true, device: { model: '星云一号' }, warranty: { state: 'active', days: 478 } };
    expect(await lookUp()).toMatchObject(found);
    expect(await lookUp('s/n：xy1 2603 00017', '+86 138 0000 1234')).toMatchObject(found);
    expect(await lookUp('RMS300260901B', '13800005678')).toMatchObject({
      warranty: { state: 'not_started' },
    });
  });

  it.each([
    ['a wrong phone', SERIAL, '13800001235'],
    ['the phone of another device', SERIAL, '13800005678'],
    ['a serial number one off', 'XY1-2603-00018', PHONE],
    ['a part of the number', 'XY1-2603', PHONE],
    ['a pattern', 'XY1%', PHONE],
    ['an unknown device', 'ZZ9999999', '13900000000'],
    ['no phone', SERIAL, ''],
    ['nothing', '', ''],
  ])('answers %s with one and the same MISS', async (_, serialNo, phone) => {
    expect(JSON.stringify(await lookUp(serialNo, phone))).toBe('{"ok":false,"code":"MISS"}');
  });

  it('goes by the day: the same device is in warranty, then is not', async () => {
    app.clock.advance(478 * DAY);
    expect(await lookUp()).toMatchObject({ warranty: { state: 'active', days: 0 } });
    app.clock.advance(DAY);
    expect(await lookUp()).toMatchObject({ warranty: { state: 'expired', days: 1 } });
  });

  it('writes one audit row for each, without what was asked for on a miss', async () => {
    await lookUp();
    await lookUp(SERIAL, '13800001235');
    const rows = await app.rows('SELECT subject, outcome, found, digest FROM lookup ORDER BY id');
    expect(rows).toMatchObject([
      { subject: 'warranty', outcome: 'hit', found: SERIAL },
      { subject: 'warranty', outcome: 'miss', found: null },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/1380000/);
  });

  it('is limited to five an hour, apart from other look-ups', async () => {
    await app.run((tx) =>
      app.serviceCodes.lookUp(tx, { followerId: 'openid-asker', org: '某公司', now: app.clock.now() }),
    );
    for (let n = 0; n < 5; n += 1) expect(await lookUp()).toMatchObject({ ok: true });
    expect(await lookUp()).toEqual({ ok: false, code: 'RATE_LIMITED' });
    expect(await lookUp('ZZ9999999')).toEqual({ ok: false, code: 'RATE_LIMITED' });
    app.clock.advance(HOUR);
    expect(await lookUp()).toMatchObject({ ok: true });
  });

  it('is locked for a day with the tenth miss, and raises the alarm when many accounts try', async () => {
    for (let n = 0; n < 10; n += 1) {
      expect(await lookUp(`ZZ999999${n}`)).toEqual({ ok: false, code: 'MISS' });
      app.clock.advance(HOUR);
    }
    expect(await lookUp()).toEqual({ ok: false, code: 'RATE_LIMITED' });
    for (let n = 0; n < 30; n += 1) await lookUp(SERIAL, '13900000000', `openid-${n}`);
    expect(app.alarms).toEqual([{ subject: 'warranty', count: 30 }]);
  });
});

describe('the effect of the flow', () => {
  it('tells the warranty, and nothing of who bought the device', async () => {
    const told = await app.effect('warranty.lookup', { serial_no: SERIAL, phone: PHONE });
    expect(told).toEqual({
      ok: true,
      data: {
        product: '星云',
        model: '星云一号',
        purchased_on: '2026-03-10',
        start: '2026-03-15',
        end: '2028-03-14',
        level: '上门服务',
        state: 'active',
        days: 478,
      },
    });
    expect(await app.effect('warranty.lookup', { serial_no: null, phone: PHONE })).toEqual({
      ok: false,
      code: 'MISS',
    });
  });
});

describe('what is kept', () => {
  it('forgets buyer and contact some time after the warranty, and then finds the device no more', async () => {
    const old = 'XY2-2308-00542';
    const forget = (day: string) => app.run((tx) => forgetExpiredContacts(tx, day, 10));
    expect(await forget('2025-08-04')).toBe(0);
    expect(await lookUp(old)).toMatchObject({ warranty: { state: 'expired' } });
    expect(await forget('2025-08-05')).toBe(1);
    expect(await forget('2025-08-05')).toBe(0);
    expect(await lookUp(old)).toEqual({ ok: false, code: 'MISS' });
    expect(await lookUp(old, '')).toEqual({ ok: false, code: 'MISS' });
    expect(await readDevice(app.store.reader, old)).toMatchObject({
      model: '星云二号',
      warrantyEnd: '2025-08-04',
      buyerName: '[已删除]',
      contactPhone: '',
    });
    expect(await lookUp()).toMatchObject({ ok: true });
  });

  it('takes in twenty thousand devices at once, and the same file again as unchanged', async () => {
    const known = await readDevice(app.store.reader, SERIAL);
    if (known === undefined) throw new Error('no device was seeded');
    const { updatedAt: _, ...device } = known;
    const devices = Array.from({ length: 20_000 }, (__, n) => ({
      ...device,
      serialNo: `BULK${100_000 + n}`,
    }));
    const take = () => app.run((tx) => importDevices(tx, devices, { now: app.clock.now() }));
    expect(await take()).toEqual({ added: 20_000, updated: 0, unchanged: 0 });
    expect(await take()).toEqual({ added: 0, updated: 0, unchanged: 20_000 });
    expect(await lookUp('BULK119999')).toMatchObject({ ok: true });
  });
});
