import { importDevices } from '../../../src/warranty';
import { shipped } from '../../unit/tickets/build-form';
import { patch } from './feature-app';
import { type Client, NOW, type StaffApp, startStaffApp } from './staff-app';

let app: StaffApp;
let anna: Client;
let adam: Client;

beforeEach(async () => {
  app = await startStaffApp();
  anna = await app.signIn('anna', 'agent');
  adam = await app.signIn('adam', 'administrator');
  await app.deps.unitOfWork.run((tx) => importDevices(tx, shipped.devices, { now: NOW }));
});

afterEach(() => app.close());

const XY1 = 'XY1-2603-00017';
const serials = async (query = '') =>
  (await anna.get(`/api/devices?${query}`)).body.items.map((item: { serialNo: string }) => item.serialNo);
const looks = async () =>
  (await adam.get('/api/audit')).body.items.map(
    (one: { subject: string; key: string }) => `${one.subject} ${one.key}`,
  );

describe('GET /api/devices', () => {
  it('lists devices with how their warranty stands, contacts masked', async () => {
    const { status, body } = await anna.get('/api/devices?limit=2');
    expect(status).toBe(200);
    expect(body.items[1]).toMatchObject({
      serialNo: XY1,
      buyerName: '示例科技有限公司',
      contactPhone: '138****1234',
      warranty: { state: 'active', days: 540 },
    });
    expect(await serials(`after=${body.items[1].serialNo}`)).toEqual(['XY2-2308-00542']);
  });

  it('finds a part of number or buyer, a whole phone, and the states of today', async () => {
    expect(await serials('search=2603')).toEqual([XY1]);
    expect(await serials('search=138%200000%201234')).toEqual([XY1, 'XY2-2308-00542']);
    expect(await serials('search=1380000')).toEqual([]);
    expect(await serials(`search=${encodeURIComponent('示例')}`)).toHaveLength(3);
    expect(await serials(`search=${encodeURIComponent('示%公司')}`)).toEqual([]);
    expect(await serials('state=expired')).toEqual(['XY2-2308-00542']);
    expect(await serials('state=not_started')).toEqual(['RM-S300-260901B']);
    expect(await serials('state=active')).toEqual([XY1]);
    expect((await anna.get('/api/devices?state=broken')).status).toBe(400);
    expect(await looks()).toContain('device search:138 0000 1234');
  });

  it('needs a session', async () => {
    expect((await app.stranger.get('/api/devices')).status).toBe(401);
  });
});

describe('GET /api/devices/{serialNo}', () => {
  it('shows buyer and contact, and is written down', async () => {
    expect(await anna.get('/api/devices/xy1260300017')).toMatchObject({
      status: 200,
      body: { serialNo: XY1, contactPhone: '13800001234', level: '上门服务', updatedAt: NOW },
    });
    expect(await looks()).toContain(`device ${XY1}`);
    expect((await anna.get('/api/devices/NONE00000')).status).toBe(404);
    expect((await app.stranger.get(`/api/devices/${XY1}`)).status).toBe(401);
  });
});

describe('PATCH /api/devices/{serialNo}', () => {
  const change = (body: object, client = adam) => patch(client, `/api/devices/${XY1}`, body);

  it('corrects a device, a phone in whatever form', async () => {
    expect(await change({ contactPhone: '+86 139-0000-0000', warrantyEnd: '2026/9/1' })).toMatchObject({
      status: 200,
      body: { contactPhone: '13900000000', warrantyEnd: '2026-09-01', warranty: { state: 'expired' } },
    });
  });

  it('forgets a contact', async () => {
    expect(await change({ contactPhone: '' })).toMatchObject({ status: 200, body: { contactPhone: '' } });
    expect((await anna.get('/api/devices?search=2603')).body.items[0].contactPhone).toBe('');
  });

  it('refuses what is wrong, in words that say what to do', async () => {
    const said = async (body: object) => {
      const answer = await change(body);
      return [answer.status, answer.body.error?.message];
    };
    expect(await said({ warrantyEnd: '2026-01-01' })).toEqual([409, '保修截止不能早于保修开始']);
    expect(await said({ warrantyEnd: '2026-02-30' })).toEqual([
      400,
      'warrantyEnd：应为日期，例如 2027-12-31',
    ]);
    expect(await said({ contactPhone: '123' })).toEqual([400, expect.stringContaining('contactPhone')]);
    expect(await said({})).toEqual([400, expect.stringContaining('至少填写一项')]);
    expect((await patch(adam, '/api/devices/NONE00000', { level: '无' })).status).toBe(404);
  });

  it('is for administrators', async () => {
    expect((await change({ level: '无' }, app.stranger)).status).toBe(401);
    expect((await change({ level: '无' }, anna)).status).toBe(403);
  });
});

describe('POST /api/devices/import', () => {
  const HEADER = '序列号,产品,型号,购买单位,联系电话,保修开始,保修截止';
  const csv = (...lines: string[]) => Buffer.from([HEADER, ...lines].join('\n')).toString('base64');
  const send = (content: string, more: object = {}, client = adam) =>
    client.post('/api/devices/import', { name: '设备.csv', content, ...more });
  const NEW = 'QQ-0000-0001,星云,星云一号,新客户有限公司,13911112222,2026-01-01,2027-01-01';

  it('counts first, then brings in what is new and changed', async () => {
    const same = 'XY2-2308-00542,星云,星云二号,示例科技有限公司,13800001234,2023-08-05,2025-08-04';
    const changed = `${XY1},星云,星云一号,示例科技有限公司,13800001234,2026-03-15,2030-03-14`;
    expect((await send(csv(NEW, same, changed))).body).toEqual({
      dryRun: true,
      added: 1,
      // The day of purchase is in neither line.
      updated: 2,
      unchanged: 0,
    });
    expect(await serials('search=QQ')).toEqual([]);
    expect((await send(csv(NEW, changed), { dryRun: false })).body).toMatchObject({ added: 1, updated: 1 });
    expect(await serials('search=QQ')).toEqual(['QQ-0000-0001']);
    expect((await anna.get(`/api/devices/${XY1}`)).body.warrantyEnd).toBe('2030-03-14');
    expect((await send(csv(NEW, changed))).body).toMatchObject({ added: 0, updated: 0, unchanged: 2 });
  });

  it('takes all lines or none, and names what is wrong', async () => {
    const { status, body } = await send(csv(NEW, 'QQ-0000-0002,星云,星云一号,甲,123,2026-01-01,2027-01-01'), {
      dryRun: false,
    });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 'SEED_INVALID',
      message: '文件有 1 处问题，未导入。第一处：第 3 行 联系电话：应为手机号，或带区号的座机号',
      details: [{ file: '设备.csv', line: 3 }],
    });
    expect(await serials('search=QQ')).toEqual([]);
    expect((await send('not base64!')).status).toBe(400);
  });

  it('is for administrators', async () => {
    expect((await send(csv(NEW), {}, app.stranger)).status).toBe(401);
    expect((await send(csv(NEW), {}, anna)).status).toBe(403);
  });
});
