import { eventually } from '../../helpers/office';
import { SandboxClient } from '../../helpers/sandbox-client';
import { startTestServer } from '../../helpers/server';
import { tempFolder } from '../../helpers/temp-folder';

jest.setTimeout(90_000);

const folder = tempFolder();

it('shows the one-time code on the pages, so that whoever tries the sandbox can bind a phone', async () => {
  const server = await startTestServer(folder, { SANDBOX: 'on', WECHAT_API_BASE: '' });
  try {
    const sandbox = new SandboxClient(() => server.url);
    const openid = await sandbox.follower('小明');
    expect((await sandbox.state()).sms).toEqual([]);
    await sandbox.say(openid, '绑定');
    await sandbox.say(openid, '13800001234');
    const sms = await eventually(async () => {
      const [first] = (await sandbox.state()).sms;
      if (first === undefined) throw new Error('no short message came');
      return first;
    });
    expect(sms).toMatchObject({ phone: '13800001234', text: expect.stringContaining('5 分钟内有效') });
    const code = /验证码 (\d{6})/.exec(sms.text)?.[1] ?? '';
    expect(await sandbox.say(openid, code)).toContain('绑定成功');
  } finally {
    await server.close();
  }
});

it('has no inbox outside the sandbox', async () => {
  const server = await startTestServer(folder);
  try {
    expect((await fetch(`${server.url}/sandbox/control/state`)).status).toBe(404);
  } finally {
    await server.close();
  }
});
