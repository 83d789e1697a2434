import { getYearLeapMonth, monthDays } from 'chinese-days';
import { DateTime } from 'luxon';

/**
 * The statutory holidays that the law itself fixes (全国年节及纪念日放假办法, in force since 2025-01-01): 元旦 1 day,
 * 春节 4 days from 除夕, 清明, 劳动节 2 days, 端午, 中秋, 国庆节 3 days. How they are joined with weekends is announced
 * year by year and is not known here.
 */
export function fixedHolidays(year: number): Map<string, string> {
  const newYear = lunarDate(year, 1, 1);
  const days: [string, DateTime][] = [
    ['元旦', DateTime.utc(year, 1, 1)],
    ...[-1, 0, 1, 2].map((offset): [string, DateTime] => ['春节', newYear.plus({ days: offset })]),
    ['清明节', DateTime.utc(year, 4, pureBrightness(year))],
    ['劳动节', DateTime.utc(year, 5, 1)],
    ['劳动节', DateTime.utc(year, 5, 2)],
    ['端午节', lunarDate(year, 5, 5)],
    ['中秋节', lunarDate(year, 8, 15)],
    ...[1, 2, 3].map((day): [string, DateTime] => ['国庆节', DateTime.utc(year, 10, day)]),
  ];
  return new Map(days.map(([name, day]) => [day.toFormat('yyyy-MM-dd'), name]));
}

/** 2026-02-17 is the first day of the lunar year 2026. */
const ANCHOR = { year: 2026, date: DateTime.utc(2026, 2, 17) };

/**
 * A day of the lunar calendar, counted from the anchor with the month lengths of `chinese-days`. Its own conversion
 * goes through the process's time zone and is a day off in the west; ICU's has the new year of 2027 on the wrong day.
 */
function lunarDate(year: number, month: number, day: number): DateTime {
  let start = ANCHOR.date;
  for (let other = ANCHOR.year; other < year; other += 1) start = start.plus({ days: lunarYearDays(other) });
  for (let other = ANCHOR.year - 1; other >= year; other -= 1)
    start = start.minus({ days: lunarYearDays(other) });
  const leap = getYearLeapMonth(year);
  let offset = day - 1;
  for (let other = 1; other < month; other += 1) {
    offset += monthDays(year, other);
    if (leap.leapMonth === other) offset += leap.days;
  }
  return start.plus({ days: offset });
}

function lunarYearDays(year: number): number {
  let days = getYearLeapMonth(year).days;
  for (let month = 1; month <= 12; month += 1) days += monthDays(year, month);
  return days;
}

/** Day of April of 清明, by the usual formula for the years 2000–2099. */
function pureBrightness(year: number): number {
  const y = year % 100;
  return Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4);
}
