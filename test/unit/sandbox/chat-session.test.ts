import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import Koa from 'koa';
import { systemClock } from '../../../src/kernel/clock';
import { createLogger } from '../../../src/kernel/logger';
import { createSandbox, type Sandbox, TimeTravel } from '../../../src/sandbox';
import { ChatSession } from '../../../src/sandbox/terminal/chat-session';
import { ControlClient } from '../../../src/sandbox/terminal/control-client';
import { TEST_ACCOUNT } from '../../helpers/fake-platform';
import { fieldsOf, startWebhook, textReply, type Webhook } from './webhook';

let webhook: Webhook;
let sandbox: Sandbox;
let server: http.Server;
let printed: string[];
let session: ChatSession;

beforeEach(async () => {
  webhook = await startWebhook((seen) => {
    const fields = fieldsOf(seen);
    return textReply(fields, `收到 ${fields.Content ?? fields.Event ?? fields.MsgType}`);
  });
  sandbox = createSandbox({
    account: TEST_ACCOUNT,
    webhookUrl: () => webhook.url,
    travel: new TimeTravel(systemClock),
    logger: createLogger('silent'),
  });
  const app = new Koa();
  app.use(sandbox.router.routes());
  server = http.createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  printed = [];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  session = new ChatSession(new ControlClient(url), (text) => printed.push(text));
});
afterEach(async () => {
  await sandbox.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await webhook.close();
});

const follower = () => sandbox.platform.snapshot().followers[0]?.openid ?? '';

it('follows, writes, and prints each reply once, in order', async () => {
  await session.open('终端粉丝');
  for (const line of ['你好', '', '  ', '#人工']) expect(await session.run(line)).toBe(true);
  await session.close();
  expect(printed).toEqual(['收到 subscribe', '收到 你好', '收到 #人工']);
  expect(sandbox.platform.snapshot().followers).toMatchObject([{ name: '终端粉丝', following: true }]);
});

it('prints what the account sends by itself, before it ends', async () => {
  await session.open('终端粉丝');
  await session.run('在吗');
  setTimeout(() => {
    const record = sandbox.platform.followers.find(follower())!;
    sandbox.platform.showFromAccount(record, { type: 'text', text: '我是客服' }, 'custom');
  }, 200);
  await session.close();
  expect(printed.at(-1)).toBe('我是客服');
});

it('answers a menu message by its number', async () => {
  await session.open('终端粉丝');
  const choices = [
    { id: 'a', content: '满意' },
    { id: 'b', content: '不满意' },
  ];
  const record = sandbox.platform.followers.find(follower())!;
  sandbox.platform.showFromAccount(record, { type: 'msgmenu', head: '请评价', choices, tail: '' }, 'custom');
  await session.run('/help');
  await new Promise((resolve) => setTimeout(resolve, 100));
  await session.run('2');
  expect(fieldsOf(webhook.seen.at(-1)!)).toMatchObject({ Content: '不满意', bizmsgmenuid: 'b' });
  await session.run('2');
  expect(fieldsOf(webhook.seen.at(-1)!)).toMatchObject({ Content: '2' });
  expect(fieldsOf(webhook.seen.at(-1)!).bizmsgmenuid).toBeUndefined();
  await session.close();
});

it('sends a file, and tells when there is none', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weikefu-chat-test-'));
  const file = path.join(folder, 'a.png');
  fs.writeFileSync(file, Buffer.from([1, 2, 3]));
  await session.open('终端粉丝');
  await session.run(`/image ${file}`);
  const media = sandbox.platform.media.find(String(fieldsOf(webhook.seen.at(-1)!).MediaId));
  expect(media).toMatchObject({ type: 'image', contentType: 'image/png', fileName: 'a.png' });
  await session.run('/image /no/such/file.png');
  expect(printed.at(-1)).toContain('读不到文件');
  await session.close();
  fs.rmSync(folder, { recursive: true });
});

it('goes on after a refusal and stops at /quit', async () => {
  await session.open('终端粉丝');
  await session.run('/unfollow');
  await session.run('在吗');
  expect(printed.at(-1)).toBe('[请先关注公众号]');
  await session.run('/follow');
  await session.run('在吗');
  expect(printed.at(-1)).toBe('收到 在吗');
  expect(await session.run('/quit')).toBe(false);
  await session.close();
});

it('says in words that nobody answers, or that there is no sandbox', async () => {
  const print = () => {};
  const nobody = new ChatSession(new ControlClient('http://127.0.0.1:1'), print);
  await expect(nobody.open('甲')).rejects.toThrow('连接不上 http://127.0.0.1:1');
  webhook.answer = () => ({ status: 404, body: 'Not Found' });
  const other = new ChatSession(new ControlClient(new URL(webhook.url).origin), print);
  await expect(other.open('甲')).rejects.toThrow('没有开启沙盒');
});
