import { messageView } from '../../../src/http/api/message-routes';
import { type Client, NOW, type StaffApp, startStaffApp } from './staff-app';

let app: StaffApp;
let anna: Client;
let id: string;

beforeEach(async () => {
  app = await startStaffApp();
  anna = await app.signIn('anna', 'agent');
  id = await app.enqueue('fan-1');
  await anna.post(`/api/chats/${id}/claim`);
});

afterEach(() => app.close());

const write = (text: unknown, clientId: unknown = 'c-1') =>
  anna.post(`/api/chats/${id}/messages`, { text, clientId });

describe('writing to a follower', () => {
  it('stores the message and shows how it fares', async () => {
    app.clock.advance(500);
    const answer = await write('您好，请稍等');
    expect(answer).toMatchObject({
      status: 201,
      body: {
        id: 1,
        at: NOW + 500,
        from: 'staff',
        text: '您好，请稍等',
        delivery: 'pending',
        error: null,
        outboxId: 1,
      },
    });
    expect(messageView.safeParse(answer.body).error).toBeUndefined();
    expect((await app.deps.chats.find(app.deps.reader, id))?.lastMessageAt).toBe(NOW + 500);
  });

  it('gives the same message for the same clientId, and announces it once', async () => {
    const seen: string[] = [];
    app.deps.hub.subscribe({ onEvent: ({ event }) => seen.push(event.type), onClose: () => undefined });
    const answers = await Promise.all([write('第一句'), write('第一句'), write('第一句')]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await write('第二句', 'c-2')).body.id).toBe(2);
    expect(seen).toEqual(['message.created', 'message.created']);
  });

  it('accepts 2000 bytes and refuses one more, counted in UTF-8', async () => {
    expect((await write('好'.repeat(666))).status).toBe(201);
    const answer = await write(`${'好'.repeat(666)}abc`, 'c-2');
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toBe('text：过长：最多 2000 字节（约 660 个汉字），请分条发送');
    expect(app.messages).toHaveLength(1);
  });

  it.each([
    ['', 'c-1', 'text：不能为空'],
    [' \n', 'c-1', 'text：不能为空'],
    [7, 'c-1', 'text：'],
    ['x', '', 'clientId：'],
    ['x', undefined, 'clientId：'],
  ])('refuses text %j with clientId %j', async (text, clientId, message) => {
    const answer = await anna.post(`/api/chats/${id}/messages`, { text, clientId });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
  });

  it('is for the agent who serves the chat', async () => {
    const bo = await app.signIn('bo', 'agent');
    const refused = await bo.post(`/api/chats/${id}/messages`, { text: 'x', clientId: 'c' });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'CHAT_TAKEN' } } });
    await anna.post(`/api/chats/${id}/hand-back`);
    expect((await write('too late')).status).toBe(409);
    expect(app.messages).toHaveLength(0);
  });
});

describe('GET /api/chats/{id}/messages', () => {
  it('reads page by page towards the past', async () => {
    for (let index = 1; index <= 5; index += 1) await write(`第 ${index} 句`, `c-${index}`);
    const read = async (query: string) =>
      (await anna.get(`/api/chats/${id}/messages?${query}`)).body.items.map(
        (item: { id: number }) => item.id,
      );
    expect(await read('limit=2')).toEqual([4, 5]);
    expect(await read('limit=2&before=4')).toEqual([2, 3]);
    expect(await read('')).toEqual([1, 2, 3, 4, 5]);
  });

  it.each(['before=x', 'limit=0', 'limit=1000'])('refuses ?%s', async (query) => {
    expect((await anna.get(`/api/chats/${id}/messages?${query}`)).status).toBe(400);
  });

  it('does not know a chat that is not there', async () => {
    expect((await anna.get('/api/chats/nothing/messages')).status).toBe(404);
  });
});
