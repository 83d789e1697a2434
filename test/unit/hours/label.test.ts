import {
  describeHolidays,
  describe as describeSchedule,
  formatOpening,
  type Schedule,
} from '../../../src/hours';
import { at, buildSchedule } from './build-schedule';

const nine = [{ from: 540, to: 1020 }];
const wholeDay = [{ from: 0, to: 1440 }];
const week = (changes: Partial<Schedule['weekly']>): Schedule =>
  buildSchedule({ weekly: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [], ...changes } });

describe('describe', () => {
  it.each([
    ['周一至周五 9:00–18:00，周六 10:00–16:00', buildSchedule()],
    ['周一、周三至周五 9:00–17:00', week({ 1: nine, 3: nine, 4: nine, 5: nine })],
    ['周六、周日 9:00–17:00', week({ 6: nine, 7: nine })],
    [
      '周二 8:00–11:30、13:05–17:00',
      week({
        2: [
          { from: 480, to: 690 },
          { from: 785, to: 1020 },
        ],
      }),
    ],
    ['每天 9:00–17:00', week({ 1: nine, 2: nine, 3: nine, 4: nine, 5: nine, 6: nine, 7: nine })],
    ['周五 全天', week({ 5: wholeDay })],
    ['暂停服务', week({})],
  ])('writes %s', (label, schedule) => {
    expect(describeSchedule(schedule)).toBe(label);
  });

  // @covers S4-09
  it('writes 7×24 小时 only for a service that also opens on holidays', () => {
    const weekly = {
      1: wholeDay,
      2: wholeDay,
      3: wholeDay,
      4: wholeDay,
      5: wholeDay,
      6: wholeDay,
      7: wholeDay,
    };
    expect(describeSchedule(buildSchedule({ weekly, holidays: 'as_usual' }))).toBe('7×24 小时');
    expect(describeSchedule(buildSchedule({ weekly, holidays: [] }))).toBe('每天 全天');
  });
});

describe('describeHolidays', () => {
  const known = at('2026-11-20 12:00');
  const unknown = at('2041-11-20 12:00');

  it('says what holds on holidays', () => {
    expect(describeHolidays(buildSchedule(), known)).toBe('法定节假日休息');
    expect(describeHolidays(buildSchedule({ holidays: nine }), known)).toBe('法定节假日 9:00–17:00');
    expect(describeHolidays(buildSchedule({ holidays: 'as_usual' }), unknown)).toBe('');
  });

  it('points to the notice in a year whose arrangement is not known', () => {
    expect(describeHolidays(buildSchedule(), unknown)).toBe('法定节假日休息，节假日安排以通知为准');
  });
});

describe('formatOpening', () => {
  const wednesday = at('2026-11-18 20:00');

  it.each([
    ['2026-11-18 21:30', '今天 21:30'],
    ['2026-11-19 09:00', '明天 9:00'],
    ['2026-11-20 09:00', '后天 9:00'],
    ['2026-11-21 10:00', '周六 10:00'],
    ['2026-11-23 09:05', '下周一 9:05'],
    ['2026-11-29 09:00', '下周日 9:00'],
    ['2026-11-30 09:00', '11月30日 9:00'],
    ['2027-01-04 09:00', '2027年1月4日 9:00'],
  ])('writes %s as %s on a Wednesday evening', (opening, label) => {
    expect(formatOpening(at(opening), wednesday)).toBe(label);
  });

  it('counts calendar days, not hours', () => {
    expect(formatOpening(at('2026-11-19 00:30'), at('2026-11-18 23:50'))).toBe('明天 0:30');
  });

  it('keeps week and year apart at the turn of the year', () => {
    expect(formatOpening(at('2027-01-04 09:00'), at('2026-12-30 20:00'))).toBe('下周一 9:00');
  });
});
