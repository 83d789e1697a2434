import { type FeatureApp, patch, startFeatureApp } from './feature-app';
import { type Client, NOW } from './staff-app';

let app: FeatureApp;
let anna: Client;
let number: string;

beforeEach(async () => {
  app = await startFeatureApp();
  anna = await app.signIn('anna', 'agent');
  number = await app.file();
});

afterEach(() => app.close());

describe('GET /api/tickets', () => {
  it('lists the newest first, without what only the detail needs', async () => {
    const second = await app.file({ description: '账号被盗了，有人冒用' }, 'fan-2');
    const { status, body } = await anna.get('/api/tickets');
    expect(status).toBe(200);
    expect(body.items).toEqual([
      expect.objectContaining({
        number: second,
        priority: 'P1',
        emergency: true,
        follower: { id: 'fan-2', remark: '备注 fan-2' },
      }),
      {
        number,
        status: '待受理',
        progress: '等待受理',
        result: null,
        priority: 'P3',
        emergency: false,
        goods: 'none',
        customerName: '示例科技有限公司',
        serviceType: '硬件故障',
        product: '星云',
        model: '星云一号',
        follower: { id: 'fan-1', remark: '备注 fan-1' },
        createdAt: NOW,
        updatedAt: NOW,
      },
    ]);
  });

  it('filters and pages', async () => {
    const second = await app.file({ description: '账号被盗了，有人冒用' });
    const list = async (query: string) =>
      (await anna.get(`/api/tickets?${query}`)).body.items.map((item: { number: string }) => item.number);
    expect(await list('emergency=true')).toEqual([second]);
    expect(await list('emergency=false')).toEqual([number]);
    expect(await list(`search=${encodeURIComponent('被盗')}`)).toEqual([second]);
    expect(await list(`before=${second}&limit=1`)).toEqual([number]);
    expect(await list(`status=${encodeURIComponent('已解决')}`)).toEqual([]);
    expect(await list('phone=13800000000')).toEqual([second, number]);
  });

  it.each(['status=open', 'limit=0', 'limit=500', 'emergency=yes', 'from=yesterday'])(
    'refuses ?%s',
    async (query) => {
      expect(await anna.get(`/api/tickets?${query}`)).toMatchObject({
        status: 400,
        body: { error: { code: 'BAD_REQUEST' } },
      });
    },
  );
});

