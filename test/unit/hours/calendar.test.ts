import { execFileSync } from 'node:child_process';
import { buildCalendar, calendarWarnings, isOpen } from '../../../src/hours';
import { fixedHolidays } from '../../../src/hours/fixed-holidays';
import { at, buildSchedule } from './build-schedule';

describe('the calendar', () => {
  it.each([
    ['2026-10-01', 'holiday'],
    ['2026-10-07', 'holiday'],
    ['2026-10-08', 'ordinary'],
    ['2026-10-10', 'makeup'],
    ['2026-02-16', 'holiday'],
  ])('knows the announced day %s as %s', (date, kind) => {
    expect(buildCalendar().kindOf(date)).toBe(kind);
  });

  it('counts only the holidays fixed by law in a year without data', () => {
    const calendar = buildCalendar();
    expect(calendar.knows(2031)).toBe(false);
    const holidays = [...fixedHolidays(2031).keys()];
    expect(holidays.every((date) => calendar.kindOf(date) === 'holiday')).toBe(true);
    expect(calendar.kindOf('2031-10-06')).toBe('ordinary');
    expect(isOpen(buildSchedule(), at('2031-05-01 12:00'))).toBe(false);
  });

  it('lets the operator add a year, replace a year, and change single days', () => {
    const calendar = buildCalendar({
      years: new Map([
        [2031, { holidays: new Set(['2031-10-06']), makeup: new Set(['2031-10-11']) }],
        [2026, { holidays: new Set(['2026-10-01']), makeup: new Set<string>() }],
      ]),
      days: new Map([
        ['2031-10-11', 'ordinary'],
        ['2025-12-31', 'holiday'],
      ]),
    });
    expect(calendar.knows(2031)).toBe(true);
    expect(calendar.kindOf('2031-10-06')).toBe('holiday');
    expect(calendar.kindOf('2031-10-01')).toBe('ordinary');
    expect(calendar.kindOf('2031-10-11')).toBe('ordinary');
    expect(calendar.kindOf('2026-10-02')).toBe('ordinary');
    expect(calendar.kindOf('2025-12-31')).toBe('holiday');
  });
});

describe('fixedHolidays', () => {
  // 除夕 to 初三, 清明, 端午, 中秋 of the published almanacs.
  it.each([
    [2027, '2027-02-05', '2027-02-08', '2027-04-05', '2027-06-09', '2027-09-15'],
    [2028, '2028-01-25', '2028-01-28', '2028-04-04', '2028-05-28', '2028-10-03'],
    [2031, '2031-01-22', '2031-01-25', '2031-04-05', '2031-06-24', '2031-10-01'],
    [2033, '2033-01-30', '2033-02-02', '2033-04-04', '2033-06-01', '2033-09-08'],
    [2025, '2025-01-28', '2025-01-31', '2025-04-04', '2025-05-31', '2025-10-06'],
  ])('has the moving holidays of %s', (year, eve, third, brightness, dragon, moon) => {
    const days = [...fixedHolidays(year)];
    const spring = days.filter(([, name]) => name === '春节').map(([date]) => date);
    expect([spring[0], spring.at(-1), spring.length]).toEqual([eve, third, 4]);
    const on = (name: string) => days.find(([, other]) => other === name)?.[0];
    expect(on('清明节')).toBe(brightness);
    expect(on('端午节')).toBe(dragon);
    // In 2031 the mid-autumn day is the national day itself, and the later name stands.
    expect(fixedHolidays(year).has(moon)).toBe(true);
  });

  it('does not depend on the time zone of the process', () => {
    const script = `
      const { getYearLeapMonth, monthDays } = require('chinese-days');
      console.log(JSON.stringify([2027, 2028, 2033].map((y) => [getYearLeapMonth(y).days, monthDays(y, 1), monthDays(y, 8)])));`;
    const run = (TZ: string) =>
      execFileSync(process.execPath, ['-e', script], { env: { ...process.env, TZ } }).toString();
    expect(run('America/Los_Angeles')).toBe(run('Asia/Shanghai'));
  });
});

describe('calendarWarnings', () => {
  it('tells the operator which year is missing, the next one from November on', () => {
    const calendar = buildCalendar({
      years: new Map([[2040, { holidays: new Set(), makeup: new Set() }]]),
      days: new Map(),
    });
    expect(calendarWarnings(calendar, at('2040-10-31 12:00'))).toEqual([]);
    expect(calendarWarnings(calendar, at('2040-11-01 12:00')).map(({ year }) => year)).toEqual([2041]);
    expect(calendarWarnings(calendar, at('2041-03-01 12:00')).map(({ year }) => year)).toEqual([2041]);
    expect(calendarWarnings(calendar, at('2041-03-01 12:00'))[0]?.message).toContain('holidays.yaml');
  });
});
