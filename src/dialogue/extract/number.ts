import { NUMERAL, readNumeral } from './chinese-number';
import { type Candidate, type Extraction, found } from './extraction';
import { foldText } from './folded-text';

const MOBILE = /^1[3-9]\d{9}$/;
const UNITS = '台套个件只块张人次位条份年天小时分钟元万组间批名户路';
const ARABIC =
  /(?<![\p{L}\d._-]|\d[:/])([+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?)([万亿])?(?![\d:/]|\.\d|-\d|[A-Za-z]|\s*[点号日月])/gu;
const AFTER_HAN =
  /(?<=\p{Script=Han})(\d{1,15}(?:\.\d{1,6})?)([万亿])?(?![\d:/]|\.\d|-\d|[A-Za-z]|\s*[点号日月])/gu;
const CHINESE = new RegExp(
  `(?<![${NUMERAL}第几数])(负)?([${NUMERAL}]{1,12})(?:点([零〇一二三四五六七八九]{1,6}))?(?![${NUMERAL}几多来])`,
  'gu',
);

/**
 * Numbers in a text: `35`, `1,200.5`, `-3`, `3万`, 三十五, 两千零五, 三点五. Within a sentence Chinese numerals count only
 * before a measure word, for 一 also stands in 一直 and 统一.
 */
export function extractNumber(text: string): Extraction<number> {
  const folded = foldText(text);
  const trimmed = folded.text.trim();
  const candidates: Candidate<number>[] = [];
  const add = (match: RegExpMatchArray, value: number | undefined, spoken: boolean) => {
    const start = match.index ?? 0;
    const end = start + match[0].length;
    const rest = folded.text.slice(end);
    const measured = new RegExp(`^\\s*[${UNITS}]`, 'u').test(rest);
    const alone =
      trimmed.replace(new RegExp(`[${UNITS}左右大约共有是吧。.!！\\s]`, 'gu'), '').length <=
      match[0].trim().length;
    if (value === undefined || !Number.isFinite(value) || (spoken && !measured && !alone)) return;
    const confidence = alone ? 1 : measured ? 0.8 : 0.6;
    candidates.push({
      value,
      span: folded.span(start, end),
      confidence,
      why: spoken ? 'Chinese numeral' : 'number',
    });
  };
  for (const pattern of [ARABIC, AFTER_HAN]) {
    for (const match of folded.text.matchAll(pattern)) {
      const [, said = '', scale = ''] = match;
      if (MOBILE.test(said)) continue;
      const plain = Number(said.replaceAll(',', ''));
      const scaled = scale === '' ? plain : readNumeral(`${Math.abs(plain)}${scale}`);
      add(match, scaled === undefined ? undefined : plain < 0 ? -Math.abs(scaled) : scaled, false);
    }
  }
  for (const match of folded.text.matchAll(CHINESE)) {
    const [, minus, whole = '', fraction] = match;
    const value = readNumeral(whole);
    const exact = value === undefined || fraction === undefined ? value : value + readFraction(fraction);
    add(match, exact === undefined ? undefined : minus === undefined ? exact : -exact, true);
  }
  return found(candidates);
}

function readFraction(digits: string): number {
  const plain = readNumeral(digits);
  return Number(`0.${String(plain ?? 0).padStart(digits.length, '0')}`);
}
