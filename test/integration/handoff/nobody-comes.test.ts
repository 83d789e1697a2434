import { setTimeout as pause } from 'node:timers/promises';
import { type AgentClient, eventually, type Office, startOffice, TEN_O_CLOCK } from '../../helpers/office';
import { tempFolder } from '../../helpers/temp-folder';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const folder = tempFolder();
let office: Office;
let agent: AgentClient;

beforeAll(async () => {
  office = await startOffice(folder);
  agent = await office.hire('xiaoli', 'agent');
});
beforeEach(() => office.clock.set(TEN_O_CLOCK));
afterAll(() => office?.close());

const told = (openid: string, words: string) =>
  office.platform.textsTo(openid).filter((text) => text.includes(words));
/** Whoever was signed in is not any more after such a journey. */
const chatOf = async (openid: string) => {
  const admin = await office.signIn('admin');
  const { items } = await admin.get<{
    items: { id: string; follower: { id: string }; lastAgent: { id: string } | null }[];
  }>('/api/chats?state=queued');
  const chat = items.find(({ follower }) => follower.id === openid);
  if (chat === undefined) throw new Error(`${openid} does not wait`);
  return chat;
};
/** The timers look twice a second. */
const settle = () => pause(1_200);

// @covers S4-13 S2-02
it('apologises once to who waits too long, keeps the place, offers other ways, and shows agents who is late', async () => {
  await office.platform.follow('oWaits');
  await office.say('oWaits', '#人工');
  expect(await office.chatOf('oWaits')).toMatchObject({
    unattended: false,
    firstAnswer: { dueAt: TEN_O_CLOCK + 5 * MINUTE, late: false },
  });
  office.clock.advance(4 * MINUTE);
  await settle();
  expect(told('oWaits', '抱歉让您久等了')).toEqual([]);

  office.clock.advance(2 * MINUTE);
  await eventually(() => expect(told('oWaits', '抱歉让您久等了')).toHaveLength(1));
  const [apology = ''] = told('oWaits', '抱歉让您久等了');
  for (const words of ['留言', '联系我们', '排队第 1 位']) expect(apology).toContain(words);
  const chat = await office.chatOf('oWaits');
  expect(chat).toMatchObject({ position: 1, unattended: true, firstAnswer: { late: true } });
  expect(await office.say('oWaits', '留言 设备黑屏，请回电')).toContain('留言已收到');

  office.clock.advance(HOUR);
  await settle();
  expect(told('oWaits', '抱歉让您久等了')).toHaveLength(1);
  expect((await agent.post(`/api/chats/${chat.id}/claim`)).status).toBe(200);
  await agent.post(`/api/chats/${chat.id}/messages`, { text: '您好', clientId: 'a' });
  expect(await agent.get(`/api/chats/${chat.id}`)).toMatchObject({
    unattended: false,
    firstAnswer: { late: true },
  });
  await agent.post(`/api/chats/${chat.id}/close`);
});

// @covers S2-02
it('is not late where a person answered within five minutes', async () => {
  await office.platform.follow('oQuick');
  await office.say('oQuick', '#人工');
  const { id } = await office.chatOf('oQuick');
  await agent.post(`/api/chats/${id}/claim`);
  office.clock.advance(4 * MINUTE);
  await agent.post(`/api/chats/${id}/messages`, { text: '您好', clientId: 'a' });
  office.clock.advance(4 * MINUTE);
  expect(await agent.get(`/api/chats/${id}`)).toMatchObject({ firstAnswer: { late: false } });
  await agent.post(`/api/chats/${id}/close`);
});

