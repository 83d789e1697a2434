import { type FeatureApp, startFeatureApp } from './feature-app';
import { type Client, NOW } from './staff-app';

let app: FeatureApp;
let anna: Client;

beforeEach(async () => {
  app = await startFeatureApp();
  anna = await app.signIn('anna', 'agent');
});

afterEach(() => app.close());

describe('suggestions and complaints', () => {
  it('are listed newest first, by kind, by whether they are answered, and page by page', async () => {
    const wish = await app.suggest('suggestion', '希望支持夜间模式');
    const complaint = await app.suggest('complaint', '等了太久');
    const list = async (query = '') =>
      (await anna.get(`/api/suggestions?${query}`)).body.items.map((item: { number: string }) => item.number);
    expect(await list()).toEqual([complaint, wish]);
    expect(await list('kind=complaint')).toEqual([complaint]);
    expect(await list(`before=${complaint}`)).toEqual([wish]);
    await anna.post(`/api/suggestions/${wish}/answer`, { text: '已列入计划' });
    expect(await list('answered=true')).toEqual([wish]);
    expect(await list('answered=false')).toEqual([complaint]);
    expect((await anna.get('/api/suggestions?kind=praise')).status).toBe(400);
  });

  it('are read with who wrote them', async () => {
    const number = await app.suggest('suggestion', '希望支持夜间模式');
    expect((await anna.get(`/api/suggestions/${number}`)).body).toEqual({
      number,
      kind: 'suggestion',
      text: '希望支持夜间模式',
      contact: null,
      follower: { id: 'fan-1', remark: '备注 fan-1' },
      createdAt: NOW,
      answer: null,
      answeredBy: null,
      answeredAt: null,
    });
    expect((await anna.get('/api/suggestions/JY261122-09999')).status).toBe(404);
  });

  it('are answered once, and the follower gets the answer', async () => {
    const number = await app.suggest('complaint', '等了太久');
    const answers = await Promise.all([
      anna.post(`/api/suggestions/${number}/answer`, { text: '非常抱歉，已增加人手' }),
      anna.post(`/api/suggestions/${number}/answer`, { text: '抱歉' }),
    ]);
    expect(answers[0]).toMatchObject({
      status: 200,
      body: { answer: '非常抱歉，已增加人手', answeredBy: anna.id, answeredAt: NOW },
    });
    expect(answers[1]).toMatchObject({
      status: 409,
      body: { error: { code: 'CONFLICT', message: '已经有同事回复过了' } },
    });
    expect(app.sent).toEqual([
      {
        followerId: 'fan-1',
        text: `您的投诉（${number}）有了回复：\n非常抱歉，已增加人手`,
        key: `suggestion:${number}:answer`,
      },
    ]);
  });

  it('need words for an answer, and something to answer', async () => {
    const number = await app.suggest('complaint', '等了太久');
    expect((await anna.post(`/api/suggestions/${number}/answer`, { text: ' ' })).status).toBe(400);
    expect((await anna.post('/api/suggestions/TS261122-09999/answer', { text: '您好' })).status).toBe(404);
    expect(app.sent).toEqual([]);
  });

  it('are for agents and supervisors', async () => {
    const number = await app.suggest('complaint', '等了太久');
    const statuses = async (client: Client) =>
      (
        await Promise.all([
          client.get('/api/suggestions'),
          client.get(`/api/suggestions/${number}`),
          client.post(`/api/suggestions/${number}/answer`, { text: '您好' }),
        ])
      ).map(({ status }) => status);
    expect(await statuses(app.stranger)).toEqual([401, 401, 401]);
    expect(await statuses(await app.signIn('adam', 'administrator'))).toEqual([403, 403, 403]);
    expect(await statuses(await app.signIn('susan', 'supervisor'))).toEqual([200, 200, 200]);
  });
});
