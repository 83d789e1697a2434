import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ManualClock } from '../../../src/kernel/clock';
import { FAULT_TEXT, FakePlatform } from '../../../src/sandbox/fake-platform';
import { TEST_ACCOUNT } from '../../helpers/fake-platform';
import { fieldsOf, startWebhook, textReply, until, type Webhook } from './webhook';

const clock = new ManualClock(Date.UTC(2026, 10, 22));
let folder: string;
let stateFile: string;
let webhook: Webhook;
const opened: FakePlatform[] = [];

function open(): FakePlatform {
  const platform = new FakePlatform({
    account: TEST_ACCOUNT,
    webhookUrl: () => webhook.url,
    baseUrl: () => 'http://127.0.0.1:9',
    clock,
    stateFile,
    timings: { dropAfterMs: 100, retryEveryMs: 100 },
  });
  opened.push(platform);
  return platform;
}

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weikefu-sandbox-'));
  stateFile = path.join(folder, 'sandbox.json');
  webhook = await startWebhook((seen) => textReply(fieldsOf(seen), '好'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((platform) => platform.close()));
  await webhook.close();
  fs.rmSync(folder, { recursive: true });
});

it('looks the same after the process ends: followers, chats, windows, menu, pictures', async () => {
  const first = open();
  await first.follow('oA', undefined, '小明');
  await first.sendImage('oA', {});
  first.setMenu([{ type: 'click', name: '菜单', key: 'K' }]);
  const before = first.snapshot();
  await until(() => fs.existsSync(stateFile) && fs.readFileSync(stateFile, 'utf8').includes('"key":"K"'));

  // No close: the second platform starts from what a killed process left.
  const second = open();
  const after = second.snapshot();
  expect(after.followers).toEqual(before.followers);
  expect(after.bubbles).toEqual(before.bubbles);
  expect(after.menu).toEqual(before.menu);
  const image = second.chat('oA').find((bubble) => bubble.content.type === 'image');
  expect(image?.content.type === 'image' && second.hasMedia(image.content.mediaId)).toBe(true);
  await second.sendText('oA', '又来了');
  const ids = second.chat('oA').map((bubble) => bubble.id);
  expect(new Set(ids).size).toBe(ids.length);
});

it('posts again what was on its way when the process ended, as WeChat would', async () => {
  webhook.answer = () => 'hang';
  const first = open();
  void first.sendText('oA', '在吗');
  await until(() => webhook.seen.length === 1);
  await first.close();

  webhook.answer = (seen) => textReply(fieldsOf(seen), '来了');
  const second = open();
  await until(() => second.textsTo('oA').length === 1);
  expect(second.textsTo('oA')).toEqual(['来了']);
  expect(webhook.seen).toHaveLength(2);
  expect(fieldsOf(webhook.seen[1]!)).toEqual(fieldsOf(webhook.seen[0]!));
  expect(second.deliveries.map((entry) => entry.attempt)).toEqual([2]);
});

it('gives up after three deliveries over all processes together', async () => {
  webhook.answer = () => 'hang';
  const first = open();
  void first.sendText('oA', '在吗');
  await until(() => webhook.seen.length === 3);
  await first.close();
  const second = open();
  await until(() => second.chat('oA').length === 2);
  expect(second.chat('oA').at(-1)?.content).toEqual({ type: 'fault', text: FAULT_TEXT });
  expect(webhook.seen).toHaveLength(3);
});

it.each(['{"followers":[', '[]', 'null', '{"followers":{}}'])(
  'starts fresh from a damaged file: %s',
  (text) => {
    fs.writeFileSync(stateFile, text);
    expect(open().snapshot().followers).toEqual([]);
  },
);
