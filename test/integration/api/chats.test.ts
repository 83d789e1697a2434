import { chatView } from '../../../src/http/api/chat-view';
import { type Client, NOW, type StaffApp, startStaffApp } from './staff-app';

let app: StaffApp;
let anna: Client;
let bo: Client;

beforeEach(async () => {
  app = await startStaffApp();
  anna = await app.signIn('anna', 'agent');
  bo = await app.signIn('bo', 'agent');
});

afterEach(() => app.close());

const taken = { status: 409, body: { error: { code: 'CHAT_TAKEN' } } };

describe('GET /api/chats', () => {
  it('shows who waits, the longest first, with quota and place', async () => {
    const first = await app.enqueue('fan-1');
    app.clock.advance(1_000);
    const second = await app.enqueue('fan-2');
    const { status, body } = await anna.get('/api/chats?state=queued');
    expect(status).toBe(200);
    expect(body.items.map(({ id, position }: { id: string; position: number }) => [id, position])).toEqual([
      [first, 1],
      [second, 2],
    ]);
    expect(body.items[0]).toMatchObject({
      id: first,
      state: 'queued',
      follower: { id: 'fan-1', remark: '备注 fan-1' },
      queuedAt: NOW,
      staffId: null,
      quota: { left: 4, until: NOW + 1_000 },
    });
    for (const item of body.items) expect(chatView.safeParse(item).error).toBeUndefined();
  });

  it('shows served and closed chats by state', async () => {
    const id = await app.enqueue('fan-1');
    await anna.post(`/api/chats/${id}/claim`);
    const served = await bo.get('/api/chats?state=human');
    expect(served.body.items).toMatchObject([{ id, staffId: anna.id, staffName: '客服 anna', position: 0 }]);
    await anna.post(`/api/chats/${id}/close`);
    expect((await bo.get('/api/chats?state=human')).body.items).toEqual([]);
    expect((await bo.get('/api/chats?state=closed')).body.items).toMatchObject([{ id, closedBy: 'staff' }]);
  });

  it.each(['state=open', 'state=queued&limit=0', 'limit=ten', 'state=queued&state=human'])(
    'refuses ?%s',
    async (query) => {
      const answer = await anna.get(`/api/chats?${query}`);
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BAD_REQUEST' } } });
      expect(answer.body.error.message).toMatch(/^(state|limit)：/);
    },
  );
});

describe('claiming', () => {
  it('gives the chat to the agent and tells the dialogue', async () => {
    const id = await app.enqueue('fan-1');
    expect(await anna.post(`/api/chats/${id}/claim`)).toMatchObject({
      status: 200,
      body: { id, state: 'human', staffId: anna.id, position: 0 },
    });
    expect(app.told).toEqual([{ followerId: 'fan-1', kind: 'claimed' }]);
    expect((await anna.get(`/api/chats/${id}`)).body).toMatchObject({ id, state: 'human' });
  });

  it('is won by exactly one of 200 who try at once', async () => {
    const id = await app.enqueue('fan-1');
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => (index % 2 ? anna : bo).post(`/api/chats/${id}/claim`)),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(199);
    expect(app.told).toHaveLength(1);
  });
});

describe('a served chat', () => {
  let id: string;

  beforeEach(async () => {
    id = await app.enqueue('fan-1');
    await anna.post(`/api/chats/${id}/claim`);
    app.told.length = 0;
  });

  it('is handed back to the bot by its agent only', async () => {
    expect(await bo.post(`/api/chats/${id}/hand-back`)).toMatchObject(taken);
    expect(await anna.post(`/api/chats/${id}/hand-back`)).toMatchObject({
      status: 200,
      body: { state: 'closed' },
    });
    expect(await anna.post(`/api/chats/${id}/hand-back`)).toMatchObject(taken);
    expect(app.told).toEqual([{ followerId: 'fan-1', kind: 'handed_back' }]);
  });

  it('is closed by its agent, or by a supervisor', async () => {
    const sue = await app.signIn('sue', 'supervisor');
    expect(await bo.post(`/api/chats/${id}/close`)).toMatchObject(taken);
    expect(await sue.post(`/api/chats/${id}/close`)).toMatchObject({
      status: 200,
      body: { state: 'closed' },
    });
    expect(app.told).toEqual([{ followerId: 'fan-1', kind: 'closed' }]);
  });

  it('goes to another agent', async () => {
    const moved = await anna.post(`/api/chats/${id}/transfer`, { staffId: bo.id });
    expect(moved).toMatchObject({ status: 200, body: { state: 'human', staffId: bo.id } });
    expect(await anna.post(`/api/chats/${id}/transfer`, { staffId: anna.id })).toMatchObject(taken);
    expect(app.told).toEqual([{ followerId: 'fan-1', kind: 'transferred' }]);
  });

  it('does not go to somebody who serves no chats', async () => {
    const admin = await app.signIn('root', 'administrator');
    for (const staffId of [admin.id, 'nobody', '']) {
      const answer = await anna.post(`/api/chats/${id}/transfer`, { staffId });
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain('staffId：');
    }
  });
});

describe('every change of a chat', () => {
  const actions = ['claim', 'hand-back', 'close', 'transfer', 'messages'];

  it.each(actions)('%s needs a session, the csrf token and the role', async (action) => {
    const id = await app.enqueue('fan-1');
    const admin = await app.signIn('root', 'administrator');
    const body = { staffId: anna.id, text: 'x', clientId: 'x' };
    const path = `/api/chats/${id}/${action}`;
    expect(await app.stranger.post(path, body)).toMatchObject({ status: 401 });
    for (const token of ['', `${anna.csrfToken}x`, bo.csrfToken]) {
      const forged = await anna.post(path, body, { 'x-csrf-token': token });
      expect(forged).toMatchObject({ status: 403, body: { error: { code: 'CSRF' } } });
    }
    expect(await anna.post(path, body, { origin: 'https://evil.example.com' })).toMatchObject({
      status: 403,
    });
    expect(await admin.post(path, body)).toMatchObject({
      status: 403,
      body: { error: { code: 'FORBIDDEN' } },
    });
    expect((await app.deps.chats.find(app.deps.reader, id))?.state).toBe('queued');
  });

  it.each(actions)('%s of a chat that does not exist is not found', async (action) => {
    const answer = await anna.post(`/api/chats/nothing/${action}`, {
      staffId: bo.id,
      text: 'x',
      clientId: 'x',
    });
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
  });

  it('needs the role agent to claim: a supervisor watches', async () => {
    const id = await app.enqueue('fan-1');
    const sue = await app.signIn('sue', 'supervisor');
    expect((await sue.get('/api/chats?state=queued')).body.items).toHaveLength(1);
    expect((await sue.post(`/api/chats/${id}/claim`)).status).toBe(403);
  });
});

describe('reading chats', () => {
  it.each(['/api/chats', '/api/chats/x', '/api/chats/x/messages'])(
    '%s is for agents who are signed in',
    async (path) => {
      const admin = await app.signIn('root', 'administrator');
      expect((await app.stranger.get(path)).status).toBe(401);
      expect((await admin.get(path)).status).toBe(403);
    },
  );
});
