import { DateTime } from 'luxon';
import { BUSINESS_ZONE } from '../../kernel/clock';
import { CALENDAR_RULES } from './calendar-rules';
import type { DayReading } from './day-reading';
import { ask, type Candidate, type Extraction, found, none } from './extraction';
import { type FoldedText, foldText, trimmedSpan } from './folded-text';
import { readWithChrono } from './foreign-dates';
import { asksSomethingElse } from './other-question';
import { RELATIVE_RULES } from './relative-day-rules';

export interface DateOptions {
  /** What 今天 is relative to, in epoch milliseconds. */
  now: number;
  /** Default Asia/Shanghai. */
  zone?: string;
}

interface Hit {
  start: number;
  end: number;
  why: string;
  reading: DayReading;
}

const RULES = [...CALENDAR_RULES, ...RELATIVE_RULES];
const REFUSED_BEFORE = /(?:不是|不要|不能|不想|不选|除了|别|不)$/;
const REFUSED_BEHIND = /^[^,，。;；]{0,3}?(?:不行|不可以|不方便|没空|没时间|没有时间|不在|不要|不能|有事)/;
const OPEN_END = /^\s*(?:[之以](?:前|后|内)|前(?!台)|后(?!天)|内)/;
const CONNECTOR = /^\s*(?:到|至|~|-)\s*$/;

/** Whether a value is a day as `extractDate` writes it: `2025-12-01`. */
export function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && DateTime.fromISO(value, { zone: 'utc' }).isValid;
}

/**
 * Days to come in a text, as `2025-12-01`: 今天, 周五, 下周三, 12月1日, 12.1, 1号, 月底, 三天后. A weekday said on that very
 * weekday and a date that has just passed are asked about; stretches, festivals and days gone by are refused with a hint.
 */
export function extractDate(text: string, { now, zone = BUSINESS_ZONE }: DateOptions): Extraction<string> {
  const today = DateTime.fromMillis(now, { zone }).startOf('day');
  if (!today.isValid) return none();
  if (asksSomethingElse(text)) return none();
  const folded = foldText(text);
  const all = dropEchoes(findHits(folded, today));
  if (all.some((hit, index) => isRange(folded, hit, all[index + 1]))) return none('date_range');
  const hits = all.filter((hit) => !isRefused(folded, hit));

  const days = hits.flatMap((hit) => toCandidate(folded, hit));
  if (days.length > 0) return found(days);
  const unclear = hits.map(({ reading }) => reading).find(({ kind }) => kind === 'which');
  if (unclear?.kind === 'which') return askWhich(unclear);
  const refusal = hits.map(({ reading }) => reading).find(({ kind }) => kind === 'no');
  if (refusal?.kind === 'no') return none(refusal.hint);
  if (all.length > 0) return none();

  const other = readWithChrono(folded, today);
  if (other === undefined) return none();
  if (other < today) return none('date_past');
  return found([{ value: other.toISODate() ?? '', span: trimmedSpan(text), confidence: 0.7, why: 'chrono' }]);
}

/** All readings, of which the longer ones hide the shorter within or across them; in the order of the text. */
function findHits({ text }: FoldedText, today: DateTime): Hit[] {
  const hits = RULES.flatMap(({ pattern, read, why }) =>
    [...text.matchAll(pattern)].flatMap((match): Hit[] => {
      const reading = read(match, today);
      const end = match.index + match[0].length;
      return reading === undefined
        ? []
        : [{ start: match.index, end, why, reading: sharpen(text, match[0], reading) }];
    }),
  );
  const kept: Hit[] = [];
  for (const hit of hits.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)) {
    if (!kept.some(({ start, end }) => hit.start < end && start < hit.end)) kept.push(hit);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** Words that are the whole message mean what they say: `12.1`. */
function sharpen(text: string, words: string, reading: DayReading): DayReading {
  return reading.kind === 'day' && text.trim() === words.trim()
    ? { ...reading, confidence: Math.max(reading.confidence, 0.9) }
    : reading;
}

/** 12月5日(周五), 明天周六: the weekday only repeats the date. */
function dropEchoes(hits: readonly Hit[]): Hit[] {
  const weekdays = (hit: Hit) =>
    hit.reading.kind === 'which' ? hit.reading.days : hit.reading.kind === 'day' ? [hit.reading.day] : [];
  const echoes = (hit: Hit) =>
    hit.why === 'weekday' &&
    hits.some(
      ({ why, reading }) =>
        why !== 'weekday' &&
        reading.kind === 'day' &&
        weekdays(hit).some(({ weekday }) => weekday === reading.day.weekday),
    );
  return hits.filter((hit) => !echoes(hit));
}

function isRange({ text }: FoldedText, hit: Hit, next: Hit | undefined): boolean {
  return next !== undefined && CONNECTOR.test(text.slice(hit.end, next.start));
}

function isRefused({ text }: FoldedText, { start, end }: Hit): boolean {
  return (
    REFUSED_BEFORE.test(text.slice(Math.max(0, start - 2), start)) ||
    REFUSED_BEHIND.test(text.slice(end, end + 12))
  );
}

function toCandidate(folded: FoldedText, { start, end, reading, why }: Hit): Candidate<string>[] {
  if (reading.kind !== 'day' || OPEN_END.test(folded.text.slice(end))) return [];
  const value = reading.day.toISODate();
  return value === null
    ? []
    : [{ value, span: folded.span(start, end), confidence: reading.confidence, why }];
}

function askWhich({ question, days }: Extract<DayReading, { kind: 'which' }>): Extraction<string> {
  return ask(
    question,
    days.map((day) => ({
      label: `${day.year}年${day.month}月${day.day}日 周${'一二三四五六日'[day.weekday - 1]}`,
      value: day.toISODate() ?? '',
    })),
  );
}
