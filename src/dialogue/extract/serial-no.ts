import { type Candidate, type ExtractHint, type Extraction, found } from './extraction';
import { type FoldedText, foldText } from './folded-text';
import { isTicketNo } from './ticket-no';

const MIN = 6;
const MAX = 30;
const TOKEN =
  /(?<![A-Za-z0-9@._-])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![A-Za-z0-9@_]|-[A-Za-z0-9]|\.[A-Za-z0-9])/gu;
const PREFIX =
  /(?:s\/n|sn|serial(?: ?(?:no|number))?|序列号|序号|机身码|设备号|串号|设备编号|产品编号)\s*[.:=#是为]*\s*$/iu;
const GLUED = /^(?:SN|S\/N)[:#-]?(?=[A-Za-z0-9-]{6,})/i;
const MOBILE = /^1[3-9]\d{9}$/;
const DAY = /^20\d{2}-?(?:0\d|1[0-2]|\d)-?(?:[0-2]\d|3[01]|\d)$/;

/** Whether a value is what `extractSerialNo` may find: 6–30 letters and digits with a digit among them, dashes not counted. */
export function isSerialNo(value: string): boolean {
  const letters = value.replaceAll('-', '');
  return (
    /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/.test(value) &&
    /\d/.test(value) &&
    letters.length >= MIN &&
    letters.length <= MAX
  );
}

/**
 * Serial numbers in a text, in capitals: behind SN or 序列号, or a word of letters and digits. Phone numbers, ticket numbers
 * and dates count only behind such a word; digits alone are believed less.
 */
export function extractSerialNo(text: string): Extraction<string> {
  const folded = foldText(text);
  const tokens = [...folded.text.matchAll(TOKEN)];
  const candidates = tokens.flatMap((match) => readToken(folded, match));
  return found(candidates, candidates.length > 0 ? undefined : explain(folded.text.trim()));
}

function readToken(folded: FoldedText, match: RegExpMatchArray): Candidate<string>[] {
  const at = match.index ?? 0;
  const [token] = match;
  const glued = GLUED.exec(token)?.[0].length ?? 0;
  const named = PREFIX.test(folded.text.slice(0, at)) || glued > 0;
  const value = token.slice(glued).toUpperCase();
  if (!isSerialNo(value)) return [];
  if (
    !named &&
    (MOBILE.test(value) || isTicketNo(value) || DAY.test(value) || /^\d{1,4}(?:-\d+)+$/.test(value))
  )
    return [];
  const alone = folded.text.trim().length === token.length;
  const confidence = named ? 1 : /^[\d-]+$/.test(value) ? (alone ? 0.7 : 0.4) : alone ? 0.95 : 0.7;
  const span = folded.span(at + glued, at + token.length);
  return [{ value, span, confidence, why: named ? 'said to be the serial number' : 'letters and digits' }];
}

function explain(text: string): ExtractHint | undefined {
  const plain = text.replace(PREFIX, '').replace(GLUED, '').replace(/[\s-]/gu, '');
  if (!/^[A-Za-z0-9]+$/.test(plain)) return undefined;
  if (plain.length > MAX) return 'serial_too_long';
  if (!/\d/.test(plain)) return plain.length >= MIN ? 'serial_no_digit' : undefined;
  return plain.length < MIN && plain.length > 2 ? 'serial_too_short' : undefined;
}
