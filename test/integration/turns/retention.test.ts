import { retentionSettingsSchema } from '../../../src/customers/retention-settings';
import { applyRetention } from '../../../src/turns/retention';
import { tempFolder } from '../../helpers/temp-folder';
import { type Bench, FAN, MORNING, openBench } from '../tickets/ticket-bench';

const folder = tempFolder();
const DAY = 86_400_000;
const kept = retentionSettingsSchema.parse({
  messages: 10,
  media: 5,
  traces: 3,
  closed_tickets: 7,
  expired_devices: 600,
});
let app: Bench;
beforeEach(async () => {
  app = await openBench(folder);
});
afterEach(() => app.store.close());

const apply = (daysLater: number) =>
  applyRetention(app.store.unitOfWork, app.store.reader, kept, MORNING + daysLater * DAY);

it('keeps messages, files and traces as long as the settings say, and no longer', async () => {
  await app.run(async (tx) => {
    for (const day of [0, 1]) {
      const at = MORNING + day * DAY;
      await tx.execute(
        `INSERT INTO message (follower_id, at, sender, type, text) VALUES ($1, $2, 'follower', 'text', '你好')`,
        [FAN, at],
      );
      await tx.execute(
        `INSERT INTO media (media_id, follower_id, kind, path, content_type, bytes, saved_at)
         VALUES ($1, $2, 'image', $3, 'image/png', 1, $4)`,
        [`m${day}`, FAN, `2026-11/m${day}.png`, at],
      );
      await tx.execute(
        `INSERT INTO turn (follower_id, arrived_at, outcome, record, state_before) VALUES ($1, $2, 'done', '{}', '{}')`,
        [FAN, at],
      );
    }
  });
  expect(await apply(3)).toEqual({ messages: 0, media: 0, traces: 0, tickets: 0, devices: 0 });
  expect(await apply(5.5)).toEqual({ messages: 0, media: 1, traces: 2, tickets: 0, devices: 0 });
  expect(await apply(10.5)).toEqual({ messages: 1, media: 1, traces: 0, tickets: 0, devices: 0 });
  expect(await app.rows('SELECT text FROM message ORDER BY id')).toEqual([
    { text: '[已删除]' },
    { text: '你好' },
  ]);
  expect(await app.rows(`SELECT args FROM outbox WHERE kind = 'media.remove' ORDER BY id`)).toEqual([
    { args: '{"paths":["2026-11/m0.png"]}' },
    { args: '{"paths":["2026-11/m1.png"]}' },
  ]);
  expect(await apply(10.5)).toEqual({ messages: 0, media: 0, traces: 0, tickets: 0, devices: 0 });
});

it('takes personal data out of tickets that ended long ago, and leaves open ones alone', async () => {
  const open = await app.file();
  const ended = await app.file();
  await app.effect('ticket.cancel', { ticket_no: ended.number });
  expect((await apply(7)).tickets).toBe(0);
  expect((await apply(7.1)).tickets).toBe(1);
  expect((await apply(7.1)).tickets).toBe(0);
  const stored = (await app.desk.read(app.store.reader, ended.number))?.ticket;
  expect(stored).toMatchObject({
    number: ended.number,
    status: '已取消',
    description: '[已删除]',
    contact: { name: '[已删除]', phone: '', email: null },
  });
  expect((await app.desk.read(app.store.reader, open.number))?.ticket.contact).toEqual(open.contact);
  expect(await app.find(ended.contact.phone, ended.number)).toEqual({ ok: false, code: 'MISS' });
});

it('forgets who bought a device some time after its warranty', async () => {
  // One ended on 2025-08-04, another will on 2028-03-14.
  const day = (date: string) => (Date.parse(`${date}T12:00:00+08:00`) - MORNING) / DAY;
  expect((await apply(day('2025-08-04') + 600)).devices).toBe(0);
  expect((await apply(day('2025-08-05') + 600)).devices).toBe(1);
  expect((await apply(day('2025-08-05') + 600)).devices).toBe(0);
  expect(await app.rows(`SELECT serial_no, buyer_name FROM device WHERE contact_phone = ''`)).toEqual([
    { serial_no: 'XY2-2308-00542', buyer_name: '[已删除]' },
  ]);
});
