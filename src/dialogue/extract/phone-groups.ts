import { toDigits } from './chinese-number';

/** Digits that stand together; `start` and `end` are places in the folded text. */
export interface DigitGroup {
  digits: string;
  start: number;
  end: number;
}

/** Groups with nothing but a blank or a dash between them. */
export interface DigitRun {
  groups: DigitGroup[];
  /** Written in Chinese digits, at least in part. */
  spoken: boolean;
}

const SEPARATOR = String.raw`[ \t\-./·()]{1,3}`;
const ARABIC = new RegExp(String.raw`\+?\d+(?:${SEPARATOR}\d+)*`, 'g');
const SPOKEN_LETTER = '[0-9零〇一幺二三四五六七八九]';
const SPOKEN = new RegExp(`\\+?${SPOKEN_LETTER}+(?:${SEPARATOR}${SPOKEN_LETTER}+)*`, 'g');
/** A number glued to Latin letters is a serial number or a code, unless the letters say phone. */
const GLUED_BEFORE = /[A-Za-z_@]$/;
const PHONE_WORD_BEFORE = /(?<![A-Za-z])(?:tel|phone|mobile|mob|wechat|wx)$/i;
const TICKET_NUMBER = /^\d{6}-\d{5,}$/;

/** Runs of digits that may be or contain a phone number; Chinese digits only where the Arabic ones do not suffice. */
export function findDigitRuns(text: string): DigitRun[] {
  const arabic = collect(text, ARABIC, /\+?\d+/g, false);
  const spoken = collect(text, SPOKEN, new RegExp(`\\+?${SPOKEN_LETTER}+`, 'g'), true).filter(
    ({ groups }) =>
      count(groups) >= 7 && groups.some(({ start, end }) => /[^\d+]/.test(text.slice(start, end))),
  );
  // 周一13800000000: the Arabic digits alone are the number.
  const complete = arabic.filter(({ groups }) => count(groups) >= 11);
  return complete.length > 0 ? arabic : [...spoken, ...arabic];
}

/**
 * Joins neighbouring groups wherever together they are what `accepts` takes, from left to right, each group once:
 * `138 0000 0000` is one number, `13800000000 13900000000` are two.
 */
export function joinGroups(run: DigitRun, accepts: (digits: string) => boolean): DigitGroup[] {
  const joined: DigitGroup[] = [];
  let first = 0;
  while (first < run.groups.length) {
    const match = joinFrom(run.groups, first, accepts);
    if (match !== undefined) joined.push(match.group);
    first = match === undefined ? first + 1 : match.next;
  }
  return joined;
}

const LONGEST = 16;

function joinFrom(groups: readonly DigitGroup[], first: number, accepts: (digits: string) => boolean) {
  let digits = '';
  for (let last = first; last < groups.length && digits.length <= LONGEST; last += 1) {
    const [from, to] = [groups[first], groups[last]];
    if (from === undefined || to === undefined) return undefined;
    digits += to.digits;
    if (accepts(digits)) return { group: { digits, start: from.start, end: to.end }, next: last + 1 };
  }
  return undefined;
}

function collect(text: string, runs: RegExp, group: RegExp, spoken: boolean): DigitRun[] {
  const collected: DigitRun[] = [];
  for (const run of text.matchAll(runs)) {
    const before = text.slice(Math.max(0, run.index - 8), run.index);
    const after = text[run.index + run[0].length] ?? '';
    const glued = GLUED_BEFORE.test(before) && !PHONE_WORD_BEFORE.test(before);
    if (glued || /[A-Za-z@_]/.test(after) || TICKET_NUMBER.test(run[0])) continue;
    const groups = [...run[0].matchAll(group)].map((match) => ({
      digits: toDigits(match[0]),
      start: run.index + match.index,
      end: run.index + match.index + match[0].length,
    }));
    collected.push({ groups, spoken });
  }
  return collected;
}

function count(groups: readonly DigitGroup[]): number {
  return groups.reduce((sum, { digits }) => sum + digits.length, 0);
}
