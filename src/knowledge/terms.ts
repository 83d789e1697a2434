import type { Lexicon } from './lexicon';
import { CHANNEL_WEIGHTS, COMMON_WORD_FACTOR, TYPED_SOUND_FACTOR } from './policy';
import { NOT_WRITTEN, UNIT_LIMIT, type Unit } from './units';

/** What is compared: characters and pairs as they are written and as they sound, and what words mean. */
export const CHANNELS = ['characters', 'characterPairs', 'syllables', 'syllablePairs', 'meanings'] as const;

/** One term of a text. */
export interface Term {
  /** Below 2⁵³, and different for every term. */
  key: number;
  /** Place in CHANNELS. */
  channel: number;
  /** What its idf is multiplied by. */
  factor: number;
}

const PAIR = UNIT_LIMIT;
const CHANNEL = PAIR * PAIR;
const FACTORS = CHANNELS.map((channel) => CHANNEL_WEIGHTS[channel]);

/** Function words, and what is left of the frame of a question. */
const COMMON = new Set(
  [...'的了我你是有在不吗呢啊吧呀么个这那就都也还要会能可以怎什为和与给把被让到去来'].map((character) =>
    character.codePointAt(0),
  ),
);

/** A text taken apart. */
export interface Analysis {
  units: readonly Unit[];
  terms: Term[];
  /** By unit: keys of the meanings of the word that it is part of. */
  meanings: readonly (readonly number[])[];
}

/** The different terms of a text. */
export function analyse(units: readonly Unit[], lexicon: Lexicon): Analysis {
  const terms: Term[] = [];
  const seen = new Set<number>();
  const add = (channel: number, key: number, times: number): void => {
    if (seen.has(key)) return;
    seen.add(key);
    terms.push({ key, channel, factor: (FACTORS[channel] ?? 0) * times });
  };
  for (let place = 0; place < units.length; place += 1) {
    const unit = units[place];
    if (unit === undefined) continue;
    if (unit.written !== NOT_WRITTEN) {
      add(0, writtenKey(unit.written), isCommon(unit.written) ? COMMON_WORD_FACTOR : 1);
    }
    add(2, soundKey(unit.sound), unit.typed ? TYPED_SOUND_FACTOR : 1);
    const next = units[place + 1];
    if (next === undefined) continue;
    if (unit.written !== NOT_WRITTEN && next.written !== NOT_WRITTEN && !unit.pinyin && !next.pinyin) {
      add(1, CHANNEL + unit.written * PAIR + next.written, 1);
    }
    add(3, 3 * CHANNEL + unit.sound * PAIR + next.sound, unit.typed || next.typed ? TYPED_SOUND_FACTOR : 1);
  }
  const meanings = lexicon.meaningsOf(units).map((groups) => groups.map((group) => 4 * CHANNEL + group));
  for (const keys of meanings) for (const key of keys) add(4, key, 1);
  return { units, terms, meanings };
}

/** Key of the term for a character or word as it is written. */
export function writtenKey(written: number): number {
  return written;
}

/** Key of the term for a syllable. */
export function soundKey(sound: number): number {
  return 2 * CHANNEL + sound;
}

/** Whether a character is a function word. */
export function isCommon(written: number): boolean {
  return COMMON.has(written);
}
