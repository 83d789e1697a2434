import { type AgentClient, eventually, type Office, seedsWith, startOffice } from '../../helpers/office';
import { tempFolder } from '../../helpers/temp-folder';

const folder = tempFolder();
let office: Office;
let anna: AgentClient;
let bo: AgentClient;
let sue: AgentClient;

beforeAll(async () => {
  office = await startOffice(folder, { KB_SEED_DIR: seedsWith(folder, { problem_class_required: true }) });
  anna = await office.hire('anna', 'agent');
  bo = await office.hire('bo', 'agent');
  sue = await office.hire('sue', 'supervisor');
});

afterAll(() => office.close());

let fans = 0;
/** A follower of their own for each test, with an own order in the queue. */
const newFan = async () => {
  fans += 1;
  office.clock.advance(1_000);
  const openid = `oFan${fans}`;
  await office.platform.follow(openid);
  return openid;
};
const waiting = async () => {
  const openid = await newFan();
  await office.say(openid, '#人工');
  return { openid, id: (await office.chatOf(openid)).id as string };
};
const served = async (by: AgentClient) => {
  const chat = await waiting();
  expect((await by.post(`/api/chats/${chat.id}/claim`)).status).toBe(200);
  return chat;
};
const say = (by: AgentClient, id: string, text: string) =>
  by.post(`/api/chats/${id}/messages`, { text, clientId: text });
const emptyTheQueue = async () => {
  const { items } = await sue.get<{ items: { id: string }[] }>('/api/chats?state=queued');
  for (const { id } of items) await sue.post(`/api/chats/${id}/close`);
};

describe('the queue', () => {
  beforeEach(emptyTheQueue);
  afterAll(emptyTheQueue);

  it('puts an emergency before who came earlier, and tells both where they stand', async () => {
    const early = await newFan();
    expect(await office.say(early, '#人工')).toContain('排队第 1 位');
    const urgent = await newFan();
    await office.say(urgent, '紧急');
    expect(await office.say(urgent, '1')).toContain('排队第 1 位');
    expect(await office.say(early, '#人工')).toContain('排队第 2 位');
    const { items } = await anna.get<{
      items: { follower: { id: string }; priority: object; position: number }[];
    }>('/api/chats');
    expect(items.map(({ follower, priority, position }) => [follower.id, priority, position])).toEqual([
      [urgent, { level: 'emergency', why: '紧急问题，优先接待' }, 1],
      [early, { level: 'normal', why: '按进入队列的时间' }, 2],
    ]);
  });

  it('lifts who shows a valid service code, and only then (S3-02)', async () => {
    const early = await newFan();
    await office.say(early, '#人工');
    const late = await newFan();
    expect(await office.say(late, '#人工')).toContain('有服务编码请直接发送');
    expect(await office.say(late, 'GS2026000003')).toContain('没有核对到有效的服务编码');
    expect(await office.say(late, '我的服务编码是 gs2026000001')).toContain('当前第 1 位');
    expect(await office.chatOf(late)).toMatchObject({
      position: 1,
      priority: { level: 'vip', why: 'VIP 客户（服务编码 GS2026000001），提前排队' },
    });
    expect(await office.say(early, '#人工')).toContain('排队第 2 位');
  });

  it('sends the chat to the group that knows the product of the open form', async () => {
    const openid = await newFan();
    await office.say(openid, '提交工单');
    await office.say(openid, '客户名称：示例科技有限公司 服务类型：硬件故障 产品：星云');
    await office.say(openid, '#人工');
    expect(await office.chatOf(openid)).toMatchObject({ product: '星云', group: { name: '设备支持组' } });
  });
});

