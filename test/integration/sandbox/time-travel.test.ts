import type { RunningServer } from '../../../src/server';
import { SandboxClient } from '../../helpers/sandbox-client';
import { PASSWORD, startTestServer, testEnvironment } from '../../helpers/server';
import { StaffClient } from '../../helpers/staff-client';
import { tempFolder } from '../../helpers/temp-folder';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const ON = { SANDBOX: 'on', WECHAT_API_BASE: '' };

const folder = tempFolder();
let server: RunningServer & { log: string[] };
let sandbox: SandboxClient;

const start = async (overrides: Record<string, string> = ON) => {
  server = await startTestServer(folder, overrides);
  sandbox = new SandboxClient(() => server.url);
};
afterEach(() => server.close());

it('brings the reminder of a form at its time and its end later, as bubbles at those times', async () => {
  await start();
  const openid = await sandbox.follower('小明');
  await sandbox.say(openid, '提交工单');
  const { now } = (await sandbox.state()).clock;
  await sandbox.advance(9 * MINUTE);
  expect((await sandbox.textsTo(openid)).some((text) => text.includes('还没有办完'))).toBe(false);

  await sandbox.advance(DAY);
  const told = ((await sandbox.state()).bubbles[openid] ?? []).filter(({ via }) => via === 'custom');
  expect(told.map(({ content }) => (content.type === 'text' ? content.text : ''))).toEqual([
    expect.stringContaining('还没有办完'),
    expect.stringContaining('很久没有继续'),
  ]);
  const [reminded = 0, expired = 0] = told.map(({ at }) => at - now);
  // The form began a moment before `now`, and sending takes a moment.
  expect(Math.abs(reminded - 10 * MINUTE)).toBeLessThan(MINUTE);
  expect(Math.abs(expired - 12 * HOUR)).toBeLessThan(5 * MINUTE);
  expect(server.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

it('keeps agents signed in and present, renews the token, and closes the window of a follower', async () => {
  await start();
  const openid = await sandbox.follower('小红');
  const agent = await StaffClient.signIn(() => server.url, 'admin', PASSWORD);
  const write = async (text: string) => {
    await sandbox.say(openid, '#人工');
    const [chat] = (await agent.get<{ items: { id: string }[] }>('/api/chats?state=queued')).items;
    expect((await agent.post(`/api/chats/${chat?.id}/claim`)).status).toBe(200);
    await agent.post(`/api/chats/${chat?.id}/messages`, { text, clientId: text });
    await sandbox.advance(1);
    expect(await sandbox.textsTo(openid)).toContain(text);
  };
  await write('您好');
  // The chat ends on the way, for nobody says anything.
  await sandbox.advance(3 * HOUR);
  await write('三小时以后');
  expect((await sandbox.calls('/cgi-bin/stable_token')).length).toBeGreaterThan(1);
  expect((await sandbox.calls('/cgi-bin/message/custom/send')).map(({ errcode }) => errcode)).not.toContain(
    42001,
  );

  // Longer than a session lives and than a window is open.
  await sandbox.advance(8 * DAY);
  const { items } = await agent.get<{ items: { quota: { left: number } }[] }>('/api/chats?state=human');
  for (const one of items) expect(one.quota.left).toBe(0);
  expect((await agent.get<{ staff: { name: string } }>('/api/session')).staff).toBeDefined();
  expect((await sandbox.view(openid)).quota).toEqual({ left: 0 });
});

it('is where it was after a restart, and goes back to real time when told to', async () => {
  const { DATA_DIR = '' } = testEnvironment(folder);
  await start({ ...ON, DATA_DIR });
  await sandbox.move({ kind: 'tomorrow', hour: 9 });
  const { aheadMs } = (await sandbox.state()).clock;
  expect(aheadMs).toBeGreaterThan(0);
  await server.close();
  await start({ ...ON, DATA_DIR });
  expect((await sandbox.state()).clock.aheadMs).toBe(aheadMs);
  await sandbox.move({ kind: 'reset' });
  expect((await sandbox.state()).clock.aheadMs).toBe(0);
});

it('refuses a journey into the past or of years, and any without the sandbox', async () => {
  await start();
  const move = (body: unknown) =>
    fetch(`${server.url}/sandbox/control/clock`, { method: 'POST', body: JSON.stringify(body) });
  expect((await move({ kind: 'advance', ms: -1 })).status).toBe(400);
  expect((await move({ kind: 'advance', ms: 400 * DAY })).status).toBe(400);
  expect((await move({ kind: 'tomorrow', hour: 24 })).status).toBe(400);
  await server.close();
  await start({});
  expect((await move({ kind: 'advance', ms: 1000 })).status).toBe(404);
});
