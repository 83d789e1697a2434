/** Control characters but tab, line feed and carriage return, lone surrogates, and the non-characters of XML. */
const UNSENDABLE = /[^\t\n\r\P{Cc}]|[\p{Cs}\ufffe\uffff]/gu;

/**
 * The text without what the platform cannot take: XML has no place for it, and JSON would write it as `\uXXXX`,
 * which the API refuses (errcode 40033).
 */
export function cleanText(text: string): string {
  return text.replace(UNSENDABLE, '');
}
