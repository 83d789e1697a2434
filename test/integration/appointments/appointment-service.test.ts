import type { Transaction } from '../../../src/kernel/transaction';
import { tempFolder } from '../../helpers/temp-folder';
import { buildBooking, buildResource } from '../../unit/appointments/build';
import { at } from '../../unit/hours/build-schedule';
import { type Bench, FAN, MONDAY_TEN, openBench } from './appointment-bench';

const folder = tempFolder();
let bench: Bench;

const open = async (
  ...given: Parameters<typeof openBench> extends [string, ...infer Rest] ? Rest : never
) => {
  bench = await openBench(folder, ...given);
  return bench;
};
beforeEach(() => open());
afterEach(() => bench.store.close());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const held = async (slot?: string, followerId = FAN) => {
  const result = await bench.hold(slot, bench.step(followerId));
  if (!result.ok) throw new Error(result.code);
  return result.hold;
};
const slotsOn = async (day: string, product = '星云') => {
  const asked = { followerId: FAN, product, day, now: bench.clock.now() };
  const found = await bench.run((tx) => bench.service.findSlots(tx, asked));
  return found.ok
    ? found.slots.map(({ startAt }) => new Date(startAt + 8 * HOUR).toISOString().slice(11, 16))
    : found.code;
};
const daysFor = async (product = '星云') => {
  const asked = { followerId: FAN, product, now: bench.clock.now() };
  return bench.run((tx) => bench.service.findDays(tx, asked));
};

describe('a hold', () => {
  it('takes the place at once, for ten minutes', async () => {
    const hold = await held();
    expect(hold).toMatchObject({ resourceName: '技术支持', expiresAt: bench.clock.now() + 10 * MINUTE });
    expect(await slotsOn('2026-11-23')).toEqual(['09:00', '11:00', '14:00', '15:00', '16:00', '17:00']);
    expect(await bench.timers()).toEqual(['appointment_hold 2026-11-20T10:10']);
    expect(await bench.hold(MONDAY_TEN, bench.step('other'))).toEqual({ ok: false, code: 'TAKEN' });
  });

  it('is ignored from the moment it expires, before its timer runs', async () => {
    await held();
    bench.clock.advance(10 * MINUTE - 1);
    expect(await slotsOn('2026-11-23')).not.toContain('10:00');
    bench.clock.advance(1);
    expect(await slotsOn('2026-11-23')).toContain('10:00');
    const second = await held(MONDAY_TEN, 'other');
    expect(await bench.seats()).toMatchObject([{ id: second.id, follower_id: 'other' }]);
  });

  it('is given back, once, by its owner alone', async () => {
    const hold = await held();
    await bench.run((tx) => bench.service.release(tx, { followerId: 'other' }, hold.id));
    expect(await bench.seats()).toHaveLength(1);
    await bench.run((tx) => bench.service.release(tx, { followerId: FAN }, hold.id));
    await bench.run((tx) => bench.service.release(tx, { followerId: FAN }, hold.id));
    expect(await bench.seats()).toEqual([]);
    expect(await bench.timers()).toEqual([]);
  });

  it('ends with its timer, and not before', async () => {
    const hold = await held();
    const expire = () => bench.run((tx) => bench.service.expire(tx, hold.id, bench.clock.now()));
    expect(await expire()).toBe(false);
    bench.clock.advance(10 * MINUTE);
    expect(await expire()).toBe(true);
    expect(await bench.seats()).toEqual([]);
  });

  it('of the same step is the same hold', async () => {
    const by = bench.step();
    const first = await bench.hold(MONDAY_TEN, by);
    expect(await bench.hold(MONDAY_TEN, by)).toEqual(first);
    expect(await bench.seats()).toHaveLength(1);
  });

  it.each([
    '2026-11-23T10:30/60',
    '2026-11-23T10:00/90',
    '2026-11-22T10:00/60',
    '2026-11-20T11:00/60',
    '2026-12-31T10:00/60',
    '乱写',
  ])('of %s, which is no slot that can be booked, is refused', async (slot) => {
    expect(await bench.hold(slot)).toEqual({ ok: false, code: 'TAKEN' });
    expect(await bench.seats()).toEqual([]);
  });

  it('is refused to who holds three already', async () => {
    for (const time of ['09:00', '10:00', '11:00']) await held(`2026-11-23T${time}/60`);
    expect(await bench.hold('2026-11-23T14:00/60')).toEqual({ ok: false, code: 'LIMITED' });
    bench.clock.advance(10 * MINUTE);
    expect(await bench.hold('2026-11-23T14:00/60')).toMatchObject({ ok: true });
  });

  it('goes to the resource with the most places left', async () => {
    await bench.store.close();
    await open({
      resources: [
        buildResource({ key: 'small', name: '甲' }),
        buildResource({ key: 'large', name: '乙', capacity: 3 }),
      ],
    });
    const names = [];
    for (const fan of ['a', 'b', 'c', 'd']) names.push((await held(MONDAY_TEN, fan)).resourceName);
    expect(names).toEqual(['乙', '乙', '甲', '乙']);
    expect(await bench.hold(MONDAY_TEN, bench.step('e'))).toEqual({ ok: false, code: 'TAKEN' });
  });
});