// @covers S4-12
it('tells the hours of the group that a chat waits for, and apologises only when these people are there', async () => {
  const group = (schedule: string | null) => office.admin.patch('/api/agent-groups/devices', { schedule });
  expect(await group('nights')).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining('booking') } },
  });
  expect(await group('booking')).toMatchObject({ status: 200, body: { schedule: 'booking' } });
  office.clock.advance(2.5 * HOUR);
  for (const openid of ['oDevice', 'oOther']) await office.platform.follow(openid);
  await office.say('oDevice', '提交工单');
  await office.say('oDevice', '客户名称：示例科技有限公司 服务类型：硬件故障 产品：星云');
  expect(await office.say('oDevice', '#人工')).toContain('现在不是人工服务时间，人工服务 今天 14:00 恢复');
  expect(await office.say('oOther', '#人工')).not.toContain('现在不是人工服务时间');
  expect(await office.say('oDevice', '怎么开发票')).toContain('人工服务 今天 14:00 恢复');

  office.clock.advance(10 * MINUTE);
  await eventually(() => expect(told('oOther', '抱歉让您久等了')).toHaveLength(1));
  await settle();
  expect(told('oDevice', '抱歉让您久等了')).toEqual([]);
  office.clock.set(TEN_O_CLOCK + 4 * HOUR + 6 * MINUTE);
  await eventually(() => expect(told('oDevice', '抱歉让您久等了')).toHaveLength(1));
  // Somebody is better than nobody: any group may take it now.
  expect(await office.chatOf('oDevice')).toMatchObject({ group: null });
  expect((await group(null)).status).toBe(200);
  for (const openid of ['oDevice', 'oOther']) await office.say(openid, '取消排队');
});

// @covers S4-14
it('gives the next chat to the agent whose code was scanned, for a week and once', async () => {
  const { items } = await agent.get<{ items: { id: string; scene: string }[] }>('/api/agents');
  const scene = items.find(({ id }) => id === agent.id)?.scene ?? '';
  const scan = async (openid: string, which = scene) => {
    const outcome = await office.platform.scan(openid, which);
    return outcome.kind === 'reply' && outcome.content.type === 'text' ? outcome.content.text : '';
  };
  const preferred = async (openid: string) => {
    await office.say(openid, '#人工');
    const { lastAgent } = await chatOf(openid);
    await office.say(openid, '取消排队');
    return lastAgent?.id ?? null;
  };
  for (const openid of ['oScan', 'oLate', 'oWrong']) await office.platform.follow(openid);
  expect(await scan('oScan')).toContain('您扫描了客服 客服xiaoli 的二维码');
  expect(await preferred('oScan')).toBe(agent.id);
  expect(await preferred('oScan')).toBeNull();

  expect(await scan('oWrong', 'agent_nobody')).not.toContain('二维码');
  expect(await preferred('oWrong')).toBeNull();

  await scan('oLate');
  office.clock.advance(8 * 24 * HOUR);
  expect(await preferred('oLate')).toBeNull();
});

it('keeps what is typed outside the window, marks it, and brings it with the next word of the follower', async () => {
  await office.platform.follow('oGone');
  await office.say('oGone', '#人工');
  office.clock.advance(49 * HOUR);
  const late = await office.signIn('xiaoli');
  const { id } = await chatOf('oGone');
  expect((await late.post(`/api/chats/${id}/claim`)).status).toBe(200);
  const { body } = await late.post(`/api/chats/${id}/messages`, { text: '问题解决了吗', clientId: 'a' });
  expect(body).toMatchObject({ delivery: 'pending' });
  const message = async () => {
    const { items } = await late.get<{ items: { text: string }[] }>(`/api/chats/${id}/messages`);
    return items.find(({ text }) => text === '问题解决了吗');
  };
  await eventually(async () =>
    expect(await message()).toMatchObject({
      delivery: 'pending',
      error: '可发送条数已用完，对方下次发消息后自动送达',
    }),
  );
  await settle();
  expect(told('oGone', '问题解决了吗')).toEqual([]);

  await office.say('oGone', '在吗');
  await eventually(() => expect(told('oGone', '问题解决了吗')).toHaveLength(1));
  await eventually(async () => expect(await message()).toMatchObject({ delivery: 'sent', error: null }));
});