describe('groups and desks', () => {
  it('are changed over the API, with clear refusals', async () => {
    const created = await office.admin.post('/api/agent-groups', { name: '夜班组', products: ['睿目'] });
    expect(created).toMatchObject({ status: 201, body: { name: '夜班组', products: ['睿目'] } });
    const { id } = created.body as { id: string };
    expect((await office.admin.post('/api/agent-groups', { name: '夜班组' })).status).toBe(409);
    const patch = (path: string, body: unknown) => office.admin.call('PATCH', path, body);
    expect(await patch(`/api/agent-groups/${id}`, { products: [] })).toMatchObject({ status: 200 });
    expect((await patch('/api/agent-groups/none', { name: '别组' })).status).toBe(404);
    expect(await patch(`/api/agents/${bo.id}`, { groupIds: [id], capacity: 3 })).toMatchObject({
      status: 200,
      body: { groupIds: [id], capacity: 3, serving: 0, accepting: true },
    });
    expect(await patch(`/api/agents/${bo.id}`, { groupIds: ['none'] })).toMatchObject({ status: 400 });
    expect(await patch(`/api/agents/${sue.id}`, { capacity: 3 })).toMatchObject({ status: 400 });
    expect((await office.admin.call('DELETE', `/api/agent-groups/${id}`)).status).toBe(204);
    expect((await office.admin.call('DELETE', `/api/agent-groups/${id}`)).status).toBe(404);
    const { items } = await bo.get<{ items: { id: string; groupIds: string[] }[] }>('/api/agents');
    expect(items.find((one) => one.id === bo.id)?.groupIds).toEqual([]);
    await patch(`/api/agents/${bo.id}`, { capacity: null });
  });

  it('keep an agent from taking more than they may', async () => {
    await office.admin.call('PATCH', `/api/agents/${anna.id}`, { capacity: 1 });
    const first = await served(anna);
    const second = await waiting();
    expect(await anna.post(`/api/chats/${second.id}/claim`)).toMatchObject({
      status: 409,
      body: { error: { code: 'AGENT_BUSY' } },
    });
    await anna.post(`/api/chats/${first.id}/close`);
    expect((await anna.post(`/api/chats/${second.id}/claim`)).status).toBe(200);
    await anna.post(`/api/chats/${second.id}/close`);
    await office.admin.call('PATCH', `/api/agents/${anna.id}`, { capacity: null });
  });
});

describe('passing a chat on', () => {
  it('gives it to a person, with a note that the follower never sees', async () => {
    const { openid, id } = await served(anna);
    const moved = await anna.post(`/api/chats/${id}/transfer`, { staffId: bo.id, note: '客户很急' });
    expect(moved).toMatchObject({ status: 200, body: { state: 'human', staffId: bo.id } });
    const { items } = await bo.get<{ items: { type: string; text: string; delivery: string }[] }>(
      `/api/chats/${id}/messages`,
    );
    expect(items).toContainEqual(
      expect.objectContaining({ type: 'note', text: '转给客服bo：客户很急', delivery: 'none' }),
    );
    await eventually(() => expect(office.platform.textsTo(openid).join()).toContain('已转给客服 客服bo'));
    expect(office.platform.textsTo(openid).join()).not.toContain('客户很急');
    await bo.post(`/api/chats/${id}/close`);
  });

  it('puts it back for a group, at its old place, and tells the follower', async () => {
    await emptyTheQueue();
    const { openid, id } = await served(anna);
    const later = await waiting();
    const moved = await anna.post(`/api/chats/${id}/transfer`, { groupId: 'devices' });
    expect(moved).toMatchObject({ status: 200, body: { state: 'queued', staffId: null, position: 1 } });
    await eventually(() => expect(office.platform.textsTo(openid).at(-1)).toContain('转接设备支持组'));
    expect(office.platform.textsTo(openid).at(-1)).toContain('排队第 1 位');
    expect(await office.chatOf(later.openid)).toMatchObject({ position: 2 });
    await emptyTheQueue();
  });

  it.each([[{}], [{ staffId: 'x', groupId: 'y' }], [{ groupId: 'none' }], [{ staffId: 'none' }]])(
    'refuses %j',
    async (body) => {
      const { id } = await served(anna);
      expect(await anna.post(`/api/chats/${id}/transfer`, body)).toMatchObject({ status: 400 });
      await anna.post(`/api/chats/${id}/close`);
    },
  );

  it('lets a supervisor give who waits to an agent, and no agent pass on what is not theirs', async () => {
    const { id } = await waiting();
    expect((await anna.post(`/api/chats/${id}/transfer`, { staffId: bo.id })).status).toBe(409);
    expect(await sue.post(`/api/chats/${id}/transfer`, { staffId: bo.id })).toMatchObject({
      status: 200,
      body: { state: 'human', staffId: bo.id },
    });
    await bo.post(`/api/chats/${id}/close`);
  });
});

