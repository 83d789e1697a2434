import { pinyin } from 'pinyin-pro';

const FIRST_HAN = 0x4e00;
const LAST_HAN = 0x9fff;
const LONGEST_SYLLABLE = 6;

interface SyllableTable {
  /** Number of the merged syllable of each character. */
  ofCharacter: Map<string, number>;
  /** Every spelling that occurs, with the number of its merged form. */
  spellings: Map<string, number>;
}

let table: SyllableTable | undefined;

/**
 * One toneless reading for each character, built once (about 60 ms). One reading only, the commonest: two texts with
 * the same character agree whatever the reading is, and that matters more than being right about 重 or 行.
 */
function syllableTable(): SyllableTable {
  if (table !== undefined) return table;
  const ofCharacter = new Map<string, number>();
  const spellings = new Map<string, number>();
  const numbers = new Map<string, number>();
  const numberOf = (merged: string): number => {
    const number = numbers.get(merged) ?? numbers.size + 1;
    numbers.set(merged, number);
    return number;
  };
  for (let code = FIRST_HAN; code <= LAST_HAN; code += 1) {
    const character = String.fromCharCode(code);
    const spelling = pinyin(character, { toneType: 'none' });
    if (!/^[a-zü]+$/.test(spelling) || !/[aeiouü]/.test(spelling)) continue;
    const merged = numberOf(mergeSimilarSounds(spelling));
    ofCharacter.set(character, merged);
    // ü is typed as v, and after n and l by many as u.
    spellings.set(spelling.replaceAll('ü', 'v'), merged);
    if (/^[nl]ü/.test(spelling)) {
      const typed = spelling.replaceAll('ü', 'u');
      if (!spellings.has(typed)) spellings.set(typed, numberOf(mergeSimilarSounds(typed)));
    }
  }
  table = { ofCharacter, spellings };
  return table;
}

/** What many speakers do not tell apart becomes one: zh/z, ch/c, sh/s, n/l at the front, ng/n at the end. */
export function mergeSimilarSounds(spelling: string): string {
  return spelling
    .replaceAll('ü', 'v')
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=.)/, 'l')
    .replace(/([aeiou])ng$/, '$1n');
}

/** The number (from 1, a few hundred) of the merged syllable of a Han character, when a reading is known. */
export function soundOf(character: string): number | undefined {
  return syllableTable().ofCharacter.get(character);
}

/**
 * Splits a run of Latin letters into pinyin syllables (kaipiao → kai, piao), the fewest that cover all of it; their numbers.
 * Undefined when it is no pinyin, or is a single letter.
 */
export function segmentPinyin(letters: string): number[] | undefined {
  if (letters.length < 2) return undefined;
  const { spellings } = syllableTable();
  const best: (number[] | undefined)[] = [[]];
  for (let end = 1; end <= letters.length; end += 1) {
    for (let start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start += 1) {
      const before = best[start];
      const merged = spellings.get(letters.slice(start, end));
      if (before === undefined || merged === undefined) continue;
      const known = best[end];
      if (known === undefined || before.length + 1 < known.length) best[end] = [...before, merged];
    }
  }
  return best[letters.length];
}
