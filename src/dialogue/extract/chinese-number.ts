const DIGITS: Readonly<Record<string, string>> = {
  零: '0',
  〇: '0',
  一: '1',
  幺: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};
const TENS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const SECTIONS: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };

/** Every letter that can stand in a Chinese number. */
export const NUMERAL = '零〇一幺二两三四五六七八九十百千万亿';

/** Spoken digits one by one, of the same length as the text: `一三八零` → `1380`. Other letters stay. */
export function toDigits(text: string): string {
  return [...text].map((letter) => DIGITS[letter] ?? letter).join('');
}

/**
 * The value of a number in Arabic or Chinese numerals: `12`, `十二`, `二十`, `一百零五`, `两千三`, `3万`, `一二三` (digit by
 * digit). Undefined when it is not one number.
 */
export function readNumeral(text: string): number | undefined {
  if (/^\d{1,15}(?:\.\d{1,6})?$/.test(text)) return Number(text);
  if (/^[零〇一幺二两三四五六七八九]{2,15}$/.test(text)) return Number(toDigits(text));
  const scaled = /^(\d{1,9}(?:\.\d{1,6})?)([万亿])$/.exec(text);
  if (scaled !== null) return Math.round(Number(scaled[1]) * (SECTIONS[scaled[2] ?? ''] ?? 1) * 1e6) / 1e6;
  return readUnits(text);
}

/** `一百零五`, `十二`, `两千三` (2300), `一万二` (12000). */
function readUnits(text: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  let lastUnit = Number.POSITIVE_INFINITY;
  let afterZero = false;
  if (text === '') return undefined;
  for (const letter of text) {
    const value = DIGITS[letter];
    const ten = TENS[letter];
    const scale = SECTIONS[letter];
    if (value !== undefined) {
      if (digit !== undefined && digit !== 0) return undefined;
      digit = Number(value);
      if (digit === 0) afterZero = true;
    } else if (ten !== undefined) {
      if (ten >= lastUnit) return undefined;
      if (digit === undefined && ten !== 10) return undefined;
      section += (digit || 1) * ten;
      [digit, lastUnit, afterZero] = [undefined, ten, false];
    } else if (scale !== undefined) {
      if (section === 0 && !digit) return undefined;
      total = (total + section + (digit ?? 0)) * scale;
      [section, digit, lastUnit, afterZero] = [0, undefined, scale, false];
    } else return undefined;
  }
  // 两千三 is 2300, but 两千零三 is 2003.
  const shorthand = digit !== undefined && !afterZero && Number.isFinite(lastUnit) && lastUnit >= 100;
  return total + section + (digit ?? 0) * (shorthand ? lastUnit / 10 : 1);
}
