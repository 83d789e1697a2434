import { type ClockTime, findClockTimes } from './clock-time';
import { ask, type Candidate, type Extraction, found, none } from './extraction';
import { type FoldedText, foldText } from './folded-text';
import { asksSomethingElse } from './other-question';
import { type Minutes, PART, partOf } from './time-words';

/** `HH:MM`, up to `24:00`. `to` is null for a moment rather than a stretch. */
export type TimeSpan = { from: string; to: string | null };

export interface TimeOptions {
  /** When it can be at all, as `HH:MM`: decides between the two meanings of 5点. */
  within?: { from: string; to: string };
}

interface Range {
  from: Minutes;
  to: Minutes | null;
}

interface Hit {
  start: number;
  end: number;
  ranges: Range[];
  why: string;
}

const CONNECTOR = /^\s*(?:到|至|~|-)+\s*$/;
const ALL_DAY = /随时|什么时间都(?:行|可以)|都有(?:空|时间)|全天都/g;

/** Whether a value is what `extractTimeSpan` may find. */
export function isTimeSpan(value: TimeSpan): boolean {
  const [from, to] = [toMinutes(value.from), value.to === null ? undefined : toMinutes(value.to)];
  if (from === undefined || (value.to !== null && to === undefined)) return false;
  return to === undefined || from < to;
}

/**
 * Times and stretches of a day: 上午, 三点半, 15:00, 下午3点-5点, 两点到四点, 3点以后. What can be in the morning and in the
 * afternoon is asked about, unless `within` leaves only one of them.
 */
export function extractTimeSpan(text: string, { within }: TimeOptions = {}): Extraction<TimeSpan> {
  if (asksSomethingElse(text)) return none();
  const folded = foldText(text);
  const { times, invalid } = findClockTimes(folded.text);
  const clocks = pairUp(folded, times);
  if (invalid && clocks.length === 0) return none('time_invalid');
  const parts = findParts(folded).filter((part) => !clocks.some((clock) => overlap(part, clock)));
  const candidates: Candidate<TimeSpan>[] = [];
  const unclear: Range[][] = [];
  for (const hit of [...clocks, ...parts]) {
    const ranges = keepWithin(hit.ranges, within);
    const [only] = ranges;
    if (only !== undefined && ranges.length === 1) {
      const span = folded.span(hit.start, hit.end);
      candidates.push({ value: write(only), span, confidence: 0.95, why: hit.why });
    } else if (ranges.length > 1) unclear.push(ranges);
  }
  if (candidates.length > 0) return found(candidates);
  const [which] = unclear;
  if (which === undefined) return none();
  return ask(
    'time_morning_or_afternoon',
    which.map((range) => ({ label: label(range), value: write(range) })),
  );
}

/** Two times with 到 between them are one stretch; the part of the day of the first holds for the second. */
function pairUp({ text }: FoldedText, times: readonly ClockTime[]): Hit[] {
  const hits: Hit[] = [];
  for (let index = 0; index < times.length; index += 1) {
    const [first, second] = [times[index], times[index + 1]];
    if (first === undefined) continue;
    if (second !== undefined && CONNECTOR.test(text.slice(first.end, second.start))) {
      const ranges = stretches(first, second);
      if (ranges.length > 0) hits.push({ start: first.start, end: second.end, ranges, why: 'from and to' });
      index += 1;
      continue;
    }
    const open = /^\s*(?:钟|左右)?\s*(?:[之以]?(后|前)(?!天)|开始(后)?)/.exec(text.slice(first.end));
    const ranges = first.minutes.map((at): Range => {
      if (open === null) return { from: at, to: null };
      return open[1] === '前' ? { from: 0, to: at } : { from: at, to: 1440 };
    });
    const end = first.end + (open?.[0].length ?? 0);
    // A time without 上午 or minutes may be no time at all (我有两点建议): it has to be all that was said.
    if (first.bare && !isNearlyAll(text, first.start, end)) continue;
    hits.push({
      start: first.start,
      end,
      ranges: ranges.filter(({ from, to }) => to === null || from < to),
      why: 'time',
    });
  }
  return hits;
}

/** For each start the nearest end after it, at most twelve hours away. */
function stretches(first: ClockTime, second: ClockTime): Range[] {
  const all = first.minutes.flatMap((from) =>
    second.minutes
      .concat(second.part === undefined ? second.minutes.map((to) => to + 720) : [])
      .filter((to) => to > from && to - from <= 720 && to <= 1440)
      .sort((a, b) => a - b)
      .slice(0, 1)
      .map((to) => ({ from, to })),
  );
  return all;
}

function findParts({ text }: FoldedText): Hit[] {
  const parts = [...text.matchAll(new RegExp(`(?:${PART})|今晚|明早|明晚`, 'g'))].flatMap((match): Hit[] => {
    const part = partOf(match[0]);
    const end = match.index + match[0].length;
    const refused =
      /(?:不是|不要|别|除了)$/.test(text.slice(0, match.index)) ||
      /^[^,，。]{0,2}(?:不行|不方便|没空|没时间)/.test(text.slice(end));
    return part === undefined || refused
      ? []
      : [{ start: match.index, end, ranges: [{ ...part }], why: 'part of the day' }];
  });
  const any = [...text.matchAll(ALL_DAY)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    ranges: [{ from: 0, to: 1440 }],
    why: 'any time',
  }));
  return parts.length > 0 ? parts : any;
}

const SMALL_WORDS =
  /(?:今天|明天|后天|周.|可以|大概|大约|左右|差不多|应该|我们?|那就?|就|约|在|定|改|到|钟|整|吧|呀|啊|的|来|行|好|请|要|想|上门|谢谢|[\s\p{P}])/gu;

function isNearlyAll(text: string, start: number, end: number): boolean {
  return `${text.slice(0, start)}${text.slice(end)}`.replace(SMALL_WORDS, '') === '';
}

function keepWithin(ranges: readonly Range[], within: TimeOptions['within']): Range[] {
  const [from, to] = [toMinutes(within?.from ?? ''), toMinutes(within?.to ?? '')];
  if (from === undefined || to === undefined || ranges.length < 2) return [...ranges];
  const inside = ranges.filter((range) => range.from >= from && (range.to ?? range.from) <= to);
  return inside.length > 0 ? inside : [...ranges];
}

function overlap(a: Hit, b: Hit): boolean {
  return a.start < b.end && b.start < a.end;
}

function toMinutes(clock: string): Minutes | undefined {
  const [, hour, minute] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(clock) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  return hour === undefined || minutes > 1440 ? undefined : minutes;
}

function toClock(minutes: Minutes): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function write({ from, to }: Range): TimeSpan {
  return { from: toClock(from), to: to === null ? null : toClock(to) };
}

function label({ from, to }: Range): string {
  return to === null ? toClock(from) : `${toClock(from)}-${toClock(to)}`;
}
