import { findUnitByName, LookupGuard } from '../../../src/customers';
import { ServiceCodeService } from '../../../src/service-codes';
import { shipped } from '../../unit/tickets/build-form';
import { type FeatureApp, patch, startFeatureApp } from './feature-app';
import { type Client, NOW } from './staff-app';

let app: FeatureApp;
let anna: Client;
let adam: Client;

beforeEach(async () => {
  app = await startFeatureApp();
  anna = await app.signIn('anna', 'agent');
  adam = await app.signIn('adam', 'administrator');
});

afterEach(() => app.close());

const codes = async (query = '') =>
  (await anna.get(`/api/service-codes?${query}`)).body.items.map((item: { code: string }) => item.code);

describe('GET /api/service-codes', () => {
  it('lists units with level and validity, disabled ones too', async () => {
    const { status, body } = await anna.get('/api/service-codes');
    expect(status).toBe(200);
    expect(body.items[0]).toEqual({
      code: 'GS2026000001',
      name: '示例科技有限公司',
      level: 'VIP',
      validUntil: '2027-12-31',
      enabled: true,
      updatedAt: NOW,
    });
    expect(body.items[2]).toMatchObject({ code: 'GS2026000003', enabled: false });
  });

  it('finds a part of a name or code, takes signs literally, and pages', async () => {
    expect(await codes(`search=${encodeURIComponent('云计算')}`)).toEqual(['GS2026000002']);
    expect(await codes('search=000003')).toEqual(['GS2026000003']);
    expect(await codes('after=GS2026000001&limit=1')).toEqual(['GS2026000002']);
    expect(await codes(`search=${encodeURIComponent('示%公司')}`)).toEqual([]);
    expect((await anna.get('/api/service-codes?limit=0')).status).toBe(400);
  });

  it('needs a session', async () => {
    expect((await app.stranger.get('/api/service-codes')).status).toBe(401);
  });
});

describe('POST /api/service-codes', () => {
  const unit = { name: '新客户（上海）有限公司', code: 'GS2026000099', validUntil: '2028-12-31' };

  it('adds a unit, which its full name then finds', async () => {
    expect(await adam.post('/api/service-codes', unit)).toMatchObject({
      status: 201,
      body: { ...unit, level: '标准', enabled: true, updatedAt: NOW },
    });
    expect(await codes('after=GS2026000003')).toEqual(['GS2026000099']);
    expect(await findUnitByName(app.deps.reader, '新客户(上海) 有限公司')).toMatchObject({ code: unit.code });
  });

  it.each<[string, object, number]>([
    ['a name that is there, in other brackets', { name: '示例云计算(北京)有限公司' }, 409],
    ['a code that is there', { code: 'GS2026000001' }, 409],
    ['a code in small letters', { code: 'gs1234' }, 400],
    ['no name', { name: ' ' }, 400],
    ['no day', { validUntil: '2028-13-01' }, 400],
  ])('refuses %s', async (_, change, status) => {
    expect((await adam.post('/api/service-codes', { ...unit, ...change })).status).toBe(status);
    expect(await codes()).toHaveLength(3);
  });

  it('is for administrators', async () => {
    expect((await app.stranger.post('/api/service-codes', unit)).status).toBe(401);
    expect((await anna.post('/api/service-codes', unit)).status).toBe(403);
  });
});

describe('PATCH /api/service-codes/{code}', () => {
  it('disables a unit: followers then get the answer for an unknown name', async () => {
    const service = new ServiceCodeService(
      new LookupGuard({
        subject: 'service_code',
        limits: shipped.settings.service_code.limits,
        auditKey: Buffer.alloc(32),
        onAlarm: () => {},
      }),
    );
    const lookUp = () =>
      app.deps.unitOfWork.run((tx) =>
        service.lookUp(tx, { followerId: 'fan-1', org: '示例科技有限公司', now: NOW }),
      );
    expect(await lookUp()).toMatchObject({ ok: true });
    expect(await patch(adam, '/api/service-codes/GS2026000001', { enabled: false })).toMatchObject({
      status: 200,
      body: { code: 'GS2026000001', enabled: false, level: 'VIP' },
    });
    expect(await lookUp()).toEqual({ ok: false, code: 'MISS' });
  });

  it('changes level and validity', async () => {
    const body = { level: '标准', validUntil: '2028-02-29' };
    expect(await patch(adam, '/api/service-codes/GS2026000001', body)).toMatchObject({ status: 200, body });
  });

  it('refuses wrong values and unknown codes', async () => {
    const change = async (code: string, body: object) =>
      (await patch(adam, `/api/service-codes/${code}`, body)).status;
    expect(await change('GS2026000001', { level: '钻石' })).toBe(400);
    expect(await change('GS2026000001', { validUntil: '2027-02-29' })).toBe(400);
    expect(await change('GS9999', { enabled: true })).toBe(404);
  });

  it('is for administrators', async () => {
    const change = async (client: Client) =>
      (await patch(client, '/api/service-codes/GS2026000001', { enabled: false })).status;
    expect([await change(app.stranger), await change(anna), await change(adam)]).toEqual([401, 403, 200]);
  });
});

describe('GET /api/catalog', () => {
  it('is for everybody who is signed in', async () => {
    const { status, body } = await adam.get('/api/catalog');
    expect(status).toBe(200);
    expect(body.products[0].models[0]).toMatchObject({ value: '星云一号' });
    expect(body.statuses).toContain('待客户反馈');
    expect((await app.stranger.get('/api/catalog')).status).toBe(401);
  });
});
