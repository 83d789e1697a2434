import { type FeatureApp, patch, startFeatureApp } from './feature-app';
import type { Client } from './staff-app';

let app: FeatureApp;
let anna: Client;
let number: string;

beforeEach(async () => {
  app = await startFeatureApp();
  anna = await app.signIn('anna', 'agent');
  number = await app.book();
});
afterEach(() => app.close());

const url = (wanted = number) => `/api/appointments/${wanted}`;
const START = Date.parse('2026-09-23T10:00:00+08:00');

it('lists bookings in the order in which they begin, the phone masked', async () => {
  const early = await app.book('2026-09-23T09:00/60', 'fan-2');
  const { status, body } = await anna.get('/api/appointments');
  expect(status).toBe(200);
  expect(body.items.map((item: { number: string }) => item.number)).toEqual([early, number]);
  expect(body.items[1]).toMatchObject({
    number,
    status: '已提交',
    resource: { key: 'device_support', name: '设备技术支持' },
    startAt: START,
    endAt: START + 3_600_000,
    orgName: '示例科技有限公司',
    contact: { name: '王小明', phone: '138****1234' },
    product: '星云',
    topic: '升级后无法开机',
    staff: null,
    follower: { id: 'fan-1' },
  });
});

it('filters by day, state and resource, and pages', async () => {
  const tuesday = await app.book('2026-09-24T09:00/60', 'fan-2');
  const numbers = async (query: string) =>
    (await anna.get(`/api/appointments?${query}`)).body.items.map((item: { number: string }) => item.number);
  expect(await numbers('day=2026-09-23')).toEqual([number]);
  expect(await numbers('day=2026-09-24&status=%E5%B7%B2%E6%8F%90%E4%BA%A4')).toEqual([tuesday]);
  expect(await numbers('status=%E5%A4%84%E7%90%86%E4%B8%AD')).toEqual([]);
  expect(await numbers('resource=software_support')).toEqual([]);
  expect(await numbers('limit=1')).toEqual([number]);
  expect(await numbers(`after=${number}`)).toEqual([tuesday]);
});

it.each(['day=2026-02-30', 'day=tomorrow', 'status=open', 'limit=0', 'limit=1000'])(
  'refuses the query %s',
  async (query) => {
    expect(await anna.get(`/api/appointments?${query}`)).toMatchObject({ status: 400 });
  },
);

it('is accepted with the user name as staff number, finished with a result, and its history says who did it', async () => {
  expect(await patch(anna, url(), { status: '处理中' })).toMatchObject({
    status: 200,
    body: { status: '处理中', staff: 'anna', acceptedAt: expect.any(Number) },
  });
  expect(await patch(anna, url(), { status: '已完成', staff: '0012', result: '已恢复' })).toMatchObject({
    status: 200,
    body: { status: '已完成', staff: '0012', result: '已恢复', finishedAt: expect.any(Number) },
  });
  const { body } = await anna.get(url());
  expect(body.contact).toEqual({ name: '王小明', phone: '13800001234' });
  expect(
    body.events.map(({ kind, actor }: { kind: string; actor: { name: string } }) => [kind, actor.name]),
  ).toEqual([
    ['created', ''],
    ['accepted', '客服 anna'],
    ['finished', '客服 anna'],
  ]);
  expect(body.events[1].changes).toEqual([
    { field: 'status', from: '已提交', to: '处理中' },
    { field: 'staff', from: null, to: 'anna' },
  ]);
  expect(app.sent).toEqual([]);
});

it('tells the follower, once, when staff cancel, with the reason', async () => {
  expect(await patch(anna, url(), { status: '已取消', result: '工程师生病' })).toMatchObject({
    status: 200,
    body: { status: '已取消', result: '工程师生病' },
  });
  expect(await patch(anna, url(), { status: '已取消' })).toMatchObject({ status: 409 });
  expect(app.sent).toEqual([
    { followerId: 'fan-1', text: `${number} 已取消：工程师生病`, key: `appointment:${number}:cancelled` },
  ]);
});

