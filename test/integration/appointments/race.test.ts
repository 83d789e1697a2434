import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { addDays, dayOf } from '../../../src/appointments';
import type { RunningServer } from '../../../src/server';
import { parseXml } from '../../../src/wechat';
import { plainPush, post, textXml } from '../../helpers/push';
import { startTestServer } from '../../helpers/server';
import { tempFolder } from '../../helpers/temp-folder';

const RACERS = 200;
const SEEDS = path.resolve(__dirname, '../../../kb-seed');
const folder = tempFolder();
const DATA_DIR = path.join(folder, 'race');
let server: RunningServer;

/** The shipped content with one team that has one place an hour, round the clock. */
function seedsWithOnePlace(): string {
  const target = path.join(folder, 'kb-seed');
  fs.cpSync(SEEDS, target, { recursive: true });
  const resource =
    '{ key: one, name: 专家, products: all, schedule: always, slot_minutes: 60, capacity: 1, min_notice_minutes: 0, horizon_days: 14 }';
  fs.writeFileSync(path.join(target, 'data/resources.yaml'), `resources:\n  - ${resource}\n`);
  return target;
}

beforeAll(async () => {
  server = await startTestServer(folder, { KB_SEED_DIR: seedsWithOnePlace(), DATA_DIR });
});
afterAll(() => server.close());

async function say(from: string, text: string): Promise<string> {
  const { status, body } = await post(server.url, plainPush(textXml(from, text)));
  expect(status).toBe(200);
  return body === 'success' ? '' : String((parseXml(body) as { Content?: unknown }).Content ?? '');
}

const everybody = <T>(work: (follower: string) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: RACERS }, (_, index) => work(`oRacer${index}`)));

it('of 200 who want the same place at the same time exactly one gets it', async () => {
  const [, month, day] = addDays(dayOf(Date.now()), 3).split('-').map(Number);
  await everybody((follower) => say(follower, '服务预约'));
  const answers = await everybody((follower) =>
    say(
      follower,
      `单位名称：示例科技有限公司 联系人：王小明 电话：13800001234 产品：星云 预约事项：升级后无法开机 日期：${month}月${day}日 时间：上午10点`,
    ),
  );
  expect(answers.filter((text) => text.includes('请核对'))).toHaveLength(1);
  // Whoever was too late is shown the other slots of the day.
  expect(answers.filter((text) => text.includes('请选择'))).toHaveLength(RACERS - 1);
  const done = await everybody((follower) => say(follower, '确定'));
  expect(done.filter((text) => text.includes('已提交：'))).toHaveLength(1);

  const db = new Database(path.join(DATA_DIR, 'weikefu.db'), { readonly: true });
  const places = db
    .prepare('SELECT start_at, COUNT(*) AS n FROM appointment_seat GROUP BY resource_id, start_at, seat')
    .all() as { n: number }[];
  const bookings = db.prepare('SELECT number FROM appointment').all() as {
    number: string;
    start_at: number;
  }[];
  const failed = db.prepare(`SELECT COUNT(*) AS n FROM turn WHERE outcome = 'failed'`).get();
  db.close();
  expect(failed).toEqual({ n: 0 });
  expect(places.every(({ n }) => n === 1)).toBe(true);
  expect(bookings).toHaveLength(1);
}, 300_000);
