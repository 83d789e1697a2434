import path from 'node:path';
import Database from 'better-sqlite3';
import { startCrashRig, until } from '../helpers/crash-rig';
import { tempFolder } from '../helpers/temp-folder';

const dataDir = tempFolder();

interface Chat {
  id: string;
  state: string;
  position: number;
  staffId: string | null;
  rating: { stars: number; comment: string | null } | null;
}

/**
 * The plug is pulled in every state of a chat: waiting, just taken, in the middle of a talk, after its end with the
 * rating open, rated. Both sides go on as if nothing had happened.
 */
it('goes on with every chat after the plug was pulled, whatever state it was in', async () => {
  const rig = await startCrashRig(dataDir);
  const { platform, staff } = rig;
  const say = async (openid: string, text: string) => {
    const outcome = await platform.sendText(openid, text);
    return outcome.kind === 'reply' && outcome.content.type === 'text' ? outcome.content.text : '';
  };
  const chats = async (state: string) =>
    (await staff.get<{ items: Chat[] }>(`/api/chats?state=${state}`)).items;
  const timers = (chatId: string) => {
    const db = new Database(path.join(dataDir, 'weikefu.db'), { readonly: true });
    const rows = db.prepare('SELECT key, due_at FROM timer WHERE key = ?').all(`chat:${chatId}:due`);
    db.close();
    return rows;
  };
  /** What was sent is settled first: a send that the plug cuts off is crash.test.ts's matter, and its fate unknown. */
  const pullThePlug = async () => {
    await until(() => {
      const db = new Database(path.join(dataDir, 'weikefu.db'), { readonly: true });
      const open = db.prepare(`SELECT 1 FROM outbox WHERE status IN ('pending', 'sending')`).all();
      db.close();
      return open.length === 0;
    });
    await rig.pullThePlug();
  };
  const lastText = (openid: string) => platform.textsTo(openid).at(-1) ?? '';
  for (const openid of ['oOne', 'oTwo']) await platform.follow(openid);

  // Waiting: the places are kept.
  expect(await say('oOne', '#人工')).toContain('排队第 1 位');
  expect(await say('oTwo', '#人工')).toContain('排队第 2 位');
  await pullThePlug();
  expect((await chats('queued')).map(({ position }) => position)).toEqual([1, 2]);
  expect(await say('oTwo', '#人工')).toContain('排队第 2 位');

  // Just taken: the agent has it, and the timer of their silence stands.
  const [{ id = '' } = {}] = await chats('queued');
  expect((await staff.post(`/api/chats/${id}/claim`)).status).toBe(200);
  await until(() => lastText('oOne').includes('已接入'));
  const [due] = timers(id);
  await pullThePlug();
  expect(timers(id)).toEqual([due]);
  expect(await chats('human')).toMatchObject([{ id }]);
  expect(await say('oTwo', '#人工')).toContain('排队第 1 位');

  // In the middle of a talk: the bot stays silent, what was said is there once, and it goes on.
  expect((await staff.post(`/api/chats/${id}/messages`, { text: '您好', clientId: 'a' })).status).toBe(201);
  await until(() => lastText('oOne') === '您好');
  await pullThePlug();
  expect(await say('oOne', '怎么开发票')).toBe('');
  const repeated = await staff.post(`/api/chats/${id}/messages`, { text: '您好', clientId: 'a' });
  expect(repeated.status).toBe(201);
  expect((await staff.post(`/api/chats/${id}/messages`, { text: '在订单页', clientId: 'b' })).status).toBe(
    201,
  );
  await until(() => lastText('oOne') === '在订单页');
  expect(platform.textsTo('oOne').filter((text) => text === '您好')).toHaveLength(1);

  // Ended, with the rating open: the digit still counts, once.
  expect((await staff.post(`/api/chats/${id}/close`, { problemClass: '应用问题' })).status).toBe(200);
  await until(() => lastText('oOne').includes('请为刚才的人工服务评价'));
  await pullThePlug();
  expect(timers(id)).toEqual([]);
  expect(await say('oOne', '5')).toContain('感谢您的评价');
  await pullThePlug();
  expect(await say('oOne', '小张很耐心')).toContain('意见已记下');
  expect(platform.textsTo('oOne').filter((text) => text.includes('请为刚才的人工服务评价'))).toHaveLength(1);

  // Closed: it stays so, and a new wish is a new chat.
  await pullThePlug();
  expect(await chats('closed')).toMatchObject([{ id, rating: { stars: 5, comment: '小张很耐心' } }]);
  expect(await say('oOne', '#人工')).toContain('排队第 2 位');
  await rig.stopServer();

  const db = new Database(path.join(dataDir, 'weikefu.db'), { readonly: true });
  const count = (sql: string) => (db.prepare(sql).get() as { n: number }).n;
  expect(count(`SELECT COUNT(*) AS n FROM turn WHERE outcome = 'failed'`)).toBe(0);
  expect(count(`SELECT COUNT(*) AS n FROM outbox WHERE status IN ('failed', 'unknown')`)).toBe(0);
  expect(count('SELECT COUNT(*) AS n FROM chat')).toBe(3);
  expect(count(`SELECT COUNT(*) AS n FROM message WHERE sender = 'staff'`)).toBe(2);
  db.close();
  await rig.close();
}, 300_000);
