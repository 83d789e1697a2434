import path from 'node:path';
import Database from 'better-sqlite3';
import { letRun, startCrashRig } from '../helpers/crash-rig';
import { tempFolder } from '../helpers/temp-folder';

const KILLS = 12;
const MOST_KILLS = 24;
const FOLLOWERS_AT_ONCE = 10;

const dataDir = tempFolder();

/** What the chat told a follower about one ticket. */
interface Told {
  description: string;
  number?: string;
  /** The name that the ticket was changed to, as the chat confirmed. */
  contact?: string;
  cancelled?: boolean;
}

/**
 * Tickets are filed, changed and cancelled in the chat while the plug is pulled again and again. Whatever the chat
 * confirmed is in the database, once; whatever it did not confirm is there at most once.
 */
it('files, changes and cancels a ticket once, whenever the plug is pulled', async () => {
  const rig = await startCrashRig(dataDir);
  const { platform } = rig;
  let running = true;
  let count = 0;
  const told: Told[] = [];

  /** Each ticket from a follower of its own: what one may file an hour is limited. */
  const fileOne = async () => {
    count += 1;
    const openid = `oForms${count}`;
    const description = `第${count}台设备开机后黑屏，指示灯闪红灯`;
    const ticket: Told = { description };
    told.push(ticket);
    const say = async (text: string) => {
      const outcome = await platform.sendText(openid, text);
      return outcome.kind === 'reply' && outcome.content.type === 'text' ? outcome.content.text : '';
    };
    await say('提交工单');
    await say(
      `客户名称：示例科技有限公司 联系人：王小明 电话：13800001234 邮箱：a@example.com 服务类型：硬件故障 产品：星云 型号：星云一号 问题描述：${description}`,
    );
    const number = /工单 (\d{6}-\d{5,}) 已创建/.exec(await say('1'))?.[1];
    if (number === undefined) return;
    ticket.number = number;
    if (count % 2 === 0) {
      await say('修改工单');
      await say('1');
      await say('联系人姓名：李小红');
      if ((await say('1')).includes('已修改')) ticket.contact = '李小红';
    }
    if (count % 3 === 0) {
      await say('取消工单');
      await say('1');
      if ((await say('1')).includes('已取消')) ticket.cancelled = true;
    }
  };
  const fileAway = async () => {
    while (running) await fileOne().catch(() => undefined);
  };
  const traffic = Array.from({ length: FOLLOWERS_AT_ONCE }, fileAway);
  const confirmedSteps = () =>
    told.reduce(
      (sum, { number, contact, cancelled }) =>
        sum + Number(number !== undefined) + Number(contact !== undefined) + Number(cancelled === true),
      0,
    );
  const sawEverything = () =>
    told.filter(({ number }) => number !== undefined).length > KILLS &&
    told.some(({ contact }) => contact !== undefined) &&
    told.some(({ cancelled }) => cancelled === true);
  // On a slow machine one life of the server may be too short for a whole talk: it then gets further lives.
  let kills = 0;
  for (; kills < KILLS || (kills < MOST_KILLS && !sawEverything()); kills += 1) {
    await letRun(confirmedSteps, { atLeast: kills < KILLS ? 2 : 10, upToMs: 900 });
    await rig.pullThePlug();
  }
  running = false;
  await Promise.all(traffic);
  await rig.stopServer();

  const db = new Database(path.join(dataDir, 'weikefu.db'), { readonly: true });
  const rows = db.prepare('SELECT id, number, status, description, contact_name FROM ticket').all() as {
    id: number;
    number: string;
    status: string;
    description: string;
    contact_name: string;
  }[];
  const failedTurns = (
    db.prepare(`SELECT COUNT(*) AS n FROM turn WHERE outcome = 'failed'`).get() as { n: number }
  ).n;
  const twice = db
    .prepare(
      'SELECT ticket_id, kind, effect_key FROM ticket_event GROUP BY ticket_id, kind, effect_key HAVING COUNT(*) > 1',
    )
    .all();
  db.close();
  await rig.close();

  expect(failedTurns).toBe(0);
  expect(twice).toEqual([]);
  expect(new Set(rows.map(({ number }) => number)).size).toBe(rows.length);
  for (const { description, number, contact, cancelled } of told) {
    const found = rows.filter((row) => row.description === description);
    expect([description, found.length <= 1]).toEqual([description, true]);
    if (number !== undefined) expect(found.map((row) => row.number)).toEqual([number]);
    if (contact !== undefined) expect(found[0]?.contact_name).toBe(contact);
    if (cancelled === true) expect(found[0]?.status).toBe('已取消');
  }
  const confirmed = told.filter(({ number }) => number !== undefined);
  process.stderr.write(
    `crash test of forms: ${kills} kills, ${rows.length} tickets stored, ${confirmed.length} of ${told.length} confirmed, ` +
      `${told.filter(({ contact }) => contact !== undefined).length} changed, ${told.filter(({ cancelled }) => cancelled).length} cancelled\n`,
  );
  expect(confirmed.length).toBeGreaterThan(KILLS);
  expect(told.some(({ contact }) => contact !== undefined)).toBe(true);
  expect(told.some(({ cancelled }) => cancelled === true)).toBe(true);
}, 600_000);
