import { NUMERAL } from './chinese-number';

/** Minutes since midnight; 1440 is the end of the day. */
export type Minutes = number;

/** A part of the day: its bounds, and which of the two clock times an hour in it means. */
export interface PartOfDay {
  from: Minutes;
  to: Minutes;
}

const hours = (from: number, to: number): PartOfDay => ({ from: from * 60, to: to * 60 });

/** What followers call the parts of a day. 上午 and 下午 are those of an office. */
export const PARTS_OF_DAY: Readonly<Record<string, PartOfDay>> = {
  凌晨: hours(0, 6),
  清晨: hours(5, 8),
  早晨: hours(6, 9),
  早上: hours(6, 9),
  一早: hours(6, 9),
  上午: hours(8, 12),
  中午: hours(11, 14),
  午后: hours(12, 18),
  下午: hours(12, 18),
  傍晚: hours(17, 19),
  晚上: hours(18, 24),
  夜里: hours(18, 24),
  半夜: hours(0, 6),
  全天: hours(0, 24),
  整天: hours(0, 24),
};
export const PART = Object.keys(PARTS_OF_DAY).join('|');

/** Groups: part or am/pm in front, hour, minutes in words or figures, am/pm behind. */
const HOUR = `\\d{1,2}|[${NUMERAL}]{1,3}`;
const MINUTES = `(?:点钟?|时|:)(?:(半|[123一二三]刻|整|[0-5]\\d|[${NUMERAL}]{2,3})分?)?`;
export const CLOCK = `(?:(${PART}|[早晚]|今晚|明早|明晚)的?\\s*)?(?<![\\d${NUMERAL}.])(${HOUR})\\s*(?:${MINUTES}|(?=\\s*[ap]\\.?m))\\s*([ap]\\.?m\\.?)?(?![\\d])`;

export function partOf(word: string): PartOfDay | undefined {
  const name = /[早]$/.test(word) ? '早上' : /[晚]$/.test(word) && word !== '傍晚' ? '晚上' : word;
  return PARTS_OF_DAY[name];
}

/** The hour 0–24 that a part of the day makes of a spoken one; undefined when they contradict each other. */
export function hourIn(word: string, hour: number): number | undefined {
  if (hour > 24) return undefined;
  if (/^(?:凌晨|半夜)$/.test(word)) return hour === 12 ? 0 : hour <= 6 ? hour : undefined;
  if (/早|清晨|上午/.test(word)) return hour <= 12 ? hour : undefined;
  if (word === '中午')
    return hour >= 10 ? (hour <= 14 ? hour : undefined) : hour <= 2 ? hour + 12 : undefined;
  if (/[下午后]|傍晚/.test(word)) return hour < 12 ? hour + 12 : hour < 20 ? hour : undefined;
  // 晚上12点 ends the day, 晚上1点 belongs to the next one.
  if (hour === 12) return 24;
  return hour >= 5 && hour < 12 ? hour + 12 : hour >= 17 ? hour : undefined;
}
