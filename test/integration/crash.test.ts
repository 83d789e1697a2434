import { randomInt } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { SendOutcome } from '../../src/sandbox/fake-platform';
import { letRun, startCrashRig, until } from '../helpers/crash-rig';
import { tempFolder } from '../helpers/temp-folder';

const KILLS = 22;
const FOLLOWERS = 24;

const dataDir = tempFolder();

/** A sentence that occurs once in the whole test. */
let sentences = 0;
const unique = (words: string) => {
  sentences += 1;
  return `${words}（第${sentences}句）`;
};

/**
 * Plays WeChat against the real server as a process of its own, pulls the plug at random moments, and afterwards
 * counts what the database holds and what the platform received.
 */
it('loses no acknowledged message, stores and sends nothing twice, whenever the plug is pulled', async () => {
  const rig = await startCrashRig(dataDir);
  const { platform, staff } = rig;

  let running = true;
  const outcomes: { text: string; outcome: SendOutcome }[] = [];
  const followers = Array.from({ length: FOLLOWERS }, (_, index) => `oFollower${index}`);

  const chatAway = async (openid: string) => {
    await platform.follow(openid);
    while (running) {
      const text = pick([
        () => unique('怎么提交工单'),
        () => '#人工',
        () => '取消排队',
        () => '菜单',
        () => unique('今天天气如何'),
        () => '1',
      ]);
      const outcome = await platform.sendText(openid, text).catch(() => undefined);
      if (outcome !== undefined) outcomes.push({ text, outcome });
      if (randomInt(12) === 0) await platform.sendImage(openid).catch(() => undefined);
      await pause(randomInt(40));
    }
  };
  const acknowledgedByApi: string[] = [];
  const serveChats = async () => {
    while (running) {
      try {
        const { items } = await staff.get<{ items: { id: string }[] }>('/api/chats?state=queued');
        for (const { id } of items.slice(0, 3)) {
          if ((await staff.post(`/api/chats/${id}/claim`)).status !== 200) continue;
          const text = unique('您好，我来看看');
          const clientId = `client-${sentences}`;
          // The page repeats a request whose answer it lost, under the same client id.
          const answers = await Promise.all(
            [1, 2].map(() => staff.post(`/api/chats/${id}/messages`, { text, clientId })),
          );
          if (answers.some((answer) => answer.status === 201)) acknowledgedByApi.push(text);
          await staff.post(`/api/chats/${id}/hand-back`);
        }
      } catch {
        // The server is down at the moment.
      }
      await pause(30);
    }
  };

  const traffic = [...followers.map(chatAway), serveChats()];
  for (let kill = 0; kill < KILLS; kill += 1) {
    await letRun(() => outcomes.filter(({ outcome }) => outcome.kind !== 'fault').length, {
      atLeast: 6,
      upToMs: 700,
    });
    await rig.pullThePlug();
  }
  running = false;
  await Promise.all(traffic);

  // Whatever was cut off settles: at the latest when each follower writes once more.
  for (const openid of followers) {
    const outcome = await platform.sendText(openid, '#机器人');
    expect(outcome.kind).toBe('reply');
    expect((await platform.sendText(openid, '菜单')).kind).toBe('reply');
  }
  const db = new Database(path.join(dataDir, 'weikefu.db'), { readonly: true });
  const count = (sql: string, ...values: unknown[]) => (db.prepare(sql).get(...values) as { n: number }).n;
  await until(() => count(`SELECT COUNT(*) AS n FROM outbox WHERE status IN ('pending', 'sending')`) === 0);
  await rig.stopServer();

  // Every message that got an answer is in the log, once.
  const acknowledged = outcomes.filter(({ outcome }) => outcome.kind !== 'fault');
  const deliveries = platform.log.deliveries.filter(
    (delivery) => delivery.outcome === 'reply' || delivery.outcome === 'empty',
  );
  const answeredIds = new Set(deliveries.flatMap((delivery) => delivery.messageId ?? []));
  for (const id of answeredIds)
    expect([id, count('SELECT COUNT(*) AS n FROM turn WHERE dedup_key = CAST(? AS integer)', id)]).toEqual([
      id,
      1,
    ]);
  expect(
    count(
      `SELECT COUNT(*) AS n FROM (SELECT turn_id FROM message WHERE sender = 'follower' GROUP BY turn_id HAVING COUNT(*) > 1)`,
    ),
  ).toBe(0);
  expect(count(`SELECT COUNT(*) AS n FROM turn WHERE outcome = 'failed'`)).toBe(0);

  // What an agent was told is sent was stored once and reached the platform once, or is marked unknown.
  const sent = platform.apiCalls.filter(
    (call) => call.path === '/cgi-bin/message/custom/send' && call.errcode === 0,
  );
  const received = new Map<string, number>();
  for (const call of sent) {
    const { touser, text } = call.body as { touser: string; text: { content: string } };
    const key = `${touser} ${text.content}`;
    received.set(key, (received.get(key) ?? 0) + 1);
  }
  const rows = db
    .prepare(`SELECT follower_id, args, status FROM outbox WHERE kind = 'wechat.send_text'`)
    .all() as { follower_id: string; args: string; status: string }[];
  const stored = new Map<string, { sent: number; unknown: number }>();
  for (const row of rows) {
    const key = `${row.follower_id} ${(JSON.parse(row.args) as { text: string }).text}`;
    const tally = stored.get(key) ?? { sent: 0, unknown: 0 };
    if (row.status === 'sent') tally.sent += 1;
    if (row.status === 'unknown') tally.unknown += 1;
    stored.set(key, tally);
  }
  for (const [key, times] of received) {
    const tally = stored.get(key) ?? { sent: 0, unknown: 0 };
    expect([key, times >= tally.sent && times <= tally.sent + tally.unknown]).toEqual([key, true]);
  }
  for (const text of acknowledgedByApi) {
    expect([text, count('SELECT COUNT(*) AS n FROM message WHERE text = ?', text)]).toEqual([text, 1]);
  }
  const unknown = rows.filter((row) => row.status === 'unknown').length;
  const failed = rows.filter((row) => row.status === 'failed').length;
  db.close();
  await rig.close();

  process.stderr.write(
    `crash test: ${KILLS} kills, ${acknowledged.length} of ${outcomes.length} messages acknowledged, ${sent.length} sends, ${unknown} unknown, ${failed} failed\n`,
  );
  expect(failed).toBe(0);
  expect(acknowledged.length).toBeGreaterThan(KILLS * 5);
  expect(acknowledgedByApi.length).toBeGreaterThan(0);
}, 300_000);

function pick<T>(choices: (() => T)[]): T {
  const choice = choices[randomInt(choices.length)];
  if (choice === undefined) throw new Error('nothing to pick from');
  return choice();
}
