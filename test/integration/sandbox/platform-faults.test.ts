import type { PlannedFaultRequest } from '../../../src/sandbox/control-schema';
import type { RunningServer } from '../../../src/server';
import { SandboxClient } from '../../helpers/sandbox-client';
import { PASSWORD, startTestServer } from '../../helpers/server';
import { StaffClient } from '../../helpers/staff-client';
import { tempFolder } from '../../helpers/temp-folder';

/**
 * Where each class of failure of the platform leads (its table of error codes), from the sandbox's switch through the real
 * client and the outbox to what the agent sees and the follower gets.
 */
const SEND = '/cgi-bin/message/custom/send';
const TOKEN = '/cgi-bin/stable_token';
const MEDIA = '/cgi-bin/media/get';
const SECOND = 1000;
const HOUR = 3_600_000;

jest.setTimeout(60_000);

let server: RunningServer & { log: string[] };
let sandbox: SandboxClient;
let agent: StaffClient;
const folder = tempFolder();
let count = 0;

beforeAll(async () => {
  server = await startTestServer(folder, { SANDBOX: 'on', WECHAT_API_BASE: '' });
  sandbox = new SandboxClient(() => server.url);
  agent = await StaffClient.signIn(() => server.url, 'admin', PASSWORD);
});
afterAll(() => server.close());
afterEach(() => sandbox.clearFaults());

interface Message {
  id: number;
  delivery: string;
  error: string | null;
}

/** A follower served by the agent, with nothing on its way. */
async function served() {
  count += 1;
  const openid = await sandbox.follower(`粉丝${count}`);
  await sandbox.say(openid, '#人工');
  const { items } = await agent.get<{ items: { id: string; follower: { id: string } }[] }>(
    '/api/chats?state=queued',
  );
  const chat = items.find(({ follower }) => follower.id === openid);
  await agent.post(`/api/chats/${chat?.id}/claim`);
  await sandbox.advance(1);
  const text = `第 ${count} 号消息`;
  const sends = async () =>
    (await sandbox.calls(SEND)).filter((call) => call.openid === openid && call.bodyText.includes(text));
  return {
    openid,
    text,
    sends,
    /** Writes the message and waits until it was tried. */
    write: async () => {
      const { status, body } = await agent.post(`/api/chats/${chat?.id}/messages`, { text, clientId: text });
      expect(status).toBe(201);
      await sandbox.advance(1);
      return (body as Message).id;
    },
    message: async (id: number) => {
      const found = await agent.get<{ items: Message[] }>(`/api/chats/${chat?.id}/messages`);
      return found.items.find((one) => one.id === id);
    },
    arrived: async () => (await sandbox.textsTo(openid)).filter((one) => one.includes(text)).length,
  };
}

const errcode = (code: number): PlannedFaultRequest => ({
  fault: { kind: 'errcode', errcode: code },
  path: SEND,
});
const alerts = () => server.log.filter((line) => line.includes('"level":"error"')).length;

it.each([40001, 42001])('refreshes the token and sends again after %i', async (code) => {
  const chat = await served();
  const tokens = (await sandbox.calls(TOKEN)).length;
  await sandbox.fault(errcode(code));
  const id = await chat.write();
  expect(await chat.message(id)).toMatchObject({ delivery: 'sent' });
  expect((await chat.sends()).map((call) => call.errcode)).toEqual([code, 0]);
  expect((await sandbox.calls(TOKEN)).length).toBe(tokens + 1);
  expect(await chat.arrived()).toBe(1);
});

it('gives up and alerts when a fresh token is refused again and again', async () => {
  const chat = await served();
  const before = alerts();
  await sandbox.fault({ ...errcode(40001), times: null });
  const id = await chat.write();
  expect(await chat.message(id)).toMatchObject({ delivery: 'pending' });
  await sandbox.advance(HOUR);
  expect(await chat.message(id)).toMatchObject({ delivery: 'failed' });
  expect(alerts()).toBe(before + 1);
  expect(await chat.arrived()).toBe(0);
});

it.each([45015, 45047])('keeps the message for the next word of the follower after %i', async (code) => {
  const chat = await served();
  await sandbox.fault(errcode(code));
  const id = await chat.write();
  expect(await chat.message(id)).toMatchObject({ delivery: 'pending' });
  await sandbox.advance(HOUR);
  expect((await chat.sends()).length).toBe(1);
  await sandbox.say(chat.openid, '在吗');
  await sandbox.advance(1);
  expect(await chat.message(id)).toMatchObject({ delivery: 'sent' });
  expect(await chat.arrived()).toBe(1);
});

