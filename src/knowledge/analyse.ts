import { segmentPinyin, syllableOf } from './syllables';

/** What is compared: single characters and pairs, as they are written and as they sound. */
export const CHANNELS = ['characters', 'characterPairs', 'syllables', 'syllablePairs'] as const;

/** One term of a text. The key begins with a letter for its channel, so that one map holds all channels. */
export interface Term {
  key: string;
  /** Place in CHANNELS. */
  channel: number;
  /** A word that any question may have: it weighs less. */
  common: boolean;
  /** A sound that was typed instead of its character: it stands for both. */
  typed: boolean;
}

interface Unit {
  /** As written; undefined for a syllable that was typed, and for the second and later ones of a word. */
  written: string | undefined;
  sound: string;
  /** Latin letters that read as pinyin: pairs of them with characters make no sense. */
  pinyin: boolean;
  typed: boolean;
}

const TOKEN = /\p{Script=Han}|[a-z]+|\d+|[\p{L}\p{N}]/gu;
const LATIN = /^[a-z]+$/;

/** Function words, and what is left of the frame of a question. */
const COMMON = new Set('的了我你是有在不吗呢啊吧呀么个这那就都也还要会能可以怎什为和与给把被让到去来');

/**
 * The different terms of a normalised text. `isWord` tells whether a Latin word is one that entries use; one that is
 * not, and reads as pinyin, was typed for its sound. Without it every Latin word is a word.
 */
export function analyse(normalised: string, isWord: (key: string) => boolean = () => true): Term[] {
  const units = readUnits(normalised, isWord);
  const terms = new Map<string, Term>();
  const add = (key: string, channel: number, marks: { common?: boolean; typed?: boolean } = {}) => {
    if (terms.has(key)) return;
    terms.set(key, { key, channel, common: marks.common ?? false, typed: marks.typed ?? false });
  };
  units.forEach((unit, place) => {
    const next = units[place + 1];
    if (unit.written !== undefined) add(`c${unit.written}`, 0, { common: COMMON.has(unit.written) });
    add(`s${unit.sound}`, 2, { typed: unit.typed });
    if (next === undefined) return;
    if (unit.written !== undefined && next.written !== undefined && !unit.pinyin && !next.pinyin) {
      add(`d${unit.written}_${next.written}`, 1);
    }
    add(`t${unit.sound}_${next.sound}`, 3, { typed: unit.typed || next.typed });
  });
  return [...terms.values()];
}

/** How many characters, Latin words and numbers a normalised text has. */
export function countUnits(normalised: string): number {
  return normalised.match(TOKEN)?.length ?? 0;
}

function readUnits(normalised: string, isWord: (key: string) => boolean): Unit[] {
  const units: Unit[] = [];
  for (const [token] of normalised.matchAll(TOKEN)) {
    const syllables = LATIN.test(token) ? segmentPinyin(token) : undefined;
    if (syllables === undefined) {
      const sound = LATIN.test(token) ? token : syllableOf(token);
      units.push({ written: token, sound, pinyin: false, typed: false });
      continue;
    }
    const typed = !isWord(`c${token}`);
    syllables.forEach((sound, place) => {
      units.push({ written: place === 0 && !typed ? token : undefined, sound, pinyin: true, typed });
    });
  }
  return units;
}
