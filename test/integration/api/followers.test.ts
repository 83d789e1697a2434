import {
  bindPhone,
  bindUnit,
  findServedUnit,
  rememberFollower,
  rememberProfile,
} from '../../../src/customers';
import { type FeatureApp, patch, startFeatureApp } from './feature-app';
import { type Client, NOW } from './staff-app';

let app: FeatureApp;
let agent: Client;
let boss: Client;

const FAN = 'fan-7';
const PATH = `/api/followers/${FAN}`;

beforeEach(async () => {
  app = await startFeatureApp();
  agent = await app.signIn('anna', 'agent');
  boss = await app.signIn('sonja', 'supervisor');
  await app.deps.unitOfWork.run(async (tx) => {
    await rememberFollower(tx, FAN, NOW);
    await rememberProfile(tx, FAN, { name: '王小明', email: 'a@example.com' }, NOW);
  });
});

afterEach(() => app.close());

const settle = () =>
  app.deps.unitOfWork.run(async (tx) => {
    const unit = await findServedUnit(tx, { code: 'GS2026000002' });
    await bindPhone(tx, FAN, '13800001234', NOW);
    await bindUnit(tx, FAN, unit?.id ?? null, NOW);
  });
const apply = async (kind: 'vip' | 'unit_admin' | 'internal') => {
  const done = await app.deps.unitOfWork.run((tx) =>
    app.applications.apply(tx, app.step(FAN), { kind, orgName: '示例科技有限公司', note: '请核对' }),
  );
  if (!done.ok) throw new Error(done.code);
  return done.application.number;
};

describe('a follower', () => {
  it('is shown to agents as they are, and the look is written down', async () => {
    expect((await agent.get(PATH)).body).toMatchObject({
      id: FAN,
      subscribed: true,
      remark: '',
      createdAt: NOW,
      profile: { name: '王小明', email: 'a@example.com', level: 'follower', roles: ['follower'] },
      applications: [],
    });
    const looks = await app.deps.reader.query('SELECT staff_id, subject, key FROM staff_audit');
    expect(looks).toEqual([{ staff_id: agent.id, subject: 'follower', key: FAN }]);
    expect((await agent.get('/api/followers/nobody')).status).toBe(404);
  });

  it('gets a remark from an agent, and rights from a supervisor only', async () => {
    expect(await patch(agent, PATH, { remark: ' 老客户 ' })).toMatchObject({
      status: 200,
      body: { remark: '老客户' },
    });
    expect((await patch(agent, PATH, { internal: true })).status).toBe(403);
    expect(await patch(boss, PATH, { internal: true })).toMatchObject({
      status: 409,
      body: { error: { code: 'CONFLICT', message: expect.stringContaining('还没有绑定手机') } },
    });
    await settle();
    expect(await patch(boss, PATH, { internal: true, unitAdmin: true, tad: true })).toMatchObject({
      status: 200,
      body: { remark: '老客户', profile: { internal: true, unit_admin: true, tad: true, level: 'vip' } },
    });
    expect(await patch(boss, PATH, { internal: false })).toMatchObject({
      body: { profile: { internal: false, unit_admin: true } },
    });
  });

  it('is not changed by nothing, nonsense, or at an unknown id', async () => {
    expect((await patch(agent, PATH, {})).status).toBe(400);
    expect((await patch(agent, PATH, { remark: 'x'.repeat(51) })).status).toBe(400);
    expect((await patch(agent, '/api/followers/nobody', { remark: 'x' })).status).toBe(404);
  });
});

