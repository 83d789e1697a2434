import { isToday } from './clock';

const clockTime = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const clockSeconds = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const dayAndTime = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const dayWeekTime = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

export type Instant = number | string;

/** `10:05` today, `11月22日 10:05` otherwise, in Beijing time. */
export function formatTime(at: Instant): string {
  const date = new Date(at);
  return isToday(date) ? clockTime.format(date) : dayAndTime.format(date);
}

export function formatSeconds(at: Instant): string {
  return clockSeconds.format(new Date(at));
}

/** `11/22周日 10:05`, in Beijing time. */
export function formatDay(at: Instant): string {
  return dayWeekTime.format(new Date(at));
}

/** How far a clock is ahead: `3 天 2 小时`, `1 小时 10 分`, `40 秒`. */
export function formatAhead(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), '天'],
    [Math.floor(minutes / 60) % 24, '小时'],
    [minutes % 60, '分'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return said.length === 0 ? `${Math.round(ms / 1000)} 秒` : said.slice(0, 2).join(' ');
}

/** What is left of a window: `47 小时`, `58 分钟`, `42 秒`. */
export function formatRest(ms: number): string {
  if (ms >= 2 * 3_600_000) return `${Math.floor(ms / 3_600_000)} 小时`;
  if (ms >= 120_000) return `${Math.floor(ms / 60_000)} 分钟`;
  return `${Math.max(0, Math.round(ms / 1000))} 秒`;
}

const COLOURS = ['#5b8ff9', '#f6903d', '#7262fd', '#2fa58e', '#e8684a', '#6b7fa3', '#c2729b', '#4d9de0'];

/** A colour that stays with a name. */
export function colourOf(name: string): string {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return COLOURS[sum % COLOURS.length] ?? '#6b7fa3';
}
