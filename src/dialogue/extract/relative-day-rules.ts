import type { DateTime } from 'luxon';
import { NUMERAL, readNumeral } from './chinese-number';
import { type DayReading, type DayRule, exactly } from './day-reading';

const NEAR: Readonly<Record<string, number>> = { 昨: -1, 今: 0, 明: 1, 后: 2, 前: -2 };
const WEEKDAYS = '一二三四五六日';
/** How many days, weeks or months. */
const COUNT = `(?<![\\d.${NUMERAL}])(?:\\d{1,3}|[${NUMERAL}]{1,4})`;
const VAGUE: DayReading = { kind: 'no', hint: 'date_vague' };

/** Days by their distance from today, and weekdays. A week begins on Monday: 下周三 is the Wednesday of the next one. */
export const RELATIVE_RULES: readonly DayRule[] = [
  {
    why: 'day word',
    pattern: /(大*)(昨|今|明|后|前)(?:天|日(?!常)|儿个?|[早晚])/gu,
    read: ([all = '', far = '', near = ''], today) => {
      if (far !== '' && near !== '后' && near !== '前') return undefined;
      // 前晚 and 后日 are days, 后晚 and 前日 hardly are; 前儿 no more.
      if (/[后前](?:早|儿)/.test(all)) return undefined;
      const days = (NEAR[near] ?? 0) + (near === '前' ? -far.length : far.length);
      return exactly(today.plus({ days }), today, 1);
    },
  },
  {
    why: 'distance',
    pattern: new RegExp(
      `(?:再?过)?(${COUNT})\\s*个?(天|日|周|星期|礼拜|月)(?:的时间)?(?:以后|之后|过后|后)(?!天)`,
      'gu',
    ),
    read: ([, count = '', unit = ''], today) => away(today, count, unit),
  },
  {
    why: 'distance',
    pattern: new RegExp(`再?过(${COUNT})\\s*个?(天|周|星期|礼拜|月)`, 'gu'),
    // 过两天 is one of these days.
    read: ([all = '', count = '', unit = ''], today) =>
      /过[一两]天/.test(all) ? VAGUE : away(today, count, unit),
  },
  {
    why: 'distance',
    pattern: /(?:再?过)?半个?(月|年)(?:以后|之后|过后|后)/gu,
    read: ([, unit], today) => exactly(today.plus(unit === '月' ? { days: 15 } : { months: 6 }), today),
  },
  {
    why: 'weekday',
    pattern: new RegExp(
      `(?<![${NUMERAL}\\d每双单])(上上|上|这|本|下下|下)?(?:一?个)?(?:周|星期|礼拜)([${WEEKDAYS}天末1-7])(?![\\d次回遍]|常)`,
      'gu',
    ),
    read: ([, week = '', said = ''], today) => onWeekday(today, week, said),
  },
  {
    why: 'no single day',
    pattern: new RegExp(
      `(?:(?:下下|下|这|本|上)一?个?(?:周|星期|礼拜|月)|${COUNT}\\s*个?(?:天|周|星期|月)(?:之|以)?内|月[初中]|[上中下]旬|年[底初中]|改天|最近|近期|尽快|过几天|这几天|这两天|随时|国庆节?|春节|元旦|中秋节?|端午节?|清明节?|劳动节|五一|十一|节后|节前)`,
      'gu',
    ),
    read: () => VAGUE,
  },
];

function away(today: DateTime, said: string, unit: string): DayReading {
  const count = readNumeral(said);
  if (count === undefined || count > 366) return VAGUE;
  const distance =
    unit === '月' ? { months: count } : /[天日]/.test(unit) ? { days: count } : { weeks: count };
  return exactly(today.plus(distance), today);
}

function onWeekday(today: DateTime, week: string, said: string): DayReading {
  const monday = today.startOf('week');
  const inWeek = (weeks: number, weekday: number) => monday.plus({ weeks, days: weekday - 1 });
  const weeks = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 }[week];
  if (said === '末') return weekend(today, inWeek, weeks ?? 0);
  const weekday = /\d/.test(said) ? Number(said) : said === '天' ? 7 : WEEKDAYS.indexOf(said) + 1;
  if (weeks !== undefined) return exactly(inWeek(weeks, weekday), today);
  if (weekday === today.weekday) {
    return { kind: 'which', question: 'date_which_day', days: [today, today.plus({ weeks: 1 })] };
  }
  const here = inWeek(0, weekday);
  return here > today
    ? { kind: 'day', day: here, confidence: 0.95 }
    : { kind: 'day', day: here.plus({ weeks: 1 }), confidence: 0.85 };
}

function weekend(
  today: DateTime,
  inWeek: (weeks: number, weekday: number) => DateTime,
  weeks: number,
): DayReading {
  const days = [inWeek(weeks, 6), inWeek(weeks, 7)].filter((day) => day >= today);
  const [first] = days;
  if (first === undefined) return { kind: 'no', hint: 'date_past' };
  return days.length > 1
    ? { kind: 'which', question: 'date_which_day', days }
    : { kind: 'day', day: first, confidence: 0.9 };
}
