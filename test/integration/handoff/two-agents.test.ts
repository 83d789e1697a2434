import { type AgentClient, eventually, type Office, seedsWith, startOffice } from '../../helpers/office';
import { tempFolder } from '../../helpers/temp-folder';

const folder = tempFolder();
let office: Office;
let anna: AgentClient;
let bo: AgentClient;
let leave: { anna: () => void; bo: () => void };

beforeAll(async () => {
  office = await startOffice(folder);
  anna = await office.hire('anna', 'agent');
  bo = await office.hire('bo', 'agent');
  leave = { anna: await office.comeIn(anna), bo: await office.comeIn(bo) };
  for (const openid of ['oOne', 'oTwo', 'oThree']) await office.platform.follow(openid);
});

afterAll(() => office.close());

const send = (by: AgentClient, id: string, text: string) =>
  by.post(`/api/chats/${id}/messages`, { text, clientId: `c ${text}` });
const deliveryOf = async (id: string, text: string) => {
  const { items } = await anna.get<{ items: { text: string; delivery: string; error: string | null }[] }>(
    `/api/chats/${id}/messages`,
  );
  const found = items.filter((message) => message.text === text);
  return found.map(({ delivery, error }) => [delivery, error]);
};

/** Two agents and three followers at once, over real HTTP on both sides: the chats go on from test to test. */
describe('two agents and three followers', () => {
  let one: string;
  let two: string;
  let three: string;

  it('wait in a row, and are told who is before them', async () => {
    const answers = await Promise.all(
      ['oOne', 'oTwo', 'oThree'].map((openid) => office.say(openid, '#人工')),
    );
    const places = answers.map((text) => /排队第 (\d) 位/.exec(text)?.[1]).sort();
    expect(places).toEqual(['1', '2', '3']);
    [one, two, three] = (await Promise.all(
      ['oOne', 'oTwo', 'oThree'].map(async (openid) => (await office.chatOf(openid)).id as string),
    )) as [string, string, string];
  });

  it('race for each chat, and exactly one agent gets it', async () => {
    for (const id of [one, two, three]) {
      const tries = [anna, bo, anna, bo].map((by) => by.post(`/api/chats/${id}/claim`));
      const statuses = (await Promise.all(tries)).map(({ status }) => status).sort();
      expect(statuses).toEqual([200, 409, 409, 409]);
    }
    for (const openid of ['oOne', 'oTwo', 'oThree'])
      await eventually(() => expect(office.platform.textsTo(openid).at(-1)).toContain('已接入'));
  });

  it('pass a chat on, and only who has it may speak', async () => {
    const [from, to] = (await office.chatOf('oOne', 'human')).staffId === anna.id ? [anna, bo] : [bo, anna];
    expect((await from.post(`/api/chats/${one}/transfer`, { staffId: to.id })).status).toBe(200);
    expect((await send(from, one, '我还在')).status).toBe(409);
    expect((await send(to, one, '我来接手')).status).toBe(201);
    await eventually(() => expect(office.platform.textsTo('oOne').at(-1)).toBe('我来接手'));
    expect(office.platform.textsTo('oOne').filter((text) => text === '我来接手')).toHaveLength(1);
  });

  it('give a follower back to the bot, who answers again', async () => {
    const { staffId } = await office.chatOf('oTwo', 'human');
    const by = staffId === anna.id ? anna : bo;
    expect(await office.say('oTwo', '怎么开发票')).toBe('');
    expect((await by.post(`/api/chats/${two}/hand-back`)).status).toBe(200);
    expect(await office.say('oTwo', '怎么开发票')).toContain('发票');
  });

  it('use the quota up: what is left over is kept with its reason, and goes out when the follower writes', async () => {
    const { staffId } = await office.chatOf('oOne', 'human');
    const by = staffId === anna.id ? anna : bo;
    await office.say('oOne', '请快一点');
    for (let count = 1; count <= 6; count += 1)
      expect((await send(by, one, `第${count}条`)).status).toBe(201);
    await eventually(async () => expect(await deliveryOf(one, '第5条')).toEqual([['sent', null]]));
    await eventually(async () =>
      expect(await deliveryOf(one, '第6条')).toEqual([
        ['pending', '可发送条数已用完，对方下次发消息后自动送达'],
      ]),
    );
    expect((await office.chatOf('oOne', 'human')).quota).toEqual({ left: 0, until: null });
    await office.say('oOne', '好');
    await eventually(async () => expect(await deliveryOf(one, '第6条')).toEqual([['sent', null]]));
    expect(office.platform.textsTo('oOne').slice(-6)).toEqual(
      [1, 2, 3, 4, 5, 6].map((count) => `第${count}条`),
    );
  });

  it('vanish: all their chats return to the queue, each at its old place, and the colleague goes on', async () => {
    await office.platform.follow('oFour');
    await office.say('oFour', '#人工');
    const { id } = await office.chatOf('oFour');
    expect((await anna.post(`/api/chats/${id}/claim`)).status).toBe(200);
    leave.anna();
    office.clock.advance(46_000);
    await eventually(async () => expect(await office.chatOf('oFour')).toMatchObject({ id, staffId: null }));
    await eventually(async () => {
      const served = await bo.get<{ items: object[] }>(`/api/chats?state=human&staffId=${anna.id}`);
      expect(served.items).toEqual([]);
    });
    const { items } = await bo.get<{ items: { id: string; queuedAt: number; position: number }[] }>(
      '/api/chats',
    );
    expect(items.map(({ position }) => position)).toEqual(items.map((_, index) => index + 1));
    expect(items.map(({ queuedAt }) => queuedAt)).toEqual(items.map(({ queuedAt }) => queuedAt).sort());
    expect(items.at(-1)?.id).toBe(id);
    await eventually(() => expect(office.platform.textsTo('oFour').at(-1)).toContain('已为您重新排队'));
    expect((await bo.post(`/api/chats/${id}/claim`)).status).toBe(200);
    expect((await send(bo, id, '让您久等了')).status).toBe(201);
    await eventually(() => expect(office.platform.textsTo('oFour').at(-1)).toBe('让您久等了'));
  });
});

