import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { type CrashRig, startCrashRig, until } from '../helpers/crash-rig';
import { seedsWith } from '../helpers/office';
import { tempFolder } from '../helpers/temp-folder';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const folder = tempFolder();
const dataDir = path.join(folder, 'data');

/** The shipped content, with every hour open and one place each. */
function content(): string {
  const seeds = seedsWith(folder, {});
  const file = path.join(seeds, 'data/resources.yaml');
  const shipped = fs.readFileSync(file, 'utf8');
  const changed = shipped
    .replaceAll('schedule: booking', 'schedule: always')
    .replace(/capacity: \d+/g, 'capacity: 1');
  fs.writeFileSync(file, changed);
  return seeds;
}

/** Nine in the morning of tomorrow, in Shanghai. */
function tomorrowAtNine(): number {
  const shift = 8 * HOUR;
  return Math.floor((Date.now() + shift) / DAY + 1) * DAY - shift + 9 * HOUR;
}

let rig: CrashRig;
afterAll(async () => {
  await rig?.stopServer();
  await rig?.close();
});

interface Booking {
  number: string;
  status: string;
  startAt: number;
  staff: string | null;
  result: string | null;
}

/**
 * The plug is pulled in every state of a booking, and in the very act of each change. The follower goes on at the same
 * question, a place belongs to one follower, reminders come once, and staff see the same as the follower.
 */
