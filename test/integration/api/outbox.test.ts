import type { OutboxItem } from '../../../src/http/api';
import { type Client, NOW, type StaffApp, startStaffApp } from './staff-app';

let app: StaffApp;
let anna: Client;

const buildItem = (changes: Partial<OutboxItem>): OutboxItem => ({
  id: 1,
  kind: 'wechat.send_text',
  status: 'failed',
  followerId: 'fan-1',
  attempts: 1,
  errorCode: '45015',
  error: '超出可发送时间',
  createdAt: NOW,
  updatedAt: NOW,
  ...changes,
});

beforeEach(async () => {
  app = await startStaffApp();
  anna = await app.signIn('anna', 'agent');
  app.outbox.push(
    buildItem({ id: 1 }),
    buildItem({ id: 2, status: 'unknown' }),
    buildItem({ id: 3, status: 'sent' }),
  );
});

afterEach(() => app.close());

describe('the outbox', () => {
  it('shows what failed and what may have arrived', async () => {
    expect((await anna.get('/api/outbox?status=failed')).body.items).toEqual([buildItem({ id: 1 })]);
    expect((await anna.get('/api/outbox?status=unknown')).body.items).toMatchObject([{ id: 2 }]);
    expect((await anna.get('/api/outbox?status=pending')).body.items).toEqual([]);
  });

  it('sends again on request', async () => {
    expect(await anna.post('/api/outbox/2/retry')).toMatchObject({
      status: 200,
      body: { id: 2, status: 'pending' },
    });
    expect(app.outbox[1]?.status).toBe('pending');
  });

  it('does not send again what was sent, nor what is not there', async () => {
    expect(await anna.post('/api/outbox/3/retry')).toMatchObject({
      status: 409,
      body: { error: { code: 'CONFLICT' } },
    });
    expect(await anna.post('/api/outbox/99/retry')).toMatchObject({ status: 404 });
    expect(await anna.post('/api/outbox/first/retry')).toMatchObject({ status: 400 });
    expect((await anna.get('/api/outbox?status=everything')).status).toBe(400);
  });

  it('needs a session and, for a retry, the csrf token', async () => {
    expect((await app.stranger.get('/api/outbox')).status).toBe(401);
    expect((await app.stranger.post('/api/outbox/1/retry')).status).toBe(401);
    expect(await anna.post('/api/outbox/1/retry', {}, { 'x-csrf-token': '' })).toMatchObject({ status: 403 });
    expect(app.outbox[0]?.status).toBe('failed');
  });
});
