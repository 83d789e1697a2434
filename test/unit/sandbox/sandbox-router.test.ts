import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { systemClock } from '../../../src/kernel/clock';
import { createLogger } from '../../../src/kernel/logger';
import { createSandbox, type Sandbox, TimeTravel } from '../../../src/sandbox';
import type { PlatformChange, Snapshot } from '../../../src/sandbox/snapshot';
import { TEST_ACCOUNT } from '../../helpers/fake-platform';
import { fieldsOf, startWebhook, textReply, until, type Webhook } from './webhook';

let webhook: Webhook;
let sandbox: Sandbox;
let server: http.Server;
let url: string;

beforeEach(async () => {
  webhook = await startWebhook((seen) => textReply(fieldsOf(seen), `收到：${fieldsOf(seen).Content}`));
  sandbox = createSandbox({
    account: TEST_ACCOUNT,
    webhookUrl: () => webhook.url,
    travel: new TimeTravel(systemClock),
    logger: createLogger('silent'),
  });
  const app = new Koa();
  app.use(sandbox.router.routes()).use(sandbox.router.allowedMethods());
  server = http.createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await sandbox.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await webhook.close();
});

/** The status for a GET with these headers; `fetch` does not let a Host header through. */
function statusOf(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    http
      .get(`${url}${path}`, { headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
      .on('error', reject);
  });
}

