import { type Client, PASSWORD, type StaffApp, startStaffApp } from './staff-app';

let app: StaffApp;
let admin: Client;
let agent: Client;

beforeEach(async () => {
  app = await startStaffApp();
  admin = await app.signIn('root', 'administrator');
  app.clock.advance(1);
  agent = await app.signIn('anna', 'agent');
  app.clock.advance(1);
});

afterEach(() => app.close());

const newStaff = { username: 'Bo', name: '小波', password: 'bo has a password', roles: ['agent'] };

describe('accounts', () => {
  it('are listed and created by administrators', async () => {
    const created = await admin.post('/api/staff', newStaff);
    expect(created).toMatchObject({
      status: 201,
      body: { username: 'bo', name: '小波', roles: ['agent'], disabled: false },
    });
    expect(JSON.stringify(created.body)).not.toContain('argon2');
    const { body } = await admin.get('/api/staff');
    expect(body.items.map((item: { username: string }) => item.username)).toEqual(['root', 'anna', 'bo']);
    const entered = await app.stranger.post('/api/session', { username: 'bo', password: newStaff.password });
    expect(entered.status).toBe(200);
  });

  it.each([
    ['GET', '/api/staff'],
    ['POST', '/api/staff'],
    ['PATCH', '/api/staff/x'],
  ])('%s %s is for administrators who are signed in', async (method, path) => {
    const init =
      method === 'GET'
        ? {}
        : { body: JSON.stringify(newStaff), headers: { 'content-type': 'application/json' } };
    expect(await app.stranger.request(method, path, init)).toMatchObject({ status: 401 });
    expect(await agent.request(method, path, init)).toMatchObject({
      status: 403,
      body: { error: { code: 'FORBIDDEN' } },
    });
  });

  it.each([
    [{ ...newStaff, password: 'short' }, 'password：'],
    [{ ...newStaff, roles: ['king'] }, 'roles.0：'],
    [{ ...newStaff, roles: [] }, 'roles：'],
    [{ ...newStaff, username: 'a b' }, 'username：'],
    [{ ...newStaff, name: ' ' }, 'name：'],
  ])('are refused with the field that is wrong: %j', async (body, message) => {
    const answer = await admin.post('/api/staff', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
  });

  it('have a user name of their own', async () => {
    expect(await admin.post('/api/staff', { ...newStaff, username: 'ANNA' })).toMatchObject({
      status: 409,
      body: { error: { code: 'CONFLICT', message: '用户名已被使用' } },
    });
  });

  it('are changed, and a disabled one is signed out at once', async () => {
    const change = (id: string, body: object, headers: Record<string, string> = {}) =>
      admin.request('PATCH', `/api/staff/${id}`, {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      });
    expect(await change(agent.id, { name: '安娜' }, { 'x-csrf-token': 'guess' })).toMatchObject({
      status: 403,
    });
    expect(await change(agent.id, { name: '安娜', disabled: true })).toMatchObject({
      status: 200,
      body: { name: '安娜', disabled: true },
    });
    expect((await agent.get('/api/session')).status).toBe(401);
    expect((await app.stranger.post('/api/session', { username: 'anna', password: PASSWORD })).status).toBe(
      401,
    );
    expect(await change('nobody', { name: 'x' })).toMatchObject({ status: 404 });
    expect(await change(admin.id, { roles: ['agent'] })).toMatchObject({
      status: 409,
      body: { error: { message: '至少保留一名可用的管理员' } },
    });
  });
});

describe('GET /api/agents', () => {
  it('shows who can serve chats and who is present', async () => {
    const lease = app.deps.presence.connect(agent.id);
    const { status, body } = await agent.get('/api/agents');
    expect({ status, items: body.items }).toEqual({
      status: 200,
      items: [
        {
          id: agent.id,
          name: '客服 anna',
          online: true,
          scene: 'agent_anna',
          groupIds: [],
          capacity: 20,
          serving: 0,
          accepting: true,
        },
      ],
    });
    lease.release();
  });

  it('is for staff only', async () => {
    expect((await app.stranger.get('/api/agents')).status).toBe(401);
    expect((await admin.get('/api/agents')).status).toBe(200);
  });
});
