import { readNumeral } from './chinese-number';
import { CLOCK, hourIn, type Minutes, PART } from './time-words';

/** One time of day in a text; two `minutes` when it can be before and after noon. */
export interface ClockTime {
  start: number;
  end: number;
  minutes: Minutes[];
  /** 上午, 下午, pm … that was said with it or carried over to it. */
  part: string | undefined;
  /** Nothing but an hour and 点: 两点 may as well count things. */
  bare: boolean;
}

const QUARTERS: Readonly<Record<string, number>> = { 一: 15, 二: 30, 三: 45, '1': 15, '2': 30, '3': 45 };
/** 两三点 is about two. */
const UNSURE = /^[^十\d]{2,}$/;
/** 3-5点, 下午3到5点: the first hour borrows its 点 from the second. */
const SHORT_RANGE = new RegExp(
  `(${PART})?\\s*(?<![\\d.:一二三四五六七八九十])(\\d{1,2}|[一二两三四五六七八九十]{1,2})\\s*(?=(?:到|至|-|~)\\s*(?:${PART})?\\s*(?:\\d{1,2}|[一二两三四五六七八九十]{1,2})\\s*(?:点|时|[ap]m))`,
  'gi',
);

/** All times of day in a folded text, in its order; `invalid` when something looked like one and cannot be. */
export function findClockTimes(text: string): { times: ClockTime[]; invalid: boolean } {
  let invalid = false;
  const times: ClockTime[] = [];
  for (const match of text.matchAll(new RegExp(CLOCK, 'gi'))) {
    const time = readTime(match, text);
    if (time === undefined) invalid ||= !/^[零〇一二两三四五六七八九十]/.test(match[0]);
    else if (time !== null) times.push(time);
  }
  for (const match of text.matchAll(SHORT_RANGE)) {
    const end = match.index + match[0].trimEnd().length;
    if (times.some((time) => match.index < time.end && time.start < end)) continue;
    const hour = readNumeral(match[2] ?? '');
    const minutes = hour === undefined ? [] : minutesOf(hour, 0, match[1], false);
    if (minutes.length > 0) times.push({ start: match.index, end, minutes, part: match[1], bare: false });
  }
  times.sort((a, b) => a.start - b.start);
  return { times: times.map((time, index) => carryOver(times[index - 1], time, text)), invalid };
}

/** Null when the words count something, undefined when there is no such time. */
function readTime(match: RegExpMatchArray, text: string): ClockTime | null | undefined {
  const [all, before, said = '', detail, behind] = match;
  const start = match.index ?? 0;
  const hour = readNumeral(said);
  const minute = readMinute(detail);
  const part = behind === undefined ? before : behind.toLowerCase().startsWith('a') ? '上午' : '下午';
  const figures = text.slice(start, start + all.length).includes(':');
  if (
    hour === undefined ||
    minute === undefined ||
    UNSURE.test(said) ||
    hour > 24 ||
    (figures && detail === undefined)
  )
    return undefined;
  // 一点点, 一点儿, 两点问题: an amount.
  const words = all.trimEnd();
  const rest = text.slice(start + words.length);
  const amount = /^(?:[建意问要]|儿)/.test(rest) || (said === '一' && /^[点都也不小]/.test(rest));
  const bare = part === undefined && detail === undefined && !figures;
  if (bare && amount) return null;
  const exact = figures && (said.length === 2 || hour > 12 || hour === 0);
  const minutes = exact && part === undefined ? [hour * 60 + minute] : minutesOf(hour, minute, part, figures);
  const within = minutes.filter((at) => at <= 1440);
  return within.length === 0 ? undefined : { start, end: start + words.length, minutes: within, part, bare };
}

/** The readings of an hour, early one first. Seven to eleven in figures (`9:30`) are written as a day is planned. */
function minutesOf(hour: number, minute: number, part: string | undefined, figures: boolean): Minutes[] {
  if (part !== undefined) {
    const sure = hourIn(part, hour);
    return sure === undefined ? [] : [sure * 60 + minute];
  }
  if (hour === 0 || hour >= 12 || (figures && hour >= 7)) return hour > 24 ? [] : [hour * 60 + minute];
  return [hour * 60 + minute, (hour + 12) * 60 + minute];
}

function readMinute(detail: string | undefined): number | undefined {
  if (detail === undefined || detail === '整') return 0;
  if (detail === '半') return 30;
  if (detail.endsWith('刻')) return QUARTERS[detail.slice(0, 1)];
  const minute = readNumeral(detail);
  return minute !== undefined && minute < 60 ? minute : undefined;
}

/** 下午3点到5点: the part of the day holds for both, where the second would otherwise come first. */
function carryOver(previous: ClockTime | undefined, time: ClockTime, text: string): ClockTime {
  if (previous?.part === undefined || time.part !== undefined || time.minutes.length < 2) return time;
  if (!/^\s*(?:到|至|~|-)+\s*$/.test(text.slice(previous.end, time.start))) return time;
  const [start = 0] = previous.minutes;
  const later = time.minutes.filter((at) => at > start).slice(0, 1);
  return later.length === 0 ? time : { ...time, minutes: later, part: previous.part };
}