it.each(['use-up', 'close'] as const)('believes the platform when its window says %s', async (kind) => {
  const chat = await served();
  await sandbox.quota(chat.openid, kind);
  const id = await chat.write();
  expect((await chat.sends()).map((call) => call.errcode)).toEqual([kind === 'close' ? 45015 : 45047]);
  expect(await chat.message(id)).toMatchObject({ delivery: 'pending' });
  await sandbox.say(chat.openid, '在吗');
  await sandbox.advance(1);
  expect(await chat.arrived()).toBe(1);
});

const LOST: [string, PlannedFaultRequest['fault'], number][] = [
  ['errcode -1', { kind: 'errcode', errcode: -1 }, 0],
  ['HTTP 502', { kind: 'http', status: 502 }, 0],
  ['an answer that is no JSON', { kind: 'malformed', processed: true }, 1],
  ['a cut connection', { kind: 'cut', processed: false }, 0],
  ['silence', { kind: 'silence', processed: true }, 1],
];
it.each(LOST)(
  'never sends twice by itself: the fate of the message is unknown after %s',
  async (_, fault, arrived) => {
    const chat = await served();
    await sandbox.fault({ fault, path: SEND });
    const id = await chat.write();
    // The client waits five seconds of real time for an answer.
    for (let tries = 0; tries < 10 && (await chat.message(id))?.delivery === 'pending'; tries += 1)
      await sandbox.advance(1);
    expect(await chat.message(id)).toMatchObject({ delivery: 'unknown' });
    await sandbox.advance(HOUR);
    expect((await chat.sends()).length).toBe(1);
    expect(await chat.arrived()).toBe(arrived);
  },
);

it('takes a slow answer for what it is', async () => {
  const chat = await served();
  await sandbox.fault({ fault: { kind: 'delay', delayMs: 300 }, path: SEND });
  const id = await chat.write();
  expect(await chat.message(id)).toMatchObject({ delivery: 'sent' });
});

it('waits a minute after 45011 and then sends', async () => {
  const chat = await served();
  await sandbox.fault(errcode(45011));
  const id = await chat.write();
  await sandbox.advance(50 * SECOND);
  expect((await chat.sends()).length).toBe(1);
  await sandbox.advance(20 * SECOND);
  expect(await chat.message(id)).toMatchObject({ delivery: 'sent' });
});

it('waits for the next day after 45009', async () => {
  const chat = await served();
  await sandbox.fault(errcode(45009));
  const id = await chat.write();
  await sandbox.move({ kind: 'tomorrow', hour: 0 });
  await sandbox.advance(1);
  expect(await chat.message(id)).toMatchObject({ delivery: 'sent' });
  expect(await chat.arrived()).toBe(1);
});

it.each([
  [40003, 0],
  [48001, 1],
])('gives up after %i, and alerts %i times', async (code, told) => {
  const chat = await served();
  const before = alerts();
  await sandbox.fault(errcode(code));
  const id = await chat.write();
  expect(await chat.message(id)).toMatchObject({
    delivery: 'failed',
    error: expect.stringContaining(String(code)),
  });
  await sandbox.advance(HOUR);
  expect((await chat.sends()).length).toBe(1);
  expect(alerts()).toBe(before + told);
});

/** The platform forgets the token: the next call has to fetch another one. */
const forgetToken = () => sandbox.fault({ fault: { kind: 'errcode', errcode: 40001 }, path: SEND });

it('alerts when the secret is refused, and sends later when only the way to the token was cut', async () => {
  const chat = await served();
  const before = alerts();
  await forgetToken();
  await sandbox.fault({ fault: { kind: 'errcode', errcode: 40125 }, path: TOKEN });
  const refused = await chat.write();
  expect(await chat.message(refused)).toMatchObject({ delivery: 'failed' });
  expect(alerts()).toBe(before + 1);
  expect((await chat.sends()).map(({ errcode: code }) => code)).toEqual([40001]);
  expect(await chat.arrived()).toBe(0);

  const other = await served();
  await forgetToken();
  await sandbox.fault({ fault: { kind: 'http', status: 502 }, path: TOKEN });
  const id = await other.write();
  await sandbox.advance(10 * SECOND);
  expect(await other.message(id)).toMatchObject({ delivery: 'sent' });
  expect(await other.arrived()).toBe(1);
});

it('fetches a picture again after -1: reading twice does no harm', async () => {
  const openid = await sandbox.follower('拍照的人');
  await sandbox.fault({ fault: { kind: 'errcode', errcode: -1 }, path: MEDIA, times: 2 });
  await sandbox.act(openid, { kind: 'sample', media: 'image' });
  await sandbox.advance(60 * SECOND);
  expect((await sandbox.calls(MEDIA)).map((call) => call.errcode).slice(0, 2)).toEqual([-1, -1]);
  expect((await sandbox.calls(MEDIA)).length).toBe(3);
});