// @covers S3-24 S3-25 S3-45
it('goes on with every booking after the plug was pulled, whatever state it was in', async () => {
  rig = await startCrashRig(dataDir, {
    deliveries: 100,
    aheadMs: tomorrowAtNine() - Date.now(),
    environment: { SANDBOX: 'on', KB_SEED_DIR: content() },
  });
  const { platform, staff, clock } = rig;
  const say = async (openid: string, text: string) => {
    const outcome = await platform.sendText(openid, text);
    return outcome.kind === 'reply' && outcome.content.type === 'text' ? outcome.content.text : '';
  };
  /** Says it and pulls the plug a moment later: before, during or after the commit. */
  const sayInTheDark = async (openid: string, text: string, afterMs: number) => {
    const answer = say(openid, text);
    await pause(afterMs);
    await rig.pullThePlug();
    return (await answer) || say(openid, '重复');
  };
  const rows = <Row>(sql: string, ...values: unknown[]) => {
    const db = new Database(path.join(dataDir, 'weikefu.db'), { readonly: true });
    const found = db.prepare(sql).all(...values) as Row[];
    db.close();
    return found;
  };
  const seats = (openid: string) =>
    rows<{ start_at: number; appointment_id: number | null; expires_at: number | null }>(
      'SELECT start_at, appointment_id, expires_at FROM appointment_seat WHERE follower_id = ? ORDER BY start_at',
      openid,
    );
  const timers = (name: string, openid: string) =>
    rows<{ due_at: number }>(
      'SELECT due_at FROM timer WHERE name = ? AND follower_id = ? ORDER BY due_at',
      name,
      openid,
    ).map(({ due_at }) => due_at);
  const timersOf = (openid: string) => ({
    holds: timers('appointment_hold', openid).length,
    reminders: timers('appointment_reminder', openid),
  });
  const told = (openid: string, words: string) =>
    platform.textsTo(openid).filter((text) => text.includes(words)).length;
  const bookings = async () => (await staff.get<{ items: Booking[] }>('/api/appointments?limit=100')).items;
  const booking = async (number: string) => {
    const found = (await bookings()).find((one) => one.number === number);
    if (found === undefined) throw new Error(`staff see no booking ${number}`);
    return found;
  };
  const numberIn = (text: string) => /\d{6}-\d{5}/.exec(text)?.[0] ?? '';
  const details =
    '单位名称：示例科技有限公司 联系人：王小明 电话：13800001234 产品：星云 预约事项：升级后无法开机';
  for (const openid of ['oOne', 'oTwo']) await platform.follow(openid);
  const nine = Math.floor(clock.now() / HOUR) * HOUR;
  const at = (days: number, hour: number) => nine + days * DAY + (hour - 9) * HOUR;

  // Collecting: what was said is there, and the same question is open.
  await say('oOne', '服务预约');
  expect(await say('oOne', details)).toContain('想约哪天');
  await rig.pullThePlug();
  expect(await say('oOne', '进度')).toContain('联系人');

  // A place is held, by a message that the crash cut: once, and nobody else gets it.
  expect(await sayInTheDark('oOne', '后天下午3点', 20)).toContain('时段为您保留 10 分钟');
  const [held] = seats('oOne');
  expect(held).toMatchObject({ start_at: at(2, 15), appointment_id: null });
  expect(timersOf('oOne')).toEqual({ holds: 1, reminders: [] });
  await rig.pullThePlug();
  expect(seats('oOne')).toEqual([held]);
  expect(timersOf('oOne')).toEqual({ holds: 1, reminders: [] });
  await say('oTwo', '服务预约');
  await say('oTwo', details);
  const offered = await say('oTwo', '后天下午3点');
  expect(offered).toContain('您说的时间没有空位');
  expect(seats('oTwo')).toEqual([]);

  // The hold runs out while nobody is there: given back once, and renewed at the yes.
  expect(await say('oTwo', '下午4点')).toContain('时段为您保留');
  await rig.pullThePlug(11 * MINUTE);
  await until(() => timersOf('oOne').holds === 0 && timersOf('oTwo').holds === 0);
  expect([seats('oOne'), seats('oTwo')]).toEqual([[], []]);
  expect(await sayInTheDark('oOne', '1', 15)).toContain('正在重新保留');
  expect(seats('oOne')).toMatchObject([{ start_at: at(2, 15), appointment_id: null }]);

  // Confirmed in the dark: one number, one place that does not expire, two reminders.
  const done = await sayInTheDark('oOne', '1', 10);
  expect(done).toContain('已提交');
  const number = numberIn(done);
  const [booked] = seats('oOne');
  expect(booked).toMatchObject({ start_at: at(2, 15), expires_at: null });
  const remindedAt = [at(1, 18), at(2, 14)];
  expect(timersOf('oOne')).toEqual({ holds: 0, reminders: remindedAt });
  await rig.pullThePlug();
  expect(seats('oOne')).toEqual([booked]);
  expect(timersOf('oOne')).toEqual({ holds: 0, reminders: remindedAt });
  expect(await bookings()).toMatchObject([{ number, status: '已提交', startAt: at(2, 15) }]);
  expect(await say('oOne', '预约进度')).toContain(number);

  // The other one's form is still open, and its place is taken by nobody yet.
  expect(await say('oTwo', '继续')).not.toBe('');
  expect(await say('oTwo', '1')).toMatch(/正在重新保留|时段为您保留/);
  const second = numberIn(await say('oTwo', '1'));
  expect(await booking(second)).toMatchObject({ status: '已提交', startAt: at(2, 16) });

  // A reminder is due while the server is down, and the plug is pulled again while it is told.
  await rig.pullThePlug(at(1, 18) + MINUTE - clock.now());
  await pause(40);
  await rig.pullThePlug();
  await until(() => timersOf('oOne').reminders.length === 1 && timersOf('oTwo').reminders.length === 1);
  await rig.pullThePlug();
  for (const [openid, reminder] of [
    ['oOne', number],
    ['oTwo', second],
  ] as const) {
    const sent = rows<{ status: string }>(
      `SELECT status FROM outbox WHERE key LIKE 'appointment_reminder:%' AND follower_id = ?`,
      openid,
    );
    // Told at most once: a call that the crash cut off is never made again by itself.
    await until(() => rows(`SELECT id FROM outbox WHERE status IN ('pending', 'sending')`).length === 0);
    expect(sent).toHaveLength(1);
    const times = told(openid, `（${reminder}）`);
    if (rows(`SELECT id FROM outbox WHERE status = 'unknown' AND follower_id = ?`, openid).length === 0)
      expect(times).toBe(1);
    else expect(times).toBeLessThan(2);
  }

  // Moving: the old place is kept while the new one is held, then there is the new one alone, with reminders of its own.
  await say('oOne', '改期');
  expect(await sayInTheDark('oOne', '后天下午5点', 25)).toContain('新时段为您保留');
  expect(seats('oOne')).toMatchObject([
    { start_at: at(2, 15), expires_at: null },
    { start_at: at(3, 17), appointment_id: null },
  ]);
  await rig.pullThePlug();
  expect(seats('oOne')).toHaveLength(2);
  expect(timersOf('oOne')).toEqual({ holds: 1, reminders: [at(2, 14)] });
  expect(await sayInTheDark('oOne', '1', 12)).toContain('已改到');
  expect(seats('oOne')).toMatchObject([{ start_at: at(3, 17), expires_at: null }]);
  expect(timersOf('oOne')).toEqual({ holds: 0, reminders: [at(2, 18), at(3, 16)] });
  expect(await booking(number)).toMatchObject({ status: '已提交', startAt: at(3, 17) });

  // Accepted, and finished: both sides see the same node after a crash, and nothing is reminded of any more.
  expect((await staff.patch(`/api/appointments/${number}`, { status: '处理中', staff: '0012' })).status).toBe(
    200,
  );
  await rig.pullThePlug();
  expect(await booking(number)).toMatchObject({ status: '处理中', staff: '0012' });
  expect(await say('oOne', `预约进度`)).toContain('工号 0012');
  const finish = staff.patch(`/api/appointments/${number}`, { status: '已完成', result: '已远程处理' });
  await finish;
  await rig.pullThePlug();
  expect(await booking(number)).toMatchObject({ status: '已完成', result: '已远程处理' });
  expect(timersOf('oOne')).toEqual({ holds: 0, reminders: [] });
  expect(await say('oOne', '预约进度')).toContain('已远程处理');

  // Cancelled in the dark: the place is free for somebody else, and the last reminder is called off.
  await say('oTwo', '取消预约');
  expect(await sayInTheDark('oTwo', '1', 8)).toContain('已取消');
  expect([seats('oTwo'), timersOf('oTwo')]).toEqual([[], { holds: 0, reminders: [] }]);
  await rig.pullThePlug(at(2, 15) + MINUTE - clock.now());
  expect(await booking(second)).toMatchObject({ status: '已取消' });
  expect(await say('oTwo', '预约进度')).toContain('已取消');
  for (const [openid, reminder] of [
    ['oOne', number],
    ['oTwo', second],
  ] as const)
    expect(told(openid, `（${reminder}）`)).toBeLessThan(2);

  const count = (sql: string) => rows<{ n: number }>(sql)[0]?.n;
  expect(count(`SELECT COUNT(*) AS n FROM turn WHERE outcome = 'failed'`)).toBe(0);
  expect(count('SELECT COUNT(*) AS n FROM appointment')).toBe(2);
  expect(
    rows<{ kind: string }>('SELECT kind FROM appointment_event ORDER BY id').map(({ kind }) => kind),
  ).toEqual(['created', 'created', 'rescheduled', 'accepted', 'finished', 'cancelled']);
  expect(count(`SELECT COUNT(*) AS n FROM outbox WHERE key LIKE 'appointment_reminder:%'`)).toBe(2);
}, 300_000);