it('the database refuses a second row for the same place, whoever writes it', async () => {
  const insert = (key: string, seat: number) => (tx: Transaction) =>
    tx.execute(
      'INSERT INTO appointment_seat (resource_id, start_at, end_at, seat, follower_id, effect_key) VALUES (1, 10, 20, $2, $1, $1)',
      [key, seat],
    );
  await bench.run(insert('one', 1));
  await bench.run(insert('two', 2));
  await expect(bench.run(insert('three', 1))).rejects.toThrow();
  expect(await bench.seats()).toHaveLength(2);
});

describe('a booking', () => {
  it('keeps the place for good, with a number of the day and its reminders', async () => {
    const hold = await held();
    const booked = await bench.confirm(hold.id);
    expect(booked).toMatchObject({
      ok: true,
      appointment: {
        ...buildBooking(),
        number: '261120-00001',
        status: '已提交',
        startAt: at('2026-11-23 10:00'),
        endAt: at('2026-11-23 11:00'),
        resource: { key: 'team', name: '技术支持' },
        staff: null,
        reschedules: 0,
      },
    });
    expect(await bench.seats()).toMatchObject([{ appointment_id: 1, expires_at: null }]);
    expect(await bench.timers()).toEqual([
      'appointment_reminder 2026-11-22T18:00',
      'appointment_reminder 2026-11-23T09:00',
    ]);
    bench.clock.advance(24 * HOUR);
    expect(await bench.run((tx) => bench.service.expire(tx, hold.id, bench.clock.now()))).toBe(false);
    await bench.run((tx) => bench.service.release(tx, { followerId: FAN }, hold.id));
    expect(await bench.seats()).toHaveLength(1);
  });

  it('of the same step is the same booking', async () => {
    const hold = await held();
    const by = bench.step();
    const first = await bench.confirm(hold.id, by);
    expect(await bench.confirm(hold.id, by)).toEqual(first);
    expect(await bench.rows('SELECT id FROM appointment')).toHaveLength(1);
  });

  it('is not made of a hold that is over, of somebody else, or used already', async () => {
    const hold = await held();
    const expired = { ok: false, code: 'HOLD_EXPIRED' };
    expect(await bench.confirm(hold.id, bench.step('other'))).toEqual(expired);
    expect(await bench.confirm(99)).toEqual(expired);
    await bench.confirm(hold.id);
    expect(await bench.confirm(hold.id)).toEqual(expired);
    const late = await held('2026-11-23T14:00/60');
    bench.clock.advance(10 * MINUTE);
    expect(await bench.confirm(late.id)).toEqual(expired);
  });

  it('names the fields that are wrong, and keeps the hold', async () => {
    const hold = await held();
    expect(
      await bench.confirm(hold.id, bench.step(), buildBooking({ contactPhone: '1', topic: ' ' })),
    ).toEqual({
      ok: false,
      code: 'VALIDATION',
      fields: ['contactPhone', 'topic'],
    });
    expect(await bench.confirm(hold.id)).toMatchObject({ ok: true });
  });

  it('is limited to three that are to come, and five a day', async () => {
    for (const time of ['09:00', '10:00', '11:00']) await bench.book(`2026-11-23T${time}/60`);
    expect(await bench.hold('2026-11-23T14:00/60')).toEqual({ ok: false, code: 'LIMITED' });
    expect(await bench.hold('2026-11-23T14:00/60', bench.step('other'))).toMatchObject({ ok: true });
    const cancel = (number: string) => bench.run((tx) => bench.service.cancel(tx, bench.step(), number));
    await cancel('261120-00001');
    await cancel('261120-00002');
    await bench.book('2026-11-24T09:00/60');
    await bench.book('2026-11-24T10:00/60');
    await cancel('261120-00003');
    expect(await bench.hold('2026-11-24T14:00/60')).toEqual({ ok: false, code: 'LIMITED' });
    bench.clock.advance(24 * HOUR + 1);
    expect(await bench.hold('2026-11-24T14:00/60')).toMatchObject({ ok: true });
  });
});

