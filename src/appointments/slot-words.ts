import { DateTime } from 'luxon';
import { BUSINESS_ZONE } from '../kernel/clock';
import type { Slot } from './slot-grid';

/** Days and slots as followers read and say them. */

/** What a menu shows, what it stands for, and what else people call it. A type, so that it is JSON too. */
export type Choice = { value: string; label: string; aliases: string[] };

const MINUTE_MS = 60_000;
const WEEKDAYS = '一二三四五六日';
const VALUE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})\/(\d{1,4})$/;

/** A slot as a form keeps it: `2026-11-23T09:00/60`, its beginning in Asia/Shanghai and its minutes. */
export function slotValue({ startAt, endAt }: Slot): string {
  return `${local(startAt).toFormat("yyyy-MM-dd'T'HH:mm")}/${(endAt - startAt) / MINUTE_MS}`;
}

/** The slot behind such a value; undefined for anything else. */
export function readSlotValue(value: string): Slot | undefined {
  const [, begin = '', minutes] = VALUE.exec(value) ?? [];
  const start = DateTime.fromISO(begin, { zone: BUSINESS_ZONE });
  if (minutes === undefined || !start.isValid) return undefined;
  return { startAt: start.toMillis(), endAt: start.toMillis() + Number(minutes) * MINUTE_MS };
}

/** `9:00–10:00`, also called 9点, 上午9点, 下午 … */
export function slotChoice(slot: Slot): Choice {
  const start = local(slot.startAt);
  return { value: slotValue(slot), label: describeSpan(slot), aliases: timeWords(start.hour, start.minute) };
}

/** `11月23日 周一` */
export function dayChoice(day: string): Choice {
  return { value: day, label: describeDay(day), aliases: [] };
}

/** `11月23日 周一` */
export function describeDay(day: string): string {
  const date = DateTime.fromISO(day, { zone: BUSINESS_ZONE });
  return `${date.month}月${date.day}日 周${WEEKDAYS[date.weekday - 1]}`;
}

/** `11月23日 周一 9:00–10:00` */
export function describeSlot(slot: Slot): string {
  return `${describeDay(local(slot.startAt).toFormat('yyyy-MM-dd'))} ${describeSpan(slot)}`;
}

/** `11-23 15:04`, or `—` for what has not happened. */
export function describeInstant(at: number | null): string {
  return at === null ? '—' : local(at).toFormat('MM-dd HH:mm');
}

function describeSpan({ startAt, endAt }: Slot): string {
  return `${local(startAt).toFormat('H:mm')}–${local(endAt).toFormat('H:mm')}`;
}

/** Which part of the day, and the hour as people say it: 15:30 is 下午3点半. */
function timeWords(hour: number, minute: number): string[] {
  const part = hour < 12 ? '上午' : hour < 18 ? '下午' : '晚上';
  const clock = hour > 12 ? hour - 12 : hour;
  const rests = minute === 0 ? ['点', '点整'] : minute === 30 ? ['点半', '点30'] : [`点${minute}`];
  const hours = [String(clock), NUMERALS[clock] ?? ''].filter((word) => word !== '');
  const spoken = rests.flatMap((rest) => hours.map((said) => `${said}${rest}`));
  const written = `${clock}:${String(minute).padStart(2, '0')}`;
  const long = `${hour}:${String(minute).padStart(2, '0')}`;
  const exact = hour > 12 ? rests.map((rest) => `${hour}${rest}`) : [];
  return [...new Set([part, ...spoken, ...spoken.map((word) => part + word), written, long, ...exact])];
}

const NUMERALS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

function local(at: number): DateTime {
  return DateTime.fromMillis(at, { zone: BUSINESS_ZONE });
}
