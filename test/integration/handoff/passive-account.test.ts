import { type Office, startOffice } from '../../helpers/office';
import { tempFolder } from '../../helpers/temp-folder';

const folder = tempFolder();
jest.setTimeout(120_000);
let office: Office;

beforeAll(async () => {
  office = await startOffice(folder, { WECHAT_CUSTOM_SEND: 'off' });
});
afterAll(() => office.close());

interface Message {
  text: string;
  delivery: string;
  error: string | null;
}

// @covers S3-40
it('brings what agents write with the next reply, shows them how it fares, and calls the platform never', async () => {
  const agent = await office.hire('xiaoli', 'agent');
  await office.comeIn(agent);
  await office.platform.follow('oOne');
  expect(await office.say('oOne', '#人工')).toContain('客服的回复会在您下次发消息时显示');
  const chat = await office.chatOf('oOne');
  expect(chat.quota).toEqual({ left: 0, until: null });
  expect((await agent.post(`/api/chats/${chat.id}/claim`)).status).toBe(200);
  const written = async (text: string) => {
    const { items } = await agent.get<{ items: Message[] }>(`/api/chats/${chat.id}/messages`);
    return items.find((one) => one.text === text);
  };
  const write = (text: string) => agent.post(`/api/chats/${chat.id}/messages`, { text, clientId: text });

  expect(await write('请问是什么型号')).toMatchObject({
    status: 201,
    body: { delivery: 'pending', error: '将随对方下一条消息的回复送达' },
  });
  const reply = await office.say('oOne', '设备黑屏了');
  expect(reply).toContain('客服 客服xiaoli 已接入');
  expect(reply).toMatch(/请问是什么型号$/);
  expect(await written('请问是什么型号')).toMatchObject({ delivery: 'sent', error: null });
  expect(await office.say('oOne', '星云一号')).toContain('消息已转给客服');

  await write('请重启一次');
  expect((await agent.post(`/api/chats/${chat.id}/close`, { problemClass: '应用问题' })).status).toBe(200);
  const after = await office.say('oOne', '怎么开发票');
  expect(after.indexOf('请重启一次')).toBe(0);
  expect(after).toContain('请为人工服务评价：回复 评价 加 1 到 5');
  expect(await written('请重启一次')).toMatchObject({ delivery: 'sent' });
  expect(await office.say('oOne', '评价 4')).toContain('感谢您的评价');
  expect(office.platform.textsTo('oOne').filter((text) => text.includes('请重启一次'))).toHaveLength(1);
  expect(office.platform.apiCalls.filter(({ path }) => path.includes('custom/send'))).toEqual([]);
  expect(office.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