describe('free days and slots', () => {
  it('are the next six days with something free: no weekend, no full day', async () => {
    for (const time of ['09:00', '10:00', '11:00', '14:00', '15:00', '16:00', '17:00'])
      await bench.book(`2026-11-24T${time}/60`, `fan-${time}`);
    expect(await daysFor()).toEqual({
      ok: true,
      days: ['2026-11-20', '2026-11-23', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30'],
      arrangementUnknown: false,
    });
    expect(await slotsOn('2026-11-24')).toBe('FULL');
    expect(await slotsOn('2026-11-22')).toBe('CLOSED');
    expect(await slotsOn('2026-12-31')).toBe('TOO_FAR');
    bench.clock.set(at('2026-11-20 17:00'));
    expect(await slotsOn('2026-11-20')).toBe('TOO_SOON');
  });

  it('know when the holidays of the year are not announced yet', async () => {
    bench.clock.set(at('2028-12-20 10:00'));
    expect(await daysFor()).toMatchObject({ ok: true, arrangementUnknown: true });
  });

  it('tell a product that nobody serves from one without free days', async () => {
    await bench.store.close();
    await open({
      resources: [
        buildResource({ products: ['星云'], horizonDays: 0 }),
        buildResource({ key: 'off', products: ['睿目'], enabled: false }),
      ],
    });
    bench.clock.set(at('2026-11-21 10:00'));
    expect(await daysFor('星云')).toEqual({ ok: false, code: 'NONE' });
    expect(await daysFor('睿目')).toEqual({ ok: false, code: 'NOT_SERVED' });
    expect(await slotsOn('2026-11-23', '睿目')).toBe('NOT_SERVED');
  });
});

describe('cancelling', () => {
  it('frees the place, ends the reminders and is written down', async () => {
    const { number } = await bench.book();
    const by = bench.step();
    const cancelled = await bench.run((tx) => bench.service.cancel(tx, by, number));
    expect(cancelled).toMatchObject({
      ok: true,
      appointment: { status: '已取消', cancelledAt: bench.clock.now() },
    });
    expect(await bench.run((tx) => bench.service.cancel(tx, by, number))).toEqual(cancelled);
    expect(await bench.seats()).toEqual([]);
    expect(await bench.timers()).toEqual([]);
    expect((await bench.desk.read(bench.store.reader, number))?.events).toMatchObject([
      { kind: 'created', actor: { kind: 'follower', id: FAN } },
      { kind: 'cancelled', changes: [{ field: 'status', from: '已提交', to: '已取消' }] },
    ]);
    expect(await bench.run((tx) => bench.service.cancel(tx, bench.step(), number))).toEqual({
      ok: false,
      code: 'NOT_ALLOWED',
    });
  });

  it('is possible until two hours before, and for own bookings alone', async () => {
    const { number } = await bench.book();
    const cancel = (followerId?: string) =>
      bench.run((tx) => bench.service.cancel(tx, bench.step(followerId), number));
    expect(await cancel('other')).toEqual({ ok: false, code: 'MISS' });
    bench.clock.set(at('2026-11-23 08:01'));
    expect(await cancel()).toEqual({ ok: false, code: 'NOT_ALLOWED' });
    expect(await bench.seats()).toHaveLength(1);
  });
});

describe('another time', () => {
  const move = async (number: string, slot: string, by = bench.step()) => {
    const hold = await bench.run((tx) =>
      bench.service.hold(tx, bench.step(), { product: '星云', slot, moving: number }),
    );
    if (!hold.ok) return hold;
    return bench.run((tx) => bench.service.reschedule(tx, by, { number, hold: hold.hold.id }));
  };

  it('takes the new place, frees the old one, and has to be accepted anew', async () => {
    const { number } = await bench.book();
    await bench.process(number, { status: '处理中' });
    expect(await move(number, '2026-11-24T15:00/60')).toMatchObject({
      ok: true,
      appointment: {
        status: '已提交',
        startAt: at('2026-11-24 15:00'),
        reschedules: 1,
        staff: null,
        acceptedAt: null,
      },
    });
    expect(await bench.seats()).toMatchObject([
      { appointment_id: 1, start_at: at('2026-11-24 15:00'), expires_at: null },
    ]);
    expect(await bench.timers()).toEqual([
      'appointment_reminder 2026-11-23T18:00',
      'appointment_reminder 2026-11-24T14:00',
    ]);
    expect((await bench.desk.read(bench.store.reader, number))?.events.at(-1)).toMatchObject({
      kind: 'rescheduled',
      changes: [
        { field: 'time', from: '11月23日 周一 10:00–11:00', to: '11月24日 周二 15:00–16:00' },
        { field: 'status', from: '处理中', to: '已提交' },
      ],
    });
  });

  it('is never the time it has', async () => {
    const { number } = await bench.book();
    expect(await move(number, MONDAY_TEN)).toEqual({ ok: false, code: 'TAKEN' });
  });

  it('is possible for who may not book more', async () => {
    const { number } = await bench.book();
    await bench.book('2026-11-23T09:00/60');
    await bench.book('2026-11-23T11:00/60');
    expect(await move(number, '2026-11-24T15:00/60')).toMatchObject({ ok: true });
  });

  it('is possible twice, until four hours before, and with a live hold', async () => {
    const { number } = await bench.book();
    expect(await move(number, '2026-11-24T15:00/60')).toMatchObject({ ok: true });
    expect(await move(number, '2026-11-24T16:00/60')).toMatchObject({ ok: true });
    expect(await move(number, '2026-11-24T17:00/60')).toEqual({ ok: false, code: 'NOT_ALLOWED' });

    const other = (await bench.book('2026-11-23T14:00/60')).number;
    bench.clock.set(at('2026-11-23 10:01'));
    expect(await move(other, '2026-11-24T10:00/60')).toEqual({ ok: false, code: 'NOT_ALLOWED' });
    bench.clock.set(at('2026-11-23 09:00'));
    const hold = await held('2026-11-24T11:00/60');
    bench.clock.advance(10 * MINUTE);
    const late = await bench.run((tx) =>
      bench.service.reschedule(tx, bench.step(), { number: other, hold: hold.id }),
    );
    expect(late).toEqual({ ok: false, code: 'HOLD_EXPIRED' });
    expect(
      await bench.run((tx) => bench.service.reschedule(tx, bench.step('x'), { number: other, hold: 1 })),
    ).toEqual({
      ok: false,
      code: 'MISS',
    });
  });

  it('of the same step happens once', async () => {
    const { number } = await bench.book();
    const by = bench.step();
    const moved = await move(number, '2026-11-24T15:00/60', by);
    expect(await bench.run((tx) => bench.service.reschedule(tx, by, { number, hold: 99 }))).toEqual(moved);
  });
});

it('own bookings are listed with the next one first, what is over behind, and found by a part of the number', async () => {
  const later = (await bench.book('2026-11-24T10:00/60')).number;
  const over = (await bench.book('2026-11-23T09:00/60')).number;
  const next = (await bench.book('2026-11-23T11:00/60')).number;
  await bench.book('2026-11-23T14:00/60', 'other');
  await bench.run((tx) => bench.service.cancel(tx, bench.step(), over));
  const mine = (query = '') => bench.run((tx) => bench.service.listMine(tx, FAN, query));
  expect((await mine()).map(({ number }) => number)).toEqual([next, later, over]);
  expect((await mine('-00002')).map(({ number }) => number)).toEqual([over]);
  expect(await mine('261120-00004')).toEqual([]);
  expect(await mine('%')).toEqual([]);
});

it('a reminder is of a booking that still stands at that time', async () => {
  const { number, startAt } = await bench.book();
  const toRemind = (due = startAt) =>
    bench.run((tx) => bench.service.toRemind(tx, { number, startAt: due, now: bench.clock.now() }));
  expect(await toRemind()).toMatchObject({ number });
  expect(await toRemind(startAt + HOUR)).toBeUndefined();
  await bench.run((tx) => bench.service.cancel(tx, bench.step(), number));
  expect(await toRemind()).toBeUndefined();
});

describe('staff', () => {
  // @covers S3-25
  it('accept and finish with a staff number, each at its time', async () => {
    const { number } = await bench.book();
    bench.clock.advance(HOUR);
    const acceptedAt = bench.clock.now();
    expect(await bench.process(number, { status: '处理中' })).toMatchObject({
      ok: true,
      appointment: { status: '处理中', staff: '0012', acceptedAt, finishedAt: null },
    });
    expect(await bench.process(number, { staff: '0034' })).toMatchObject({
      appointment: { staff: '0034', acceptedAt },
    });
    bench.clock.set(at('2026-11-23 10:20'));
    expect(await bench.process(number, { status: '已完成', result: '已恢复' })).toMatchObject({
      appointment: {
        status: '已完成',
        staff: '0034',
        result: '已恢复',
        acceptedAt,
        finishedAt: bench.clock.now(),
      },
    });
    expect(
      (await bench.desk.read(bench.store.reader, number))?.events.map(({ kind, actor }) => [
        kind,
        actor.kind,
      ]),
    ).toEqual([
      ['created', 'follower'],
      ['accepted', 'staff'],
      ['changed', 'staff'],
      ['finished', 'staff'],
    ]);
    expect(await bench.timers()).toEqual([]);
    expect(await bench.seats()).toHaveLength(1);
  });

  it.each([
    [{ status: '已完成' }, { kind: 'no_such_move', from: '已提交', to: '已完成' }],
    [{ result: '好了' }, { kind: 'result_too_early', status: '已提交' }],
    [{ staff: '0012' }, { kind: 'staff_too_early', status: '已提交' }],
  ] as const)('cannot %j before it is accepted', async (wanted, refusal) => {
    const { number } = await bench.book();
    expect(await bench.process(number, wanted)).toEqual({ ok: false, code: 'REFUSED', refusal });
  });

  it('cancel with a reason at any time before the end, and touch nothing that is over', async () => {
    const { number } = await bench.book();
    bench.clock.set(at('2026-11-23 09:59'));
    expect(await bench.process(number, { status: '已取消', result: '工程师生病' })).toMatchObject({
      ok: true,
      cancelled: true,
      appointment: { status: '已取消', result: '工程师生病' },
    });
    expect(await bench.seats()).toEqual([]);
    expect(await bench.process(number, { status: '处理中' })).toEqual({
      ok: false,
      code: 'REFUSED',
      refusal: { kind: 'over', status: '已取消' },
    });
    expect(await bench.process(number, { result: 'x' })).toMatchObject({ code: 'REFUSED' });
    expect(await bench.process('261120-09999', { result: 'x' })).toEqual({ ok: false, code: 'NOT_FOUND' });
  });

  it('find bookings by day, state, resource, staff number and words, in the order of their beginning', async () => {
    const tuesday = (await bench.book('2026-11-24T09:00/60', 'a')).number;
    const second = (await bench.book('2026-11-23T14:00/60', 'b')).number;
    const first = (await bench.book('2026-11-23T09:00/60', 'c')).number;
    await bench.process(second, { status: '处理中', staff: '0034' });
    const list = async (filter: Partial<Parameters<typeof bench.desk.list>[1]>) =>
      (await bench.desk.list(bench.store.reader, { limit: 10, ...filter })).map(({ number }) => number);
    expect(await list({})).toEqual([first, second, tuesday]);
    expect(await list({ day: '2026-11-23' })).toEqual([first, second]);
    expect(await list({ status: '处理中' })).toEqual([second]);
    expect(await list({ resource: 'team', limit: 1 })).toEqual([first]);
    expect(await list({ resource: 'nobody' })).toEqual([]);
    expect(await list({ staff: '0034' })).toEqual([second]);
    expect(await list({ followerId: 'a' })).toEqual([tuesday]);
    expect(await list({ search: '无法开机' })).toHaveLength(3);
    expect(await list({ search: '100%' })).toEqual([]);
    expect(await list({ after: first })).toEqual([second, tuesday]);
  });
});
