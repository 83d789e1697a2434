import type { PhoneNumber } from 'libphonenumber-js/max';

type Library = typeof import('libphonenumber-js/max');
let library: Library | undefined;

/** What the numbering plans make of a number. Their tables are large and are loaded with the first number. */
export function parsePhoneNumber(text: string, country?: 'CN'): PhoneNumber | undefined {
  library ??= require('libphonenumber-js/max') as Library;
  return library.parsePhoneNumberFromString(text, country);
}
