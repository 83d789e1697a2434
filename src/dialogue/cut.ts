import { byteLength, cutToBytes } from '../kernel/text';

/** Addresses and links are whole or not at all. */
const UNBREAKABLE = /<a\b[^>]*>[\s\S]*?<\/a>|https?:\/\/[\x21-\x7e]+/giu;
const SENTENCE_END = /[。！？!?；;…]["'”’）)】」]*|\n/gu;
const PHRASE_END = /[，、,：:]|\s/gu;

/** A cut earlier than this share of the room would waste the message. */
const EARLIEST = 0.4;

/**
 * Splits a text that is too long: the first part has at most `maxBytes` bytes in UTF-8 and ends after a sentence, else
 * after a phrase, else anywhere between two characters, never inside an address. Nothing but blanks is lost, and the
 * first part is never empty when there is room for a character.
 */
export function cutAtSentence(text: string, maxBytes: number): { head: string; rest: string } {
  if (byteLength(text) <= maxBytes) return { head: text, rest: '' };
  const room = cutToBytes(text, maxBytes);
  const spans = [...text.matchAll(UNBREAKABLE)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const isInside = (at: number) => spans.some((span) => at > span.from && at < span.to);
  const lastEnd = (pattern: RegExp) =>
    [...room.matchAll(pattern)]
      .map((match) => match.index + match[0].length)
      .findLast((at) => at >= room.length * EARLIEST && !isInside(at));

  const before = spans.find((span) => room.length > span.from && room.length < span.to)?.from;
  const anywhere = before === undefined || room.slice(0, before).trim() === '' ? room.length : before;
  const at = lastEnd(SENTENCE_END) ?? lastEnd(PHRASE_END) ?? anywhere;
  return { head: text.slice(0, at).trimEnd(), rest: text.slice(at).trimStart() };
}
