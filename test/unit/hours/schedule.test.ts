import { DateTime } from 'luxon';
import { hoursOn, isOpen, nextOpening, type Schedule } from '../../../src/hours';
import { at, buildSchedule } from './build-schedule';

const wholeDay = [{ from: 0, to: 1440 }];
const always = buildSchedule({
  weekly: { 1: wholeDay, 2: wholeDay, 3: wholeDay, 4: wholeDay, 5: wholeDay, 6: wholeDay, 7: wholeDay },
  holidays: 'as_usual',
});
const lunchBreak = buildSchedule({
  weekly: {
    ...buildSchedule().weekly,
    1: [
      { from: 540, to: 720 },
      { from: 810, to: 1080 },
    ],
  },
});

describe('isOpen', () => {
  // @covers S2-03
  it.each([
    ['2026-11-20 09:00', true, 'Friday, the first minute'],
    ['2026-11-20 08:59', false, 'Friday, a minute early'],
    ['2026-11-20 17:59', true, 'Friday, the last minute'],
    ['2026-11-20 18:00', false, 'Friday, the end is not part of the day'],
    ['2026-11-21 10:00', true, 'Saturday has hours of its own'],
    ['2026-11-21 09:30', false, 'Saturday opens later'],
    ['2026-11-22 12:00', false, 'Sunday'],
    ['2026-10-01 12:00', false, 'the national day, a Thursday'],
    ['2026-10-10 09:00', true, 'a make-up Saturday is worked like a Monday'],
    ['2026-10-10 17:30', true, 'a make-up Saturday ends like a Monday'],
    ['2026-09-20 12:00', true, 'a make-up Sunday'],
  ])('%s is %s: %s', (text, open) => {
    expect(isOpen(buildSchedule(), at(text))).toBe(open);
  });

  it('has several intervals a day', () => {
    expect(isOpen(lunchBreak, at('2026-11-23 11:59'))).toBe(true);
    expect(isOpen(lunchBreak, at('2026-11-23 12:30'))).toBe(false);
    expect(isOpen(lunchBreak, at('2026-11-23 13:30'))).toBe(true);
  });

  it('lets a special day win over the weekday, the holiday and the make-up workday', () => {
    const special = new Map([
      ['2026-11-20', []],
      ['2026-10-01', [{ from: 600, to: 660 }]],
      ['2026-10-10', []],
    ]);
    const schedule = buildSchedule({ special });
    expect(isOpen(schedule, at('2026-11-20 12:00'))).toBe(false);
    expect(isOpen(schedule, at('2026-10-01 10:30'))).toBe(true);
    expect(isOpen(schedule, at('2026-10-10 12:00'))).toBe(false);
  });

  it('can keep the usual hours on holidays and make-up workdays', () => {
    const schedule = buildSchedule({ holidays: 'as_usual', makeupWorkdays: 'as_usual' });
    expect(isOpen(schedule, at('2026-10-01 12:00'))).toBe(true);
    expect(isOpen(schedule, at('2026-09-20 12:00'))).toBe(false);
  });

  it('can have hours of its own on holidays', () => {
    const schedule = buildSchedule({ holidays: [{ from: 600, to: 720 }] });
    expect(isOpen(schedule, at('2026-10-01 11:00'))).toBe(true);
    expect(isOpen(schedule, at('2026-10-01 13:00'))).toBe(false);
  });

  it('is open round the clock with 7×24, over midnight and on holidays', () => {
    for (const text of ['2026-10-01 00:00', '2026-10-01 23:59', '2026-11-22 03:00']) {
      expect(isOpen(always, at(text))).toBe(true);
    }
  });
});

describe('nextOpening', () => {
  it.each([
    ['2026-11-20 07:00', '2026-11-20 09:00', 'later on the same day'],
    ['2026-11-20 12:00', '2026-11-20 12:00', 'open now'],
    ['2026-11-20 18:00', '2026-11-21 10:00', 'the next day'],
    ['2026-11-21 16:00', '2026-11-23 09:00', 'over Sunday'],
    ['2026-09-30 18:00', '2026-10-08 09:00', 'over the holiday week'],
    ['2026-10-09 20:00', '2026-10-10 09:00', 'on a make-up Saturday'],
  ])('after %s comes %s: %s', (from, opening) => {
    expect(nextOpening(buildSchedule(), at(from))).toBe(at(opening));
  });

  it('finds the second interval of a day', () => {
    expect(nextOpening(lunchBreak, at('2026-11-23 12:01'))).toBe(at('2026-11-23 13:30'));
  });

  it('knows when nothing ever opens', () => {
    const closed: Schedule = buildSchedule({ weekly: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] } });
    expect(nextOpening(closed, at('2026-11-20 12:00'))).toBeUndefined();
  });

  it('agrees with asking minute by minute', () => {
    const start = DateTime.fromMillis(at('2026-09-25 00:07'), { zone: 'Asia/Shanghai' });
    for (let step = 0; step < 16 * 24; step += 31) {
      const from = start.plus({ hours: step }).toMillis();
      let expected = from;
      while (!isOpen(lunchBreak, expected)) {
        // The next whole minute, as the naive search would look.
        expected = DateTime.fromMillis(expected).startOf('minute').plus({ minutes: 1 }).toMillis();
      }
      expect(nextOpening(lunchBreak, from)).toBe(expected);
    }
  });
});

describe('the hours of one day', () => {
  const twoShifts = [
    { from: 540, to: 720 },
    { from: 810, to: 1080 },
  ];
  const schedule = buildSchedule({
    weekly: { ...buildSchedule().weekly, 1: twoShifts },
    special: new Map([['2026-10-08', []]]),
  });

  it.each([
    ['2026-11-23', twoShifts, 'a Monday with two shifts'],
    ['2026-11-28', [{ from: 600, to: 960 }], 'a Saturday'],
    ['2026-11-29', [], 'a Sunday'],
    ['2026-10-01', [], 'a statutory holiday'],
    ['2026-10-10', twoShifts, 'a make-up workday, worked like a Monday'],
    ['2026-10-08', [], 'a day of its own'],
  ])('on %s are those of %s', (date, hours) => {
    expect(hoursOn(schedule, date)).toEqual(hours);
  });
});
