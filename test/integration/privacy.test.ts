import { setTimeout as pause } from 'node:timers/promises';
import { startFakePlatform } from '../helpers/fake-platform';
import { PASSWORD, startTestServer } from '../helpers/server';
import { freePort } from '../helpers/server-process';
import { StaffClient } from '../helpers/staff-client';
import { tempFolder } from '../helpers/temp-folder';

const folder = tempFolder();

/** What is planted per follower and may be seen by nobody else, nor in the log, nor in the metrics. */
const canary = (index: number) => ({
  openid: `oCanary${index}`,
  text: `暗号青鸟${index}号飞过山岗`,
  phone: `1380000${String(1000 + index)}`,
  name: `欧阳测试${'甲乙丙丁戊'[index]}`,
  email: `canary${index}@private.example`,
});

it('keeps what a follower wrote from other followers, from the log and from the metrics', async () => {
  const port = await freePort();
  const started = await startFakePlatform({ webhookUrl: () => `http://127.0.0.1:${port}/wechat` });
  const server = await startTestServer(folder, {
    PORT: String(port),
    WECHAT_API_BASE: started.url,
    LOG_LEVEL: 'trace',
  });
  const { platform } = started;
  const followers = [0, 1, 2, 3, 4].map(canary);

  await Promise.all(
    followers.map(async ({ openid, text, phone, name, email }) => {
      await platform.follow(openid);
      await platform.sendText(openid, text);
      await platform.sendText(openid, `我叫${name}，电话${phone}，邮箱${email}`);
      await platform.sendText(openid, `${text}怎么开发票`);
      await platform.sendText(openid, '1');
      await platform.sendLocation(openid, { latitude: 31, longitude: 121, label: `${name}的家` });
      await platform.sendText(openid, '#人工');
      await platform.sendText(openid, `急！${text} ${phone}`);
    }),
  );
  const staff = await StaffClient.signIn(() => server.url, 'admin', PASSWORD);
  const { items } = await staff.get<{ items: { id: string; follower: { id: string } }[] }>(
    '/api/chats?state=queued',
  );
  expect(items).toHaveLength(5);
  for (const { id, follower } of items) {
    await staff.post(`/api/chats/${id}/claim`);
    await staff.post(`/api/chats/${id}/messages`, {
      text: `回复${follower.id}：${canary(Number(follower.id.slice(-1))).phone}`,
      clientId: 'c',
    });
  }
  // A send that the platform refuses, and a request that fails, are logged: without the text.
  platform.failNext({ kind: 'errcode', errcode: 40003 }, { path: '/cgi-bin/message/custom/send' });
  for (const { id } of items)
    await staff.post(`/api/chats/${id}/messages`, { text: '请稍等，我再看一下', clientId: 'd' });
  await pause(500);

  const { registry } = {
    registry: await (await fetch(`http://127.0.0.1:${server.metricsPort}/metrics`)).text(),
  };
  const log = server.log.join('\n');
  expect(registry).toContain('weikefu_lookup_alarms_total{subject="service_code"} 0');
  expect(log.length).toBeGreaterThan(0);
  for (const one of followers) {
    const secrets = [one.text, one.phone, one.name, one.email];
    for (const secret of secrets) {
      expect([secret, log.includes(secret)]).toEqual([secret, false]);
      expect([secret, registry.includes(secret)]).toEqual([secret, false]);
    }
    expect(registry).not.toContain(one.openid);
    for (const other of followers.filter(({ openid }) => openid !== one.openid)) {
      const seen = JSON.stringify(platform.chat(other.openid).filter((bubble) => bubble.side === 'account'));
      for (const secret of secrets) expect([secret, seen.includes(secret)]).toEqual([secret, false]);
    }
    const { items: messages } = await staff.get<{ items: { text: string }[] }>(
      `/api/chats/${items.find(({ follower }) => follower.id === one.openid)?.id}/messages?limit=100`,
    );
    expect(messages.some(({ text }) => text.includes(one.phone))).toBe(true);
  }
  await server.close();
  await started.close();
}, 60_000);