describe('taking over uninvited', () => {
  it('shows whom the bot serves, and lets exactly one agent join', async () => {
    const openid = await newFan();
    await office.say(openid, '怎么开发票');
    const { items } = await anna.get<{ items: { follower: { id: string }; mode: string }[] }>(
      '/api/conversations?limit=1',
    );
    expect(items).toMatchObject([{ follower: { id: openid }, mode: 'bot' }]);
    const read = await anna.get<{ items: { text: string }[] }>(`/api/conversations/${openid}/messages`);
    expect(read.items.some(({ text }) => text === '怎么开发票')).toBe(true);
    const answers = await Promise.all([anna, bo].map((by) => by.post(`/api/conversations/${openid}/join`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await office.say(openid, '怎么开发票')).toBe('');
    await eventually(() =>
      expect(office.platform.textsTo(openid).join()).toMatch(/客服 客服(anna|bo) 已接入/),
    );
    const { id } = await office.chatOf(openid, 'human');
    await sue.post(`/api/chats/${id}/close`);
    expect((await anna.post('/api/conversations/nobody/join')).status).toBe(404);
  });
});

describe('a form that is open when a person comes', () => {
  it('is seen and filled in by the agent, and goes on at the same step', async () => {
    const openid = await newFan();
    await office.say(openid, '提交工单');
    await office.say(openid, '客户名称：示例科技有限公司 联系人：王小明 电话：13800001234');
    await office.say(openid, '#人工');
    const { id } = await office.chatOf(openid);
    await anna.post(`/api/chats/${id}/claim`);
    const seen = await anna.get<{
      form: { filled: { slot: string; value: string }[]; missing: { slot: string }[] };
    }>(`/api/chats/${id}/form`);
    expect(seen.form.filled).toContainEqual(
      expect.objectContaining({ slot: 'contact_phone', value: '138****1234' }),
    );
    const [next] = seen.form.missing;
    expect(next?.slot).toBe('contact_email');
    const bad = await anna.post(`/api/chats/${id}/fill`, { values: { contact_email: 'no address' } });
    expect(bad).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('邮箱') } } });
    expect(
      (await bo.post(`/api/chats/${id}/fill`, { values: { contact_email: 'a@example.com' } })).status,
    ).toBe(409);
    const filled = await anna.post(`/api/chats/${id}/fill`, {
      values: { contact_email: 'wang@example.com' },
    });
    expect(filled.status).toBe(200);
    expect(JSON.stringify(filled.body)).not.toContain('wang@example.com');
    await anna.post(`/api/chats/${id}/hand-back`);
    // The bot asks for what is still missing, and no longer for the address.
    await eventually(() => expect(office.platform.textsTo(openid).at(-1)).toContain('服务类型'));
  });

  it('is not there for a follower without one', async () => {
    const { id } = await served(anna);
    expect(await anna.get(`/api/chats/${id}/form`)).toEqual({ form: null });
    expect((await anna.post(`/api/chats/${id}/fill`, { values: { phone: '1' } })).status).toBe(409);
    expect((await anna.post(`/api/chats/${id}/fill`, { values: {} })).status).toBe(400);
    await anna.post(`/api/chats/${id}/close`);
  });
});

describe('notes', () => {
  it('stay among colleagues, whoever serves the chat, and are stored once', async () => {
    const { openid, id } = await served(anna);
    const before = office.platform.textsTo(openid).length;
    const note = { text: '可能要退货', clientId: 'n-1' };
    const [first, again] = [
      await sue.post(`/api/chats/${id}/notes`, note),
      await sue.post(`/api/chats/${id}/notes`, note),
    ];
    expect(first).toMatchObject({ status: 201, body: { type: 'note', delivery: 'none', outboxId: null } });
    expect(again.body).toEqual(first.body);
    await anna.post(`/api/chats/${id}/close`);
    await eventually(() => expect(office.platform.textsTo(openid).length).toBeGreaterThan(before));
    expect(office.platform.textsTo(openid).join()).not.toContain('退货');
  });
});

