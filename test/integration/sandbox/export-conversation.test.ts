import fs from 'node:fs';
import path from 'node:path';
import { SHIPPED } from '../../../src/flow-tests/content-folders';
import { loadSuite } from '../../../src/flow-tests/load-suite';
import { describeFailure } from '../../../src/flow-tests/report';
import { runSuite } from '../../../src/flow-tests/suite-run';
import type { RunningServer } from '../../../src/server';
import { SandboxClient } from '../../helpers/sandbox-client';
import { PASSWORD, startTestServer } from '../../helpers/server';
import { StaffClient } from '../../helpers/staff-client';
import { tempFolder } from '../../helpers/temp-folder';

const folder = tempFolder();
let server: RunningServer;
let sandbox: SandboxClient;

jest.setTimeout(90_000);
beforeAll(async () => {
  server = await startTestServer(folder, { SANDBOX: 'on', WECHAT_API_BASE: '' });
  sandbox = new SandboxClient(() => server.url);
});
afterAll(() => server.close());

const exportOf = async (openid: string) => {
  const answer = await fetch(`${server.url}/sandbox/control/followers/${openid}/conversation.yaml`);
  return { status: answer.status, text: await answer.text() };
};
const play = async (text: string, base = SHIPPED) => {
  const results = await runSuite(loadSuite(text, path.join(folder, 'exported.yaml')), base);
  return results.flatMap((result) => (result.mismatches.length === 0 ? [] : [describeFailure(result)]));
};

/** Files a ticket with a question in between, and goes on with a person. */
async function talk(): Promise<string> {
  const openid = await sandbox.follower('小明');
  for (const text of [
    '提交工单',
    '宏图远洋机械有限公司',
    '欧阳建国',
    '139 1234 5678',
    '怎么开发票',
    'Jianguo.Ou@hongtu.example.org',
    '硬件故障',
    '星云',
    '1',
    '今天早上开机后黑屏，指示灯不亮，请打 13912345678 找欧阳建国',
    '1',
  ])
    await sandbox.say(openid, text);
  return openid;
}

it('passes when it is played, without the person’s data, and fails when the flow is another', async () => {
  const openid = await talk();
  await sandbox.advance(20 * 60_000);
  await sandbox.say(openid, '提交工单');
  // The reminder comes on the way.
  await sandbox.advance(15 * 60_000);
  await sandbox.say(openid, '#人工');
  const agent = await StaffClient.signIn(() => server.url, 'admin', PASSWORD);
  const { items } = await agent.get<{ items: { id: string }[] }>('/api/chats?state=queued');
  await agent.post(`/api/chats/${items[0]?.id}/claim`);
  await agent.post(`/api/chats/${items[0]?.id}/messages`, { text: '欧阳建国先生您好', clientId: 'a' });
  await sandbox.say(openid, '谢谢');
  await agent.post(`/api/chats/${items[0]?.id}/hand-back`);

  const { status, text } = await exportOf(openid);
  expect(status).toBe(200);
  for (const personal of ['宏图', '欧阳', '1234 5678', '13912345678', 'Jianguo', 'hongtu', openid])
    expect(text).not.toContain(personal);
  // The same person is the same sample everywhere.
  expect(text.match(/王小明/g)?.length).toBeGreaterThanOrEqual(3);
  expect(text).toMatch(/advance: \d+s/);
  expect(text).toContain('kind: ticket.create');
  expect(text).toContain('agent: claim');
  expect(await play(text)).toEqual([]);

  // The e-mail is asked for no more.
  const botFlowsDir = path.join(folder, 'changed-flows');
  fs.cpSync(SHIPPED.botFlowsDir, botFlowsDir, { recursive: true });
  const file = path.join(botFlowsDir, 'ticket_create.yaml');
  const flow = fs.readFileSync(file, 'utf8');
  const changed = flow.replace(/\n\s+- collect: contact_email[^\n]*/, '');
  expect(changed).not.toBe(flow);
  fs.writeFileSync(file, changed);
  expect((await play(text, { ...SHIPPED, botFlowsDir })).join('\n')).toContain('contact_email');
});

it('writes what was tapped as a tap', async () => {
  const openid = await sandbox.follower('小红');
  const { bubbles } = await sandbox.state();
  const welcome = bubbles[openid]?.find(({ side }) => side === 'account')?.content;
  const link = /msgmenucontent=([^"&]*)&msgmenuid=([^"&]*)">5 /.exec(
    welcome?.type === 'text' ? welcome.text : '',
  );
  await sandbox.act(openid, {
    kind: 'tap',
    text: decodeURIComponent(link?.[1] ?? ''),
    menuId: decodeURIComponent(link?.[2] ?? ''),
  });
  const { text } = await exportOf(openid);
  expect(text).toContain('event: subscribe');
  expect(text).toContain('tap: 5');
  expect(await play(text)).toEqual([]);
});

it('has nothing to export of somebody who never wrote', async () => {
  expect((await exportOf('oNobody')).status).toBe(404);
});
