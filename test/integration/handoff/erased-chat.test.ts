import { type AgentClient, eventually, type Office, startOffice } from '../../helpers/office';
import { tempFolder } from '../../helpers/temp-folder';

jest.setTimeout(120_000);

const folder = tempFolder();
let office: Office;
let agent: AgentClient;

beforeAll(async () => {
  office = await startOffice(folder);
  agent = await office.hire('xiaoli', 'agent');
});
afterAll(() => office?.close());

const serve = async (openid: string) => {
  await office.platform.follow(openid);
  await office.say(openid, '#人工');
  const { id } = await office.chatOf(openid);
  expect((await agent.post(`/api/chats/${id}/claim`)).status).toBe(200);
  return id as string;
};

it('ends the chat with the agent when the follower is erased in the middle of it', async () => {
  const id = await serve('oErased');
  await office.say('oErased', '我的电话是 13800001234');
  // The platform has nothing left: what the agent writes has to wait, and is given up with the follower.
  office.platform.failNext({ kind: 'errcode', errcode: 45047 }, { path: '/cgi-bin/message/custom/send' });
  await agent.post(`/api/chats/${id}/messages`, { text: '请稍等', clientId: 'a' });
  const messages = async () =>
    (await agent.get<{ items: { text: string; error: string | null }[] }>(`/api/chats/${id}/messages`)).items;
  // Whichever was refused first, this text or the greeting before it.
  await eventually(async () =>
    expect((await messages()).at(-1)?.error).toMatch(/暂不允许发送|可发送条数已用完/),
  );

  expect((await office.admin.post('/api/followers/oErased/erase')).status).toBeLessThan(300);
  expect(await agent.get(`/api/chats/${id}`)).toMatchObject({ state: 'closed', rating: null });
  expect(await messages()).not.toContainEqual(
    expect.objectContaining({ text: expect.stringContaining('138') }),
  );
  expect(await messages()).toContainEqual(expect.objectContaining({ error: '对方的数据已删除' }));
  const late = await agent.post(`/api/chats/${id}/messages`, { text: '还在吗', clientId: 'b' });
  expect(late).toMatchObject({ status: 409, body: { error: { code: 'CHAT_TAKEN' } } });

  // The bot has the follower again, who is nobody it knows and is asked for no rating.
  const told = office.platform.textsTo('oErased').length;
  expect(await office.say('oErased', '菜单')).toContain('转人工');
  expect(office.platform.textsTo('oErased').slice(told).join('')).not.toContain('评价');
  expect(await office.say('oErased', '#人工')).toContain('排队第 1 位');
  expect(await office.chatOf('oErased')).toMatchObject({ lastAgent: { id: agent.id } });
});

it('closes a chat without a class, which then stays unclassified, as the contract has it', async () => {
  const id = await serve('oClosed');
  await agent.post(`/api/chats/${id}/messages`, { text: '您好', clientId: 'a' });
  expect(await agent.post(`/api/chats/${id}/close`)).toMatchObject({
    status: 200,
    body: { state: 'closed', problemClass: null },
  });
});