describe('a window that is closed', () => {
  it('keeps what the agent writes, with the reason, and sends it once the follower is back', async () => {
    const quiet = await startOffice(folder, {
      KB_SEED_DIR: seedsWith(folder, { idle_close_minutes: 0, return_after_minutes: 0 }),
    });
    try {
      const before = await quiet.hire('ida', 'agent');
      await quiet.platform.follow('oBack');
      await quiet.say('oBack', '#人工');
      const { id } = await quiet.chatOf('oBack');
      await before.post(`/api/chats/${id}/claim`);
      await eventually(() => expect(quiet.platform.textsTo('oBack').at(-1)).toContain('已接入'));
      await before.post(`/api/chats/${id}/messages`, { text: '稍等', clientId: '1' });
      // Sessions end meanwhile: two days later the agent signs in again, and their chat waits for somebody.
      quiet.clock.advance(49 * 3_600_000);
      const ida = await quiet.signIn('ida');
      await eventually(async () => {
        const claimed = await ida.post(`/api/chats/${id}/claim`);
        const own = await ida.get<{ state: string; staffId: string }>(`/api/chats/${id}`);
        expect([claimed.status, own.state]).toEqual([claimed.status, 'human']);
      });
      const text = '您看得怎么样了？';
      expect((await ida.post(`/api/chats/${id}/messages`, { text, clientId: '2' })).status).toBe(201);
      const find = async () => {
        const { items } = await ida.get<{
          items: { text: string; delivery: string; error: string | null }[];
        }>(`/api/chats/${id}/messages`);
        return items.filter((message) => message.text === text);
      };
      await eventually(async () =>
        expect(await find()).toMatchObject([
          { delivery: 'pending', error: expect.stringContaining('对方下次发消息后') },
        ]),
      );
      expect(quiet.platform.textsTo('oBack')).not.toContain(text);
      expect(await ida.get(`/api/chats/${id}`)).toMatchObject({ quota: { left: 0, until: null } });
      await quiet.say('oBack', '我回来了');
      await eventually(async () => expect(await find()).toMatchObject([{ delivery: 'sent', error: null }]));
      expect(quiet.platform.textsTo('oBack').filter((one) => one === text)).toHaveLength(1);
    } finally {
      await quiet.close();
    }
  });
});
