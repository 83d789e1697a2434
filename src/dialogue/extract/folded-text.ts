import { simplify } from '../simplify';
import type { Span } from './extraction';

const IGNORABLE = /^\p{Default_Ignorable_Code_Point}$/u;

/**
 * A text in the form in which patterns read it, that still knows where each character came from: NFKC (`１３８` is `138`,
 * `＠` is `@`, `：` is `:`), simplified characters, no invisible ones, dashes of all kinds as `-`. Case stays.
 */
export interface FoldedText {
  raw: string;
  text: string;
  /** The place in the raw text of `[start, end)` of the folded one. */
  span(start: number, end: number): Span;
  /** The raw words of `[start, end)` of the folded text. */
  slice(start: number, end: number): string;
}

export function foldText(raw: string): FoldedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  let at = 0;
  for (const character of raw) {
    if (!IGNORABLE.test(character)) {
      const plain = character.normalize('NFKC').replace(/[‐-―−]/gu, '-');
      for (let unit = 0; unit < plain.length; unit += 1) {
        starts.push(at);
        ends.push(at + character.length);
      }
      text += plain;
    }
    at += character.length;
  }
  const simple = simplify(text);
  const span = (start: number, end: number): Span =>
    start >= end
      ? [starts[start] ?? raw.length, starts[start] ?? raw.length]
      : [starts[start] ?? 0, ends[end - 1] ?? raw.length];
  return {
    raw,
    // Some phrases change their length; places matter more than their traditional forms.
    text: simple.length === text.length ? simple : text,
    span,
    slice: (start, end) => raw.slice(...span(start, end)),
  };
}

/** The whole text without the blanks at its ends, as a span. */
export function trimmedSpan(raw: string): Span {
  const start = raw.length - raw.trimStart().length;
  return [start, Math.max(start, raw.trimEnd().length)];
}
