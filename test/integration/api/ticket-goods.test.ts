import { type FeatureApp, startFeatureApp } from './feature-app';
import type { Client } from './staff-app';

let app: FeatureApp;
let anna: Client;
let adam: Client;
let number: string;

beforeEach(async () => {
  app = await startFeatureApp();
  anna = await app.signIn('anna', 'agent');
  adam = await app.signIn('adam', 'administrator');
  number = await app.file();
});

afterEach(() => app.close());

const remove = (client: Client, path: string) => client.request('DELETE', path);

describe('POST /api/tickets/{number}/goods', () => {
  const act = (body: object, client = anna) => client.post(`/api/tickets/${number}/goods`, body);

  it('asks for the goods, and the follower is told where to send them', async () => {
    expect(await act({ action: 'request', note: '示例市 1 号' })).toMatchObject({
      status: 200,
      body: { state: 'awaited', sent: null, returned: null },
    });
    expect(app.sent).toMatchObject([{ followerId: 'fan-1', text: `${number} request：示例市 1 号` }]);
    const { body } = await anna.get(`/api/tickets/${number}`);
    expect(body).toMatchObject({ goods: 'awaited', shipping: { state: 'awaited' } });
    expect(body.events.at(-1)).toMatchObject({ kind: 'goods_requested', text: '示例市 1 号' });
    expect((await anna.get('/api/tickets?goods=awaited')).body.items).toHaveLength(1);
    expect((await anna.get('/api/tickets?goods=sent')).body.items).toEqual([]);
  });

  it('notes what came and what went back, with the number of the parcel', async () => {
    expect(await act({ action: 'receive' })).toMatchObject({ body: { state: 'received' } });
    expect(await act({ action: 'return', note: '顺丰 SF1234567890' })).toMatchObject({
      body: { state: 'returned', returned: { text: '顺丰 SF1234567890', trackingNo: 'SF1234567890' } },
    });
  });

  it('refuses what state or input do not allow', async () => {
    const said = async (body: object) => {
      const answer = await act(body);
      return [answer.status, answer.body.error?.message];
    };
    expect(await said({ action: 'return' })).toEqual([409, '工单待受理，设备不用寄送，现在不能登记寄回']);
    expect(await said({ action: 'request' })).toEqual([400, expect.stringContaining('请填写 note')]);
    expect(await said({ action: 'return', note: '长'.repeat(61) })).toEqual([
      400,
      expect.stringContaining('60'),
    ]);
    expect(await said({ action: 'send' })).toEqual([400, expect.anything()]);
    expect((await anna.post('/api/tickets/999999-00001/goods', { action: 'receive' })).status).toBe(404);
    expect(app.sent).toEqual([]);
  });

  it('is for agents and supervisors', async () => {
    expect((await act({ action: 'receive' }, app.stranger)).status).toBe(401);
    expect((await act({ action: 'receive' }, adam)).status).toBe(403);
  });
});

describe('/api/tickets/{number}/documents', () => {
  const path = () => `/api/tickets/${number}/documents`;
  const paper = { title: '维修单', content: 'https://example.com/d/1.pdf' };

  it('puts a document to the ticket, tells the follower, and takes it away', async () => {
    const added = await anna.post(path(), paper);
    expect(added).toMatchObject({ status: 201, body: { items: [paper] } });
    expect(app.sent).toMatchObject([{ followerId: 'fan-1', text: `${number} document：维修单` }]);
    expect((await anna.get(path())).body).toEqual(added.body);
    expect((await anna.get(`/api/tickets/${number}`)).body.documents).toMatchObject([paper]);
    const [{ id }] = added.body.items;
    expect((await remove(anna, `/api/tickets/999999-00001/documents/${id}`)).status).toBe(404);
    expect((await remove(anna, `${path()}/${id}`)).status).toBe(204);
    expect((await remove(anna, `${path()}/${id}`)).status).toBe(404);
    const { events } = (await anna.get(`/api/tickets/${number}`)).body;
    expect(events.slice(-2).map((one: { kind: string; text: string }) => [one.kind, one.text])).toEqual([
      ['document_added', '维修单'],
      ['document_removed', '维修单'],
    ]);
  });

  it('refuses an empty or long one, one too many, and an unknown ticket', async () => {
    expect((await anna.post(path(), { ...paper, title: ' ' })).status).toBe(400);
    expect((await anna.post(path(), { ...paper, content: '长'.repeat(301) })).status).toBe(400);
    expect((await anna.post('/api/tickets/999999-00001/documents', paper)).status).toBe(404);
    for (let n = 0; n < 20; n += 1) expect((await anna.post(path(), paper)).status).toBe(201);
    expect(await anna.post(path(), paper)).toMatchObject({ status: 409 });
  });

  it('is for agents and supervisors', async () => {
    const statuses = async (client: Client) => [
      (await client.get(path())).status,
      (await client.post(path(), paper)).status,
      (await remove(client, `${path()}/1`)).status,
    ];
    expect(await statuses(app.stranger)).toEqual([401, 401, 401]);
    expect(await statuses(adam)).toEqual([403, 403, 403]);
  });
});
