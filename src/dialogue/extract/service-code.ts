import { type Candidate, type Extraction, found } from './extraction';
import { foldText } from './folded-text';

/** `GS2026000001`. */
export const SERVICE_CODE = /^[A-Z]{2}\d{10}$/;

export interface ServiceCodeOptions {
  /** The form of a whole code in capitals, without blanks. Default: two letters, ten digits. */
  pattern?: RegExp;
}

const RUN =
  /(?<![A-Za-z0-9@])[A-Za-z0-9]+(?:(?:[ \t]{1,2}|[ \t]?[-_.][ \t]?)[A-Za-z0-9]+)*(?![A-Za-z0-9@])/gu;
const LONGEST = 40;

/** Service codes in a text, in capitals, without the blanks and dashes between their groups. */
export function extractServiceCode(
  text: string,
  { pattern = SERVICE_CODE }: ServiceCodeOptions = {},
): Extraction<string> {
  const folded = foldText(text);
  const whole = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  const candidates: Candidate<string>[] = [];
  let attempted = false;
  for (const run of folded.text.matchAll(RUN)) {
    const groups = [...run[0].matchAll(/[A-Za-z0-9]+/g)].map((group) => ({
      letters: group[0].toUpperCase(),
      start: run.index + group.index,
      end: run.index + group.index + group[0].length,
    }));
    attempted ||= groups.some(({ letters }) => /^[A-Z]{1,3}\d{6,}$/.test(letters));
    let first = 0;
    while (first < groups.length) {
      let value = '';
      let next = first + 1;
      for (let last = first; last < groups.length && value.length <= LONGEST; last += 1) {
        const [from, to] = [groups[first], groups[last]];
        if (from === undefined || to === undefined) break;
        value += to.letters;
        if (!whole.test(value)) continue;
        candidates.push({ value, span: folded.span(from.start, to.end), confidence: 1, why: 'service code' });
        next = last + 1;
        break;
      }
      first = next;
    }
  }
  return found(candidates, attempted && candidates.length === 0 ? 'service_code_format' : undefined);
}