describe('applications', () => {
  it('are listed newest first, by status, kind and follower, page by page', async () => {
    await settle();
    const first = await apply('internal');
    const second = await apply('unit_admin');
    const list = async (query = '') =>
      (await boss.get(`/api/applications?${query}`)).body.items.map(
        (item: { number: string }) => item.number,
      );
    expect(await list()).toEqual([second, first]);
    expect(await list(`before=${second}`)).toEqual([first]);
    expect(await list('kind=unit_admin')).toEqual([second]);
    expect(await list('followerId=other')).toEqual([]);
    await boss.post(`/api/applications/${first}/approve`, {});
    expect(await list('status=待审核')).toEqual([second]);
    expect(await list('status=已通过')).toEqual([first]);
    expect((await agent.get('/api/applications')).status).toBe(403);
  });

  it('for an administrator are granted, and the follower is told', async () => {
    await settle();
    const number = await apply('unit_admin');
    expect(await boss.post(`/api/applications/${number}/approve`, {})).toMatchObject({
      status: 200,
      body: { number, status: '已通过', reviewedBy: boss.id, reviewedAt: NOW },
    });
    expect((await agent.get(PATH)).body.profile).toMatchObject({ unit_admin: true });
    expect(app.sent).toEqual([
      {
        followerId: FAN,
        key: `application:${number}`,
        text: `您的单位管理员申请（${number}）已通过。\n看资料请回复 我的资料。`,
      },
    ]);
  });

  it('for internal staff leave the unit alone', async () => {
    await settle();
    const number = await apply('internal');
    expect((await boss.post(`/api/applications/${number}/approve`, {})).status).toBe(200);
    expect((await agent.get(PATH)).body.profile).toMatchObject({ internal: true, unit_code: 'GS2026000002' });
  });

  it('for VIP put the follower into a unit whose code is valid, and into no other', async () => {
    await app.deps.unitOfWork.run((tx) => bindPhone(tx, FAN, '13800001234', NOW));
    const number = await apply('vip');
    const approve = (unitCode?: string) =>
      boss.post(`/api/applications/${number}/approve`, unitCode === undefined ? {} : { unitCode });
    for (const wrong of [undefined, 'GS0000000000', 'GS2026000003']) {
      expect(await approve(wrong)).toMatchObject({
        status: 409,
        body: { error: { message: expect.stringContaining('没有找到这个单位') } },
      });
    }
    await patch(await app.signIn('root', 'administrator'), '/api/service-codes/GS2026000001', {
      validUntil: '2020-01-01',
    });
    expect((await approve('GS2026000001')).status).toBe(409);
    expect((await agent.get(PATH)).body.profile).toMatchObject({ unit_code: null });
    expect((await approve('GS2026000002')).status).toBe(200);
    expect((await agent.get(PATH)).body).toMatchObject({
      profile: { level: 'vip', unit_code: 'GS2026000002' },
      applications: [{ number, status: '已通过' }],
    });
  });

  it('are decided once', async () => {
    await settle();
    const number = await apply('internal');
    const answers = await Promise.all([
      boss.post(`/api/applications/${number}/refuse`, { reason: '请补充工号' }),
      boss.post(`/api/applications/${number}/approve`, {}),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(app.sent).toHaveLength(1);
  });

  it('are refused with a reason that the follower reads', async () => {
    await settle();
    const number = await apply('internal');
    expect((await boss.post(`/api/applications/${number}/refuse`, {})).status).toBe(400);
    expect(await boss.post(`/api/applications/${number}/refuse`, { reason: '请补充工号' })).toMatchObject({
      status: 200,
      body: { status: '未通过', reason: '请补充工号' },
    });
    expect(app.sent[0]?.text).toContain('没有通过。\n说明：请补充工号');
    expect((await agent.get(PATH)).body.profile.internal).toBe(false);
    expect((await boss.post('/api/applications/261122-09999/refuse', { reason: 'x' })).status).toBe(404);
  });

  it('of somebody who unbound meanwhile cannot be granted', async () => {
    await settle();
    const number = await apply('internal');
    await app.deps.unitOfWork.run((tx) => bindPhone(tx, 'fan-8', '13800001234', NOW));
    expect(await boss.post(`/api/applications/${number}/approve`, {})).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('已解除手机绑定') } },
    });
  });
});

it('a follower is erased by administrators only, and the look is written down', async () => {
  expect((await boss.post(`${PATH}/erase`, {})).status).toBe(403);
  const root = await app.signIn('root', 'administrator');
  expect((await root.post(`${PATH}/erase`, {})).status).toBe(204);
  expect(app.erased).toEqual([FAN]);
  expect((await root.post('/api/followers/nobody/erase', {})).status).toBe(404);
});