describe('GET /api/tickets/{number}', () => {
  // @covers S3-32
  it('shows everything: contact, history, and the entitlement of the unit', async () => {
    const { status, body } = await anna.get(`/api/tickets/${number}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      number,
      contact: { name: '王小明', phone: '13800000000', email: 'a@example.com' },
      terms: { version: '1', at: NOW },
      unit: { code: 'GS2026000001', level: 'VIP', validUntil: '2027-12-31', enabled: true },
      events: [{ kind: 'created', at: NOW, actor: { kind: 'follower', id: 'fan-1' }, changes: [] }],
    });
    const stranger = await app.file({ customerName: '不在册的单位有限公司' });
    expect((await anna.get(`/api/tickets/${stranger}`)).body.unit).toBeNull();
  });

  it('says when there is none', async () => {
    expect(await anna.get('/api/tickets/261122-09999')).toMatchObject({
      status: 404,
      body: { error: { code: 'NOT_FOUND' } },
    });
  });
});

describe('PATCH /api/tickets/{number}', () => {
  // @covers S1-04 S1-23
  it('changes status and progress as two things, says who did it, and the customer sees it at once', async () => {
    const answer = await patch(anna, `/api/tickets/${number}`, { status: '处理中', progress: '备件已寄出' });
    expect(answer).toMatchObject({
      status: 200,
      body: { status: '处理中', progress: '备件已寄出', result: null },
    });
    expect(answer.body.events.at(-1)).toMatchObject({
      kind: 'processed',
      at: NOW,
      actor: { kind: 'staff', id: anna.id, name: '客服 anna' },
      changes: [
        { field: 'status', from: '待受理', to: '处理中' },
        { field: 'progress', from: '等待受理', to: '备件已寄出' },
      ],
    });
    const found = await app.deps.unitOfWork.run((tx) =>
      app.tickets.find(tx, { followerId: 'fan-9', phone: '13800000000', number, now: NOW }),
    );
    expect(found).toMatchObject({ ok: true, ticket: { status: '处理中', progress: '备件已寄出' } });
  });

  it('takes the result with the solution', async () => {
    expect(
      await patch(anna, `/api/tickets/${number}`, { status: '已解决', result: '更换电源' }),
    ).toMatchObject({
      status: 200,
      body: { status: '已解决', progress: '已处理完成', result: '更换电源', resolvedAt: NOW },
    });
    expect(await patch(anna, `/api/tickets/${number}`, { status: '已关闭' })).toMatchObject({
      status: 200,
      body: { status: '已关闭', result: '更换电源', closedAt: NOW },
    });
  });

  it.each<[object, string]>([
    [{ status: '已关闭' }, '工单当前为“待受理”，不能改为“已关闭”'],
    [{ status: '已取消' }, '工单只能由客户取消'],
    [{ status: '处理中', result: '快好了' }, '工单处理中，解决后才能填写处理结果'],
  ])('refuses %j with the reason, and changes nothing', async (body, message) => {
    expect(await patch(anna, `/api/tickets/${number}`, body)).toMatchObject({
      status: 409,
      body: { error: { code: 'CONFLICT', message } },
    });
    expect((await anna.get(`/api/tickets/${number}`)).body.events).toHaveLength(1);
  });

  it('refuses to touch what the customer cancelled', async () => {
    await app.deps.unitOfWork.run((tx) => app.tickets.cancel(tx, app.step('fan-1'), number));
    expect(await patch(anna, `/api/tickets/${number}`, { progress: '已寄出' })).toMatchObject({
      status: 409,
      body: { error: { message: '工单已取消，不能再修改' } },
    });
  });

  it.each<[object]>([
    [{}],
    [{ status: 'open' }],
    [{ progress: ' ' }],
    [{ progress: '长'.repeat(51) }],
    [{ result: '长'.repeat(1_001) }],
  ])('refuses the body %j', async (body) => {
    expect(await patch(anna, `/api/tickets/${number}`, body)).toMatchObject({ status: 400 });
  });

  it('says when there is none', async () => {
    expect(await patch(anna, '/api/tickets/261122-09999', { progress: 'x' })).toMatchObject({ status: 404 });
  });

  it('lets exactly one of two moves win that exclude each other', async () => {
    await patch(anna, `/api/tickets/${number}`, { status: '已解决' });
    const answers = await Promise.all([
      patch(anna, `/api/tickets/${number}`, { status: '已关闭' }),
      patch(anna, `/api/tickets/${number}`, { status: '处理中' }),
    ]);
    // Whoever comes second finds the ticket in a state that allows no such move: 已关闭 → 处理中, 处理中 → 已关闭.
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('who may', () => {
  const calls = (client: Client) => [
    client.get('/api/tickets'),
    client.get(`/api/tickets/${number}`),
    patch(client, `/api/tickets/${number}`, { progress: '已寄出' }),
  ];
  const statuses = async (client: Client) => (await Promise.all(calls(client))).map(({ status }) => status);

  it('is agents and supervisors', async () => {
    expect(await statuses(anna)).toEqual([200, 200, 200]);
    expect(await statuses(await app.signIn('susan', 'supervisor'))).toEqual([200, 200, 200]);
  });

  it('is nobody without a session, nor with another role, nor from another page', async () => {
    expect(await statuses(app.stranger)).toEqual([401, 401, 401]);
    expect(await statuses(await app.signIn('adam', 'administrator'))).toEqual([403, 403, 403]);
    const { status } = await anna.request('PATCH', `/api/tickets/${number}`, {
      body: JSON.stringify({ progress: '已寄出' }),
      headers: { 'content-type': 'application/json', 'x-csrf-token': '' },
    });
    expect(status).toBe(403);
    expect((await anna.get(`/api/tickets/${number}`)).body.progress).toBe('等待受理');
  });
});

it('the routes of the features are described at /api/openapi.json, with their filters', async () => {
  const { body } = await app.stranger.get('/api/openapi.json');
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining([
      '/api/tickets',
      '/api/tickets/{number}',
      '/api/suggestions',
      '/api/suggestions/{number}',
      '/api/suggestions/{number}/answer',
      '/api/service-codes',
      '/api/service-codes/{code}',
      '/api/catalog',
    ]),
  );
  expect(body.paths['/api/tickets'].get.parameters).toEqual(
    expect.arrayContaining([
      {
        name: 'status',
        in: 'query',
        required: false,
        schema: { type: 'string', enum: ['待受理', '处理中', '待客户反馈', '已解决', '已关闭', '已取消'] },
      },
      {
        name: 'emergency',
        in: 'query',
        required: false,
        schema: { type: 'string', enum: ['true', 'false'] },
      },
    ]),
  );
  expect(body.paths['/api/tickets/{number}'].patch.responses).toMatchObject({
    409: { description: 'CONFLICT' },
  });
});
