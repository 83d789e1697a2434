import { simplify } from './simplify';

const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\u20e3/gu;
/** Faces of WeChat as an official account receives them: `[微笑]`, `/::)`, `/:rose`. */
const FACE = String.raw`\[[\p{Script=Han}A-Za-z]{1,6}\]|/:[^\s/\p{Script=Han}]{1,7}`;
const MARK = String.raw`[\p{P}\p{S}\p{Extended_Pictographic}\p{Emoji_Modifier}]`;
const LEADING = new RegExp(`^(?:${FACE}|(?!#)${MARK})+`, 'u');
const AFTER_HASH = new RegExp(`^#(?:${FACE}|${MARK})+`, 'u');
const TRAILING = new RegExp(`(?:${FACE}|${MARK})+$`, 'u');

/** NFKC without blanks and invisible characters, in lower case: punctuation still as it was. */
export function tidy(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replace(INVISIBLE, '').replace(/\s+/gu, '');
  // What stood apart may now combine.
  return plain.normalize('NFKC');
}

/**
 * The form in which whole messages are compared: NFKC (so `＃` is `#`), simplified, lower case, without blanks, and
 * without punctuation, emoji and WeChat faces at the ends. One leading `#` stays, for it marks a command.
 * Empty when nothing was said but symbols.
 */
export function normaliseText(text: string): string {
  return simplify(tidy(text).replace(LEADING, '').replace(AFTER_HASH, '#').replace(TRAILING, ''));
}
