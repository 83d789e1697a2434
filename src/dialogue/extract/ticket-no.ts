import { type Candidate, type Extraction, found } from './extraction';
import { foldText } from './folded-text';

/** `220401-00001`; behind 工单 a missing dash is also believed where the digits could be a phone number. */
const WRITTEN = /(?<!\d|\d-)(\d{2})(\d{2})(\d{2})([\s\-_.·]{0,3})(\d{5,9})(?!\d|-\d)/gu;
const NAMED = /(?:工单|单号|编号|票号|no\.?)[^\d]{0,4}$/iu;
const MOBILE = /^1[3-9]\d{9}$/;
const ATTEMPT = /(?<!\d)\d{6}\s*-\s*\d{1,4}(?!\d)|^\D{0,6}\d{7,10}\D{0,2}$/u;

/** Whether a value is a ticket or booking number: `YYMMDD-NNNNN`, the number wider on a very busy day. */
export function isTicketNo(value: string): boolean {
  const [, year, month, day] = /^(\d{2})(\d{2})(\d{2})-\d{5,9}$/.exec(value) ?? [];
  return year !== undefined && isCalendarDay(2000 + Number(year), Number(month), Number(day));
}

/** Ticket numbers in a text, also in full-width digits, with a blank or nothing where the dash belongs. */
export function extractTicketNo(text: string): Extraction<string> {
  const folded = foldText(text);
  const candidates = [...folded.text.matchAll(WRITTEN)].flatMap((match): Candidate<string>[] => {
    const [all, year = '', month = '', day = '', mark = '', serial = ''] = match;
    const value = `${year}${month}${day}-${serial}`;
    const named = NAMED.test(folded.text.slice(0, match.index));
    if (!isTicketNo(value) || (MOBILE.test(all) && !named)) return [];
    const confidence = mark.trim() === '-' || named ? 1 : 0.9;
    const why = mark.trim() === '-' ? 'ticket number' : 'ticket number without its dash';
    return [{ value, span: folded.span(match.index, match.index + all.length), confidence, why }];
  });
  return found(candidates, ATTEMPT.test(folded.text) ? 'ticket_no_format' : undefined);
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
