import { SESSION_IDLE_MS } from '../../../src/staff/staff';
import { PASSWORD, type StaffApp, startStaffApp } from './staff-app';

let app: StaffApp;

beforeEach(async () => {
  app = await startStaffApp();
});

afterEach(() => app.close());

describe('POST /api/session', () => {
  it('signs in and tells who it is', async () => {
    const anna = await app.signIn('anna', 'agent');
    expect(await anna.get('/api/session')).toMatchObject({
      status: 200,
      body: { staff: { id: anna.id, name: '客服 anna', roles: ['agent'] }, csrfToken: anna.csrfToken },
    });
  });

  it('gives a cookie that scripts and other sites cannot use', async () => {
    await app.signIn('anna', 'agent');
    const answer = await app.stranger.post('/api/session', { username: 'anna', password: PASSWORD });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^weikefu_session=[\w-]{43}; /);
    expect(cookie.split('; ')).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/']));
    expect(cookie).not.toContain('Secure');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('makes the cookie Secure when the public address is https', async () => {
    const secure = await startStaffApp({ publicUrl: 'https://kf.example.com' });
    try {
      await secure.signIn('anna', 'agent');
      const answer = await secure.stranger.post('/api/session', { username: 'anna', password: PASSWORD });
      expect(answer.headers.get('set-cookie')).toContain('; Secure');
    } finally {
      await secure.close();
    }
  });

  it('refuses a wrong password and an unknown name with the same answer', async () => {
    await app.signIn('anna', 'agent');
    const wrong = await app.stranger.post('/api/session', { username: 'anna', password: 'wrong' });
    const unknown = await app.stranger.post('/api/session', { username: 'nobody', password: 'wrong' });
    expect(wrong).toMatchObject({ status: 401, body: { error: { code: 'WRONG_CREDENTIALS' } } });
    expect(unknown.body).toEqual(wrong.body);
    expect(wrong.headers.get('set-cookie')).toBeNull();
  });

  it('is throttled, and says when to come back', async () => {
    await app.signIn('anna', 'agent');
    const attempt = (password: string) => app.stranger.post('/api/session', { username: 'anna', password });
    for (let index = 0; index < 3; index += 1) expect((await attempt('wrong')).status).toBe(401);
    const blocked = await attempt(PASSWORD);
    expect(blocked).toMatchObject({ status: 429, body: { error: { code: 'TOO_MANY_REQUESTS' } } });
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each([
    [{ username: 'anna' }, 'password：'],
    [{ username: '', password: 'x' }, 'username：'],
    [{ username: 'anna', password: { $ne: '' } }, 'password：'],
    [['anna'], '请求内容：'],
  ])('names what is wrong in %j', async (body, message) => {
    const answer = await app.stranger.post('/api/session', body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BAD_REQUEST' } } });
    expect(answer.body.error.message).toContain(message);
  });

  it('refuses what is not JSON, and what is too large', async () => {
    const send = (type: string, body: string) =>
      app.stranger.request('POST', '/api/session', { body, headers: { 'content-type': type } });
    const broken = await send('application/json', '{"username":');
    expect(broken).toMatchObject({ status: 400, body: { error: { message: '请求内容不是有效的 JSON' } } });
    const form = await send('application/x-www-form-urlencoded', 'username=anna&password=x');
    expect(form).toMatchObject({ status: 400, body: { error: { code: 'BAD_REQUEST' } } });
    const large = await send(
      'application/json',
      JSON.stringify({ username: 'a'.repeat(300_000), password: 'x' }),
    );
    expect(large).toMatchObject({ status: 413, body: { error: { code: 'TOO_LARGE' } } });
  });

  it('refuses a page of somebody else', async () => {
    const body = { username: 'anna', password: PASSWORD };
    await app.signIn('anna', 'agent');
    for (const origin of ['https://evil.example.com', 'null']) {
      const answer = await app.stranger.post('/api/session', body, { origin });
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'CSRF' } } });
    }
    expect((await app.stranger.post('/api/session', body, { origin: app.url })).status).toBe(200);
  });
});

describe('a session', () => {
  it('is needed', async () => {
    expect(await app.stranger.get('/api/session')).toMatchObject({
      status: 401,
      body: { error: { code: 'UNAUTHENTICATED', message: '请先登录' } },
    });
  });

  it('ends after idling', async () => {
    const anna = await app.signIn('anna', 'agent');
    app.clock.advance(SESSION_IDLE_MS);
    expect((await anna.get('/api/session')).status).toBe(401);
  });

  it('ends with DELETE, which needs the csrf token', async () => {
    const anna = await app.signIn('anna', 'agent');
    const without = await anna.request('DELETE', '/api/session', { headers: { 'x-csrf-token': '' } });
    expect(without).toMatchObject({ status: 403, body: { error: { code: 'CSRF' } } });
    const out = await anna.request('DELETE', '/api/session');
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toMatch(/^weikefu_session=; Max-Age=0/);
    expect((await anna.get('/api/session')).status).toBe(401);
  });
});
