import { cleanText } from '../clean-text';

/** A string (skipped whole) or a number of a JSON text. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const INTEGER = /^-?\d+$/;

/**
 * Reads an answer of the platform. Whole numbers that JavaScript cannot hold exactly (a `msgid` has 64 bits) become
 * texts. Throws SyntaxError.
 */
export function parsePlatformJson(text: string): unknown {
  const exact = text.replace(TOKEN, (token) =>
    INTEGER.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
  return JSON.parse(exact);
}

/** A body as the platform wants it: raw UTF-8, never `\uXXXX` (errcode 40033). Absent properties are left out. */
export function writePlatformJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (typeof item === 'string' ? cleanText(item) : item));
}
