import { addDays, dayOf, gridOn, joinOffers, offerOn } from '../../../src/appointments';
import type { Schedule } from '../../../src/hours';
import { at, buildSchedule } from '../hours/build-schedule';

const HOUR = 60;
const shifts = [
  { from: 9 * HOUR, to: 12 * HOUR },
  { from: 14 * HOUR, to: 17 * HOUR + 30 },
];
const schedule = buildSchedule({
  weekly: { 1: shifts, 2: shifts, 3: shifts, 4: shifts, 5: shifts, 6: [], 7: [] },
  special: new Map([['2026-11-26', [{ from: 9 * HOUR, to: 10 * HOUR }]]]),
});
const rules = {
  slotMinutes: 60,
  capacity: 1,
  minNoticeMinutes: 120,
  horizonDays: 14,
  blackout: ['2026-11-25'],
};
const bookable = (changes: Partial<typeof rules> = {}, hours: Schedule = schedule) => ({
  resource: { ...rules, ...changes },
  schedule: hours,
});
const clock = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(11, 16);
const starts = (slots: readonly { startAt: number }[]) => slots.map(({ startAt }) => clock(startAt));
const slot = (day: string, from: string, to: string) => ({
  startAt: at(`${day} ${from}`),
  endAt: at(`${day} ${to}`),
});

/** A Friday. */
const NOW = at('2026-11-20 10:00');

describe('the grid', () => {
  it.each<[string, number, string, string[]]>([
    [
      'two shifts in hours, the half hour left over',
      60,
      '2026-11-23',
      ['09:00', '10:00', '11:00', '14:00', '15:00', '16:00'],
    ],
    ['ninety minutes begin anew with each shift', 90, '2026-11-23', ['09:00', '10:30', '14:00', '15:30']],
    ['a slot longer than a shift fits nowhere', 240, '2026-11-23', []],
    ['a Sunday', 60, '2026-11-22', []],
    ['a statutory holiday', 60, '2026-10-01', []],
    ['a make-up workday, a Saturday worked like a Monday', 120, '2026-10-10', ['09:00', '14:00']],
    ['a blackout day of the resource', 60, '2026-11-25', []],
    ['a day with hours of its own', 60, '2026-11-26', ['09:00']],
  ])('has %s', (_, slotMinutes, day, expected) => {
    expect(starts(gridOn(bookable({ slotMinutes }), day))).toEqual(expected);
  });

  it('ends each slot where the next begins', () => {
    const grid = gridOn(bookable({ slotMinutes: 30 }), '2026-11-23');
    expect(grid.every(({ startAt, endAt }) => endAt - startAt === 30 * 60_000)).toBe(true);
    expect(grid[1]?.startAt).toBe(grid[0]?.endAt);
  });
});

describe('what a day offers', () => {
  it.each<[string, string, Partial<typeof rules>, number, unknown]>([
    ['a day within the horizon', '2026-12-04', {}, NOW, { ok: true }],
    ['the day behind the horizon', '2026-12-07', {}, NOW, { ok: false, code: 'TOO_FAR' }],
    ['today, when the horizon is today only', '2026-11-20', { horizonDays: 0 }, NOW, { ok: true }],
    [
      'tomorrow, when the horizon is today only',
      '2026-11-23',
      { horizonDays: 0 },
      NOW,
      { ok: false, code: 'TOO_FAR' },
    ],
    ['a day without hours', '2026-11-22', {}, NOW, { ok: false, code: 'CLOSED' }],
    [
      'an evening, too late for today',
      '2026-11-20',
      {},
      at('2026-11-20 15:00'),
      { ok: false, code: 'TOO_SOON' },
    ],
    ['a day that is over', '2026-11-19', {}, NOW, { ok: false, code: 'TOO_SOON' }],
    ['a Sunday that is over', '2026-11-15', {}, NOW, { ok: false, code: 'TOO_SOON' }],
  ])('on %s', (_, day, changes, now, expected) => {
    expect(offerOn(bookable(changes), day, now, [])).toMatchObject(expected as object);
  });

  it('leaves out what the notice is too short for, to the minute', () => {
    const starting = (now: string) => {
      const offer = offerOn(bookable(), '2026-11-20', at(now), []);
      return offer.ok ? starts(offer.slots) : offer.code;
    };
    expect(starting('2026-11-20 09:00')).toEqual(['11:00', '14:00', '15:00', '16:00']);
    expect(starting('2026-11-20 09:01')).toEqual(['14:00', '15:00', '16:00']);
    expect(starting('2026-11-20 14:00')).toEqual(['16:00']);
    expect(starting('2026-11-20 14:01')).toEqual('TOO_SOON');
  });

  it('counts the places that are left, and drops a slot without any', () => {
    const taken = [
      slot('2026-11-23', '09:00', '10:00'),
      slot('2026-11-23', '10:00', '11:00'),
      slot('2026-11-23', '10:00', '11:00'),
      slot('2026-11-24', '11:00', '12:00'),
    ];
    const offer = offerOn(bookable({ capacity: 2 }), '2026-11-23', NOW, taken);
    expect(offer.ok && offer.slots.map(({ startAt, left }) => `${clock(startAt)} ${left}`)).toEqual([
      '09:00 1',
      '11:00 2',
      '14:00 2',
      '15:00 2',
      '16:00 2',
    ]);
  });

  it('counts what overlaps although the grid was another one when it was booked', () => {
    const offer = offerOn(bookable(), '2026-11-23', NOW, [slot('2026-11-23', '09:30', '11:00')]);
    expect(offer.ok && starts(offer.slots)).toEqual(['11:00', '14:00', '15:00', '16:00']);
  });

  it('is full when every place is taken, also when there are more bookings than places now', () => {
    const day = gridOn(bookable(), '2026-11-23');
    expect(offerOn(bookable(), '2026-11-23', NOW, [...day, ...day])).toEqual({ ok: false, code: 'FULL' });
  });
});

describe('several resources', () => {
  const one = { ...slot('2026-11-23', '09:00', '10:00'), left: 1 };
  const two = { ...slot('2026-11-23', '10:00', '11:00'), left: 2 };
  const long = { ...slot('2026-11-23', '09:00', '10:30'), left: 1 };

  it('add up where their slots are the same, in order of time', () => {
    expect(
      joinOffers([
        { ok: true, slots: [two] },
        { ok: true, slots: [long, one, { ...two, left: 3 }] },
        { ok: false, code: 'FULL' },
      ]),
    ).toEqual({
      ok: true,
      slots: [one, long, { ...two, left: 5 }],
    });
  });

  it.each([
    [['CLOSED', 'FULL'], 'FULL'],
    [['TOO_FAR', 'CLOSED'], 'CLOSED'],
    [['TOO_SOON', 'CLOSED'], 'TOO_SOON'],
    [['TOO_FAR'], 'TOO_FAR'],
    [[], 'CLOSED'],
  ] as const)('that refuse with %j refuse with %s', (codes, code) => {
    expect(joinOffers(codes.map((one) => ({ ok: false, code: one })))).toEqual({ ok: false, code });
  });
});

it('counts days over months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(dayOf(at('2026-11-20 23:59'))).toBe('2026-11-20');
  expect(dayOf(at('2026-11-21 00:00'))).toBe('2026-11-21');
});
