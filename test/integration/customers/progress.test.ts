import { tempFolder } from '../../helpers/temp-folder';
import { buildForm } from '../../unit/tickets/build-form';
import { type Bench, FAN, openBench } from '../tickets/ticket-bench';

const folder = tempFolder();
let app: Bench;
beforeEach(async () => {
  app = await openBench(folder);
});
afterEach(() => app.store.close());

type Lines = { number: string; status: string }[];

it('shows three solved and three unsolved tickets, newest first, and none that was cancelled or is of others', async () => {
  const numbers: string[] = [];
  for (let n = 0; n < 5; n += 1) {
    numbers.push((await app.file()).number);
    app.clock.advance(60_000);
  }
  app.clock.advance(3_600_000);
  for (let n = 5; n < 9; n += 1) {
    const { number } = await app.file();
    numbers.push(number);
    await app.process(number, { status: '处理中' });
    await app.process(number, { status: '已解决', result: '已处理' });
  }
  await app.effect('ticket.cancel', { ticket_no: numbers[4] });
  app.clock.advance(3_600_000);
  await app.run((tx) =>
    app.tickets.create(tx, app.step('openid-other'), { ...buildForm(), termsVersion: '1' }),
  );
  const result = await app.effect('progress.mine', {}, app.step(FAN));
  const { solved, unsolved, appointments, total } = (result as unknown as { data: Record<string, Lines> })
    .data;
  expect(solved?.map(({ number }) => number)).toEqual([numbers[8], numbers[7], numbers[6]]);
  expect(unsolved?.map(({ number }) => number)).toEqual([numbers[3], numbers[2], numbers[1]]);
  expect(appointments).toEqual([]);
  expect(total).toBe(6);
});

it('shows the three appointments that were booked last, with the time that was booked', async () => {
  await app.run(async (tx) => {
    for (const n of [1, 2, 3, 4]) {
      await tx.execute(
        `INSERT INTO appointment (number, effect_key, follower_id, version, status, resource_key, resource_name, start_at,
           end_at, reschedules, org_name, contact_name, contact_phone, product, topic, created_at, updated_at)
         VALUES ($1, $1, $2, 1, '已提交', 'remote', '远程支持', $3, $3, 0, '', '', '', '', '', $4, $4)`,
        [`YY261122-0000${n}`, FAN, app.clock.now() + 86_400_000, app.clock.now() + n],
      );
    }
  });
  const result = await app.effect('progress.mine', {}, app.step(FAN));
  const { appointments } = (result as unknown as { data: { appointments: unknown } }).data;
  expect(appointments).toEqual(
    [4, 3, 2].map((n) => ({
      number: `YY261122-0000${n}`,
      what: '远程支持',
      status: '已提交',
      day: '11-23 10:18',
    })),
  );
});
