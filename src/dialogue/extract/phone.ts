import { type Candidate, type ExtractHint, type Extraction, found, none } from './extraction';
import { type FoldedText, foldText } from './folded-text';
import { findLandlines } from './landline';
import { type DigitRun, findDigitRuns, joinGroups } from './phone-groups';
import { parsePhoneNumber } from './phone-library';

export interface PhoneOptions {
  /** Also take landline and 400 numbers (as `0731-89572759`, `400-666-1234`, an extension behind `转`). Default: no. */
  landline?: boolean;
}

const MOBILE = /^1[3-9]\d{9}$/;
const COUNTRY_CODE = /^(?:\+|00)?86(?=1[3-9]\d{9}$)/;

/** Whether a value is what `extractPhone` may find. */
export function isPhone(value: string, { landline = false }: PhoneOptions = {}): boolean {
  if (MOBILE.test(value)) return true;
  return (
    landline && findLandlines(foldText(value)).some(({ span }) => span[0] === 0 && span[1] === value.length)
  );
}

/**
 * Chinese phone numbers anywhere in a text: with blanks, dashes, +86, in Chinese digits. The value of a mobile number is
 * its eleven digits. Every number 1[3-9]… counts, also of segments that libphonenumber does not know yet.
 */
export function extractPhone(text: string, options: PhoneOptions = {}): Extraction<string> {
  const folded = foldText(text);
  const runs = findDigitRuns(folded.text);
  const mobiles = runs.flatMap((run) => findMobiles(folded, run));
  if (options.landline !== true) return mobiles.length > 0 ? found(mobiles) : none(explain(folded, runs));
  const landlines = findLandlines(folded).filter(
    ({ span }) => !mobiles.some((mobile) => mobile.span[0] < span[1] && span[0] < mobile.span[1]),
  );
  return found([...mobiles, ...landlines], explain(folded, runs));
}

function findMobiles(folded: FoldedText, run: DigitRun): Candidate<string>[] {
  const joined = joinGroups(run, (digits) => MOBILE.test(digits.replace(COUNTRY_CODE, '')));
  return joined.map(({ digits, start, end }) => {
    const value = digits.replace(COUNTRY_CODE, '');
    const known = parsePhoneNumber(value, 'CN')?.isValid() === true;
    return {
      value,
      span: folded.span(start, end),
      confidence: run.spoken ? 0.9 : known ? 1 : 0.95,
      why: run.spoken ? 'mobile in Chinese digits' : known ? 'mobile' : 'mobile of a new segment',
    };
  });
}

/** What is wrong with digits that look like a try at a phone number: the longest run counts. */
function explain(folded: FoldedText, runs: readonly DigitRun[]): ExtractHint | undefined {
  if (/\+(?!86)\d{1,3}[\s-]?\d/.test(folded.text)) {
    const number = parsePhoneNumber(folded.text.slice(folded.text.indexOf('+')));
    if (number?.isPossible() === true && number.country !== 'CN') return 'phone_foreign';
  }
  if (findLandlines(folded).length > 0) return 'phone_landline';
  const longest = runs
    .map(({ groups }) => groups.map(({ digits }) => digits).join(''))
    .sort((a, b) => b.length - a.length)[0];
  const digits = longest?.replace(/^(?:\+|00)?86(?=1)/, '').replace('+', '');
  if (digits === undefined) return undefined;
  if (digits.length === 11) return 'phone_not_mobile';
  if (digits.length >= 7 && digits.length <= 10) return 'phone_too_short';
  return digits.length >= 12 && digits.length <= 14 ? 'phone_too_long' : undefined;
}
