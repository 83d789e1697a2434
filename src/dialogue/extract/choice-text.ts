import { DamerauLevenshteinDistance, DiceCoefficient } from 'natural/lib/natural/distance';
import { normaliseText } from '../normalise';
import { NUMERAL, readNumeral } from './chinese-number';

const NUMERALS = new RegExp(`[${NUMERAL}]+`, 'g');

/** The form in which labels are compared: normalised, without punctuation, Chinese numbers in digits (`星云一号` → `星云1号`). */
export function choiceKey(text: string): string {
  return normaliseText(text)
    .replace(/[^\p{L}\p{N}.+#]/gu, '')
    .replace(NUMERALS, (numeral) => String(readNumeral(numeral) ?? numeral));
}

/** Every place where `part` stands in `whole` without cutting through a number or a Latin word: not `X1` in `X10`. */
export function findWhole(whole: string, part: string): number[] {
  const places: number[] = [];
  if (part === '') return places;
  for (let at = whole.indexOf(part); at !== -1; at = whole.indexOf(part, at + 1)) {
    if (!cutsThrough(whole, at) && !cutsThrough(whole, at + part.length)) places.push(at);
  }
  return places;
}

function cutsThrough(text: string, at: number): boolean {
  const [before, after] = [text[at - 1] ?? '', text[at] ?? ''];
  return /[\d.]/.test(before) ? /[\d.]/.test(after) : /[a-z]/.test(before) && /[a-z]/.test(after);
}

/** 0–1; 0 whenever the numbers differ, for `X1` and `X2` are not a slip of each other. */
export function similarity(said: string, label: string): number {
  const numbers = (text: string) => (text.match(/\d+(?:\.\d+)?/g) ?? []).join(' ');
  if (numbers(said) !== numbers(label)) return 0;
  const longer = Math.max(said.length, label.length);
  if (longer === 0) return 0;
  const edits = 1 - DamerauLevenshteinDistance(said, label, { restricted: true }) / longer;
  return Math.max(edits, (edits + DiceCoefficient(said, label)) / 2);
}