it.each([
  [{ status: '已完成' }, '请先受理（处理中），再完成'],
  [{ result: '好了' }, '预约已提交，完成时才能填写结果'],
  [{ staff: '0012' }, '预约已提交，受理时才能填写工号'],
])('refuses %j with the reason, and changes nothing', async (body, message) => {
  expect(await patch(anna, url(), body)).toMatchObject({
    status: 409,
    body: { error: { code: 'CONFLICT', message } },
  });
  expect((await anna.get(url())).body).toMatchObject({ status: '已提交', events: [{ kind: 'created' }] });
});

it('refuses to touch what is over', async () => {
  await patch(anna, url(), { status: '已取消' });
  expect(await patch(anna, url(), { status: '处理中' })).toMatchObject({
    status: 409,
    body: { error: { message: '预约已取消，不能再修改' } },
  });
});

it.each<[object]>([
  [{}],
  [{ status: 'open' }],
  [{ staff: ' ' }],
  [{ staff: '9'.repeat(21) }],
  [{ result: '长'.repeat(501) }],
])('refuses the body %j', async (body) => {
  expect(await patch(anna, url(), body)).toMatchObject({ status: 400 });
});

it('says when there is none', async () => {
  expect(await anna.get(url('261122-09999'))).toMatchObject({ status: 404 });
  expect(await patch(anna, url('261122-09999'), { status: '处理中' })).toMatchObject({ status: 404 });
});

it('lets exactly one of two who accept and cancel at the same time be followed by the other in a right order', async () => {
  const answers = await Promise.all([
    patch(anna, url(), { status: '已取消' }),
    patch(anna, url(), { status: '处理中' }),
  ]);
  // Cancelled first: accepting is refused. Accepted first: cancelling is still possible.
  expect([
    [200, 409],
    [200, 200],
  ]).toContainEqual(answers.map(({ status }) => status));
  expect((await anna.get(url())).body.status).toBe('已取消');
});

describe('who may', () => {
  const statuses = async (client: Client) =>
    (
      await Promise.all([
        client.get('/api/appointments'),
        client.get(url()),
        patch(client, url(), { status: '处理中', staff: '0012' }),
      ])
    ).map(({ status }) => status);

  it('is agents and supervisors', async () => {
    expect(await statuses(anna)).toEqual([200, 200, 200]);
    expect(await statuses(await app.signIn('susan', 'supervisor'))).toEqual([200, 200, 200]);
  });

  it('is nobody without a session, nor with another role, nor from another page', async () => {
    expect(await statuses(app.stranger)).toEqual([401, 401, 401]);
    expect(await statuses(await app.signIn('adam', 'administrator'))).toEqual([403, 403, 403]);
    const { status } = await anna.request('PATCH', url(), {
      body: JSON.stringify({ status: '处理中' }),
      headers: { 'content-type': 'application/json', 'x-csrf-token': '' },
    });
    expect(status).toBe(403);
    expect((await anna.get(url())).body.status).toBe('已提交');
  });
});

it('who looks at one, or searches, is written down; a list of the day is not', async () => {
  const looks = async () =>
    (
      await app.deps.reader.query('SELECT key FROM staff_audit WHERE subject = $1 ORDER BY id', [
        'appointment',
      ])
    ).map(({ key }) => key);
  await anna.get('/api/appointments?day=2026-09-23');
  expect(await looks()).toEqual([]);
  await anna.get(url());
  await anna.get('/api/appointments?followerId=fan-1');
  expect(await looks()).toEqual([number, 'followerId:fan-1']);
});

it('is described at /api/openapi.json', async () => {
  const { body } = await app.stranger.get('/api/openapi.json');
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(['/api/appointments', '/api/appointments/{number}']),
  );
  expect(body.paths['/api/appointments'].get.parameters).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'day', in: 'query', required: false })]),
  );
  expect(body.paths['/api/appointments/{number}'].patch.responses).toMatchObject({
    409: { description: 'CONFLICT' },
  });
});
