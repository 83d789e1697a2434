import { segmentPinyin, soundOf } from './syllables';

/**
 * One character, Latin word or number of a text. What is written and how it sounds are small numbers: the code of a
 * Han character, the place in the vocabulary for a word.
 */
export interface Unit {
  /** NOT_WRITTEN for a syllable that was typed, and for the second and later ones of a word. */
  written: number;
  sound: number;
  /** Latin letters that read as pinyin: pairs of them with characters make no sense. */
  pinyin: boolean;
  typed: boolean;
}

export const NOT_WRITTEN = 0;
/** Numbers of words begin above the codes of Han characters … */
const FIRST_WORD = 0x40000;
/** … words of a question that no entry has are numbered from here downwards, and all numbers stay below this. */
export const UNIT_LIMIT = 0x100000;
/** No question has more unknown words than this. */
const UNKNOWN_WORDS = 0x1000;

const TOKEN = /\p{Script=Han}|[a-z]+|\d+|[\p{L}\p{N}]/gu;
const LATIN = /^[a-z]+$/;
const HAN = /^\p{Script=Han}$/u;

/** The Latin words and numbers of an index. */
export class Vocabulary {
  private readonly numbers: Map<string, number>;

  /** Begins with the numbers of another one, when there is one. */
  constructor(known?: Vocabulary) {
    this.numbers = new Map(known?.numbers);
  }

  /** The number of a word, a new one when it is new. */
  add(word: string): number {
    const known = this.numbers.get(word);
    if (known !== undefined) return known;
    // Beyond half a million words some share a number; that costs precision, never correctness of the index.
    const number = FIRST_WORD + (this.numbers.size % (UNIT_LIMIT - UNKNOWN_WORDS - FIRST_WORD));
    this.numbers.set(word, number);
    return number;
  }

  get(word: string): number | undefined {
    return this.numbers.get(word);
  }
}

/**
 * The units of a normalised text. `numberOf` gives a word its number; `isWord` tells whether a Latin word is one that
 * entries use: one that is not, and reads as pinyin, was typed for its sound.
 */
export function readUnits(
  normalised: string,
  numberOf: (word: string) => number,
  isWord: (word: string) => boolean = () => true,
): Unit[] {
  const units: Unit[] = [];
  for (const [token] of normalised.matchAll(TOKEN)) {
    if (HAN.test(token)) {
      const written = token.codePointAt(0) ?? NOT_WRITTEN;
      units.push({ written, sound: soundOf(token) ?? written, pinyin: false, typed: false });
      continue;
    }
    const syllables = LATIN.test(token) ? segmentPinyin(token) : undefined;
    if (syllables === undefined) {
      const written = numberOf(token);
      units.push({ written, sound: written, pinyin: false, typed: false });
      continue;
    }
    const typed = !isWord(token);
    syllables.forEach((sound, place) => {
      const written = place === 0 && !typed ? numberOf(token) : NOT_WRITTEN;
      units.push({ written, sound, pinyin: true, typed });
    });
  }
  return units;
}

/** How many characters, Latin words and numbers a normalised text has. */
export function countUnits(normalised: string): number {
  return normalised.match(TOKEN)?.length ?? 0;
}