describe('closing and rating', () => {
  it('needs a problem class once somebody has answered', async () => {
    const { id } = await served(anna);
    await say(anna, id, '您好');
    const missing = await anna.post(`/api/chats/${id}/close`);
    expect(missing).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('数据异常') } },
    });
    expect((await anna.post(`/api/chats/${id}/close`, { problemClass: '别的' })).status).toBe(400);
    expect(await anna.post(`/api/chats/${id}/close`, { problemClass: '数据异常' })).toMatchObject({
      status: 200,
      body: { state: 'closed', problemClass: '数据异常' },
    });
  });

  it('asks for stars once, takes a digit and a comment, and credits the agent (S2-25)', async () => {
    const { openid, id } = await served(anna);
    await say(anna, id, '马上处理');
    await anna.post(`/api/chats/${id}/transfer`, { staffId: bo.id });
    await say(bo, id, '处理好了');
    await bo.post(`/api/chats/${id}/close`, { problemClass: '应用问题' });
    await eventually(() =>
      expect(office.platform.textsTo(openid).at(-1)).toContain('请为刚才的人工服务评价'),
    );
    expect(await office.say(openid, '4')).toContain('感谢您的评价');
    expect(await office.say(openid, '处理得挺快的')).toContain('意见已记下');
    expect(await office.say(openid, '4')).not.toContain('评价');
    expect(await office.chatOf(openid, 'closed')).toMatchObject({
      rating: { stars: 4, comment: '处理得挺快的' },
      staffId: bo.id,
    });
    const { items } = await sue.get<{ items: object[] }>('/api/ratings/agents');
    expect(items).toContainEqual(expect.objectContaining({ staffId: bo.id, rated: 1, average: 4 }));
    const own = await anna.get<{ items: { staffId: string }[] }>('/api/ratings');
    expect(own.items.every(({ staffId }) => staffId === anna.id)).toBe(true);
    expect((await sue.get<{ items: object[] }>(`/api/ratings?staffId=${bo.id}`)).items).toMatchObject([
      { chatId: id, stars: 4, comment: '处理得挺快的', staffName: '客服bo' },
    ]);
  });

  it('is not asked for where nobody said anything', async () => {
    const { openid, id } = await served(anna);
    await anna.post(`/api/chats/${id}/close`);
    await eventually(() => expect(office.platform.textsTo(openid).at(-1)).toContain('人工服务已结束'));
    expect(office.platform.textsTo(openid).join()).not.toContain('评价');
  });
});

describe('silence', () => {
  it('of the agent gives the follower back to the queue; of the follower ends the chat', async () => {
    await emptyTheQueue();
    const { openid, id } = await served(anna);
    await say(anna, id, '请稍等');
    await office.say(openid, '好的，我等着');
    office.clock.advance(16 * 60_000);
    await eventually(async () => expect(await office.chatOf(openid)).toMatchObject({ id, position: 1 }));
    await eventually(() => expect(office.platform.textsTo(openid).at(-1)).toContain('已为您重新排队'));
    await bo.post(`/api/chats/${id}/claim`);
    await say(bo, id, '我来处理，您的编号是？');
    office.clock.advance(61 * 60_000);
    await eventually(async () =>
      expect(await office.chatOf(openid, 'closed')).toMatchObject({
        id,
        closedBy: 'system',
        problemClass: null,
      }),
    );
    await eventually(() =>
      expect(office.platform.textsTo(openid).at(-1)).toContain('较长时间没有收到您的消息'),
    );
  });
});

describe('handing out automatically', () => {
  it('gives a chat to the last agent first, else to who has room, in the turn that asks', async () => {
    const seeds = seedsWith(folder, { auto_assign: true });
    const second = await startOffice(folder, { KB_SEED_DIR: seeds });
    try {
      const ida = await second.hire('ida', 'agent');
      const joe = await second.hire('joe', 'agent');
      await second.platform.follow('oWaits');
      expect(await second.say('oWaits', '#人工')).toContain('客服暂时不在线');
      await second.comeIn(ida);
      await eventually(async () =>
        expect(await second.chatOf('oWaits', 'human')).toMatchObject({ staffId: ida.id }),
      );
      await second.comeIn(joe);
      await second.platform.follow('oNext');
      expect(await second.say('oNext', '#人工')).toContain('客服joe 已接入');
      const { id } = await second.chatOf('oNext', 'human');
      await joe.post(`/api/chats/${id}/close`);
      await ida.post(`/api/chats/${(await second.chatOf('oWaits', 'human')).id}/close`);
      // Both have room, and Ida has waited longer: Joe is who knows the follower.
      await eventually(async () => expect(await second.say('oNext', '#人工')).toContain('客服joe 已接入'));
    } finally {
      await second.close();
    }
  });
});