async function post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${url}/sandbox/control${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
async function newFollower(name = '小明'): Promise<string> {
  const { body } = await post('/followers', { name });
  return String(body.openid);
}

describe('who gets in', () => {
  const paths = ['/sandbox', '/sandbox/control/state', '/sandbox/platform/cgi-bin/getcallbackip'];

  it.each(paths)('everybody on this machine: %s', async (path) => {
    for (const host of ['127.0.0.1:3000', 'localhost', '[::1]:3000']) {
      expect(await statusOf(path, { host })).toBe(200);
    }
  });

  it.each(paths)('nobody under a name that only points at this machine: %s', async (path) => {
    for (const host of ['weikefu.example.com', '127.0.0.1.example.com', 'localhost.example.com:3000']) {
      expect(await statusOf(path, { host })).toBe(403);
    }
  });

  it.each(paths)('nobody through a proxy on this machine: %s', async (path) => {
    const host = '127.0.0.1:3000';
    expect(await statusOf(path, { host, 'x-forwarded-for': '203.0.113.9' })).toBe(403);
    expect(await statusOf(path, { host, forwarded: 'for=203.0.113.9' })).toBe(403);
  });

  it.each(paths)('no page of another origin: %s', async (path) => {
    const host = '127.0.0.1:3000';
    expect(await statusOf(path, { host, origin: 'http://127.0.0.1:3000' })).toBe(200);
    expect(await statusOf(path, { host, origin: 'http://127.0.0.1:4000' })).toBe(403);
    expect(await statusOf(path, { host, origin: 'https://example.com' })).toBe(403);
    expect(await statusOf(path, { host, origin: 'null' })).toBe(403);
  });
});

describe('the control', () => {
  it('lets a follower follow, write and read the reply', async () => {
    const openid = await newFollower();
    expect((await post(`/followers/${openid}/act?wait=1`, { kind: 'follow' })).status).toBe(200);
    const { body } = await post(`/followers/${openid}/act?wait=1`, { kind: 'text', text: '你好' });
    expect(body).toMatchObject({ outcome: { kind: 'reply', content: { type: 'text', text: '收到：你好' } } });
    const state = (await (await fetch(`${url}/sandbox/control/state`)).json()) as Snapshot;
    expect(state.followers).toMatchObject([{ openid, name: '小明', following: true, quota: { left: 8 } }]);
    expect(state.bubbles[openid]?.map((bubble) => bubble.content.type)).toEqual([
      'action',
      'text',
      'text',
      'text',
    ]);
    expect(state.deliveries).toHaveLength(2);
    expect(state.apiCalls).toEqual([]);
  });

  it('answers at once when nobody waits for the outcome', async () => {
    webhook.answer = () => 'hang';
    const openid = await newFollower();
    expect((await post(`/followers/${openid}/act`, { kind: 'follow' })).status).toBe(202);
  });

  it('takes a picture and shows it', async () => {
    const openid = await newFollower();
    await post(`/followers/${openid}/act?wait=1`, { kind: 'follow' });
    const content = Buffer.from([0xff, 0xd8, 0xff, 9]);
    await fetch(`${url}/sandbox/control/followers/${openid}/media?type=image&name=a.jpg&wait=1`, {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body: content,
    });
    const fields = fieldsOf(webhook.seen.at(-1)!);
    expect(fields.PicUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sandbox\/platform\/mmbiz\/m_/);
    const shown = await fetch(`${url}/sandbox/control/media/${fields.MediaId}`);
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(content);
    expect(shown.headers.get('content-disposition')).toBe('inline');
  });

  it('refuses what is wrong, in words', async () => {
    const openid = await newFollower();
    expect(await post('/followers', { name: '' })).toMatchObject({ status: 400 });
    expect(await post(`/followers/${openid}/act`, { kind: 'dance' })).toMatchObject({ status: 400 });
    expect(await post('/followers/oNobody/act', { kind: 'follow' })).toMatchObject({ status: 404 });
    expect(await post(`/followers/${openid}/act`, { kind: 'text', text: '在吗' })).toEqual({
      status: 409,
      body: { error: { code: 'CONFLICT', message: '请先关注公众号' } },
    });
    expect(await post(`/followers/${openid}/media?type=poem`, 'x')).toMatchObject({ status: 400 });
  });

  it('streams changes as they happen, until the sandbox closes', async () => {
    const answer = await fetch(`${url}/sandbox/control/events`);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const changes: PlatformChange[] = [];
    const reading = (async () => {
      let text = '';
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
        text += Buffer.from(chunk).toString('utf8');
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          if (block.startsWith('data: ')) changes.push(JSON.parse(block.slice(6)) as PlatformChange);
        }
      }
    })();
    const openid = await newFollower();
    await post(`/followers/${openid}/act?wait=1`, { kind: 'follow' });
    await until(() =>
      changes.some((change) => change.type === 'delivery' && change.delivery.outcome === 'reply'),
    );
    expect(changes.map((change) => change.type)).toEqual(
      expect.arrayContaining(['follower', 'bubble', 'delivery']),
    );
    await sandbox.close();
    await reading;
  });

  it('plans faults of the API', async () => {
    const path = '/cgi-bin/getcallbackip';
    const answer = await post('/faults', { fault: { kind: 'errcode', errcode: -1 }, path, times: 2 });
    expect(answer.status).toBe(201);
    const errcodes = [];
    for (let count = 0; count < 3; count += 1) {
      const body = (await (await fetch(`${url}/sandbox/platform${path}`)).json()) as { errcode: number };
      errcodes.push(body.errcode);
    }
    expect(errcodes).toEqual([-1, -1, 41001]);
    expect(await post('/faults', { fault: { kind: 'fire' } })).toMatchObject({ status: 400 });
  });

  it('forgets a follower', async () => {
    const openid = await newFollower();
    const answer = await fetch(`${url}/sandbox/control/followers/${openid}`, { method: 'DELETE' });
    expect(answer.status).toBe(204);
    expect(sandbox.platform.snapshot().followers).toEqual([]);
  });
});

it('serves the API of the platform below its own prefix', async () => {
  const answer = await fetch(`${url}/sandbox/platform/cgi-bin/stable_token`, {
    method: 'POST',
    body: JSON.stringify({
      grant_type: 'client_credential',
      appid: TEST_ACCOUNT.appId,
      secret: TEST_ACCOUNT.appSecret,
    }),
  });
  expect(await answer.json()).toMatchObject({ expires_in: 7200 });
  expect(sandbox.platform.apiCalls).toMatchObject([{ path: '/cgi-bin/stable_token', errcode: undefined }]);
});

it('does not serve files outside its folder', async () => {
  expect(await statusOf('/sandbox/assets/..%2F..%2Fsandbox-router.ts', {})).toBe(404);
  expect(await statusOf('/sandbox/assets/%2e%2e%2findex.html', {})).toBe(404);
});
