import type { Candidate } from './extraction';
import type { FoldedText } from './folded-text';
import { parsePhoneNumber } from './phone-library';

/** `0731-89572759`, `(010) 8888 6666`, `400-666-1234`, with an extension behind 转, 分机 or a dash. */
const LANDLINE =
  /(?<![\dA-Za-z])(?:\(?(?:\+?86[ -]?)?(0?\d{2,3})\)?[ -]?\d{3,4}[ -]?\d{4}|[48]00[ -]?\d{3}[ -]?\d{4})(?!\d)(?:[ ,，]?(?:转|分机|ext\.?|-)[ ]?(\d{1,6})(?!\d))?/gi;

const TYPES: readonly (string | undefined)[] = ['FIXED_LINE', 'SHARED_COST', 'TOLL_FREE'];

/** Landline, 400 and 800 numbers that the numbering plan knows; area codes need their 0. */
export function findLandlines(folded: FoldedText): Candidate<string>[] {
  const landlines: Candidate<string>[] = [];
  for (const match of folded.text.matchAll(LANDLINE)) {
    const extension = match[2];
    const words = extension === undefined ? match[0] : match[0].replace(/\D*\d+$/, '');
    const plain = words.replace(/\D/g, '').replace(/^86(?=0)/, '');
    if (!/^(?:0|[48]00)/.test(plain)) continue;
    const number = parsePhoneNumber(plain, 'CN');
    if (number?.isValid() !== true || !TYPES.includes(number.getType())) continue;
    landlines.push({
      value: write(number.formatNational(), extension),
      span: folded.span(match.index, match.index + match[0].length),
      confidence: 1,
      why: 'landline',
    });
  }
  return landlines;
}

/** `0731 8957 2759` → `0731-89572759`; `400 666 1234` → `400-666-1234`; an extension behind `转`. */
function write(national: string, extension: string | undefined): string {
  const [area = '', ...rest] = national.split(' ');
  const number = area.startsWith('0') ? `${area}-${rest.join('')}` : [area, ...rest].join('-');
  return extension === undefined ? number : `${number}转${extension}`;
}
