import { IntPool, type PooledList } from './int-pool';
import { KeyTable } from './key-table';
import type { Lexicon } from './lexicon';
import { COMMON_WORD_FACTOR, WEIGHT_POWER } from './policy';
import { type Analysis, analyse, CHANNELS, isCommon, soundKey, type Term, writtenKey } from './terms';
import { NOT_WRITTEN, readUnits, UNIT_LIMIT, Vocabulary } from './units';

/** A wording in the index. `Owner` is whatever it belongs to; `place` numbers owners from 0. */
export interface Phrasing<Owner> {
  readonly owner: Owner;
  readonly slot: number;
  readonly text: string;
  readonly normalised: string;
  /** Numbers of its different terms. */
  readonly terms: PooledList;
  /** Three numbers a unit: the terms of what is written and of its sound (-1 for none), and its set of meanings. */
  readonly units: PooledList;
}

/** A unit of a question or of a phrasing, by the numbers of its terms; -1 for what the index does not have. */
export interface TermUnit {
  written: number;
  sound: number;
  meanings: readonly number[];
  weight: number;
}

/** A question taken apart. */
export interface Question {
  normalised: string;
  /** The terms that the index has, the heaviest first, and what they weigh. */
  numbers: readonly number[];
  channels: readonly number[];
  weights: readonly number[];
  /** Weight of all terms, of those too that no phrasing has. */
  mass: number;
  units: TermUnit[];
}

/** Steps of the logarithms per unit: finer ones change no result, and cost an update of more phrasings each. */
const LOG_STEPS = 32;
/** … and how many of them ln(N + 1) takes at once, about 13 % of growth. */
const COUNT_STEP = 4;
/** Weights are whole numbers in this unit. */
const WEIGHT_UNIT = 64;
const NO_TERM = -1;

/**
 * Terms to phrasings, changed one phrasing at a time. The weight of a term is
 *
 *   (factor × idf) ^ 1.2,   idf = ln(1 + (N − df + ½) / (df + ½)) = ln(N + 1) − ln(df + ½)      (BM25's idf)
 *
 * with the logarithms rounded to 1/8 and 1/32, and the weight to a whole number. So sums are the same in every order, and a
 * weight changes only when N or df passes a step: for a term of 10,000 phrasings that is every 300th change. What all
 * terms of a phrasing weigh is kept beside it, and brought up to date with each such step.
 */
export class InvertedIndex<Owner extends { readonly place: number }> {
  private readonly vocabulary: Vocabulary;
  private readonly table = new KeyTable();
  private readonly pool = new IntPool();
  /** By number of a term. */
  private readonly postings: PooledList[] = [];
  private readonly factors: number[] = [];
  private readonly channels: number[] = [];
  private readonly weights: number[] = [];
  /** Sets of meanings that units have, by number. */
  private readonly meaningSets: (readonly number[])[] = [[]];
  private readonly meaningNumbers = new Map<string, number>([['', 0]]);
  /** By slot. */
  private readonly slots: (Phrasing<Owner> | undefined)[] = [];
  private readonly freeSlots: number[] = [];
  private masses = new Int32Array(64);
  /** Places of the owners. */
  private places = new Int32Array(64);
  private count = 0;
  /** Step of N that the weights are of. */
  private weighedAt = -1;
  /** 32 ln(df + ½) by df. */
  private readonly logs: number[] = [];
  /** By term: what it weighs in the question at hand. */
  private asked = new Int32Array(256);
  private lastAsked: readonly number[] = [];

  constructor(private readonly lexicon: Lexicon) {
    this.vocabulary = new Vocabulary(lexicon.words);
  }

  /** How many phrasings there are. */
  get size(): number {
    return this.count;
  }

  /** Slots are below this. */
  get slotLimit(): number {
    return this.slots.length;
  }

  /** Returns the slot, which is what `remove` wants. */
  add(owner: Owner, text: string, normalised: string): number {
    const slot = this.freeSlots.pop() ?? this.slots.length;
    this.makeRoom(slot);
    const analysis = analyse(
      readUnits(normalised, (word) => this.vocabulary.add(word)),
      this.lexicon,
    );
    const numbers = analysis.terms.map((term) => this.numberOf(term));
    this.count += 1;
    let mass = 0;
    for (const number of numbers) {
      const list = this.postings[number];
      if (list === undefined) continue;
      this.changeFrequency(number, list, list.length, list.length + 1);
      this.pool.push(list, slot);
      mass += this.weights[number] ?? 0;
    }
    this.masses[slot] = mass;
    this.places[slot] = owner.place;
    this.slots[slot] = {
      owner,
      slot,
      text,
      normalised,
      terms: this.pool.store(numbers),
      units: this.pool.store(this.describeUnits(analysis)),
    };
    return slot;
  }

  remove(slot: number): void {
    const phrasing = this.slots[slot];
    if (phrasing === undefined) return;
    const { terms } = phrasing;
    this.count -= 1;
    for (let place = 0; place < terms.length; place += 1) {
      const number = this.pool.numbers[terms.start + place] ?? 0;
      const list = this.postings[number];
      if (list === undefined) continue;
      this.pool.remove(list, slot);
      this.changeFrequency(number, list, list.length + 1, list.length);
    }
    this.pool.drop(terms);
    this.pool.drop(phrasing.units);
    this.slots[slot] = undefined;
    this.freeSlots.push(slot);
  }

  phrasingAt(slot: number): Phrasing<Owner> | undefined {
    return this.slots[slot];
  }

  /** Weight of all terms of a phrasing. */
  massOf(slot: number): number {
    return this.masses[slot] ?? 0;
  }

  /** By slot: weights of all terms of phrasings, and places of their owners. Good until the next change. */
  get columns(): { masses: Int32Array; places: Int32Array } {
    return { masses: this.masses, places: this.places };
  }

  /** Slots of the phrasings that have a term: `length` numbers of the array from `start`. */
  postingsOf(number: number): { numbers: Int32Array; start: number; length: number } {
    const list = this.postings[number];
    return { numbers: this.pool.numbers, start: list?.start ?? 0, length: list?.length ?? 0 };
  }

  /** Takes a normalised text apart. What `sharedWith` and `credit` say is about the text asked last. */
  ask(normalised: string): Question {
    this.weighAll();
    for (const number of this.lastAsked) this.asked[number] = 0;
    const analysis = this.analyseQuestion(normalised);
    const terms: { number: number; channel: number; weight: number }[] = [];
    let mass = 0;
    for (const { key, channel, factor } of analysis.terms) {
      const number = this.known(key);
      const df = this.postings[number]?.length ?? 0;
      const weight = this.weightOf(factor, df);
      mass += weight;
      if (number !== NO_TERM && weight > 0) terms.push({ number, channel, weight });
    }
    terms.sort((one, other) => other.weight - one.weight || one.number - other.number);
    if (this.asked.length < this.postings.length) this.asked = new Int32Array(this.postings.length * 2);
    for (const { number, weight } of terms) this.asked[number] = weight;
    this.lastAsked = terms.map((term) => term.number);
    return {
      normalised,
      numbers: this.lastAsked,
      channels: terms.map((term) => term.channel),
      weights: terms.map((term) => term.weight),
      mass,
      units: this.unitsOfQuestion(analysis),
    };
  }

  /** Weight that a phrasing shares with the question asked last. */
  sharedWith(phrasing: Phrasing<Owner>): number {
    const { asked } = this;
    const { numbers } = this.pool;
    const end = phrasing.terms.start + phrasing.terms.length;
    let shared = 0;
    for (let place = phrasing.terms.start; place < end; place += 1) shared += asked[numbers[place] ?? 0] ?? 0;
    return shared;
  }

  /** What a phrasing shares with the question asked last, by channel. */
  sharedByChannel(phrasing: Phrasing<Owner>): number[] {
    const shared: number[] = CHANNELS.map(() => 0);
    for (const number of this.termsOf(phrasing)) {
      const channel = this.channels[number] ?? 0;
      shared[channel] = (shared[channel] ?? 0) + (this.asked[number] ?? 0);
    }
    return shared;
  }

  /** Numbers of the terms of a phrasing. */
  termsOf(phrasing: Phrasing<Owner>): Int32Array {
    const { start, length } = phrasing.terms;
    return this.pool.numbers.subarray(start, start + length);
  }

  unitsOf(phrasing: Phrasing<Owner>): TermUnit[] {
    const { numbers } = this.pool;
    const { start, length } = phrasing.units;
    const units: TermUnit[] = [];
    for (let place = start; place < start + length; place += 3) {
      const written = numbers[place] ?? NO_TERM;
      const sound = numbers[place + 1] ?? NO_TERM;
      const meanings = this.meaningSets[numbers[place + 2] ?? 0] ?? [];
      units.push({ written, sound, meanings, weight: this.unitWeight(written, sound) });
    }
    return units;
  }

  private analyseQuestion(normalised: string): Analysis {
    const unknown = new Map<string, number>();
    const numberOf = (word: string): number => {
      const known = this.vocabulary.get(word) ?? unknown.get(word);
      if (known !== undefined) return known;
      const number = UNIT_LIMIT - 1 - unknown.size;
      unknown.set(word, number);
      return number;
    };
    return analyse(
      readUnits(normalised, numberOf, (word) => this.isWord(word)),
      this.lexicon,
    );
  }

  private isWord(word: string): boolean {
    const written = this.vocabulary.get(word);
    return written !== undefined && this.known(writtenKey(written)) !== NO_TERM;
  }

  /** The number of a term that phrasings have. */
  private known(key: number): number {
    const number = this.table.get(key);
    return (this.postings[number]?.length ?? 0) > 0 ? number : NO_TERM;
  }

  private unitsOfQuestion({ units, meanings }: Analysis): TermUnit[] {
    return units.map((unit, place) => {
      const written = unit.written === NOT_WRITTEN ? NO_TERM : this.known(writtenKey(unit.written));
      const sound = this.known(soundKey(unit.sound));
      const common = isCommon(unit.written) ? COMMON_WORD_FACTOR : 1;
      const known = unit.written === NOT_WRITTEN ? sound : written;
      const weight = common * (this.logCount() - this.logOf(this.postings[known]?.length ?? 0));
      const groups = (meanings[place] ?? []).map((key) => this.known(key)).filter((term) => term !== NO_TERM);
      return { written, sound, meanings: groups, weight };
    });
  }

  private describeUnits({ units, meanings }: Analysis): number[] {
    return units.flatMap((unit, place) => [
      unit.written === NOT_WRITTEN ? NO_TERM : this.table.get(writtenKey(unit.written)),
      this.table.get(soundKey(unit.sound)),
      this.meaningSetOf((meanings[place] ?? []).map((key) => this.table.get(key))),
    ]);
  }

  private meaningSetOf(numbers: readonly number[]): number {
    const key = numbers.join();
    let number = this.meaningNumbers.get(key);
    if (number === undefined) {
      number = this.meaningSets.length;
      this.meaningSets.push(numbers);
      this.meaningNumbers.set(key, number);
    }
    return number;
  }

  private unitWeight(written: number, sound: number): number {
    const known = written === NO_TERM ? sound : written;
    const common = written !== NO_TERM && (this.factors[written] ?? 1) < 1 ? COMMON_WORD_FACTOR : 1;
    return common * (this.logCount() - this.logOf(this.postings[known]?.length ?? 0));
  }

  /** Takes a changed document frequency into the weights. The list still, or already, lacks the phrasing at hand. */
  private changeFrequency(number: number, list: PooledList, before: number, after: number): void {
    if (this.weighedAt === -1 || this.logOf(before) === this.logOf(after)) return;
    const weight = this.weightOf(this.factors[number] ?? 0, after);
    const change = weight - (this.weights[number] ?? 0);
    this.weights[number] = weight;
    const postings = this.pool.numbers;
    const end = list.start + list.length;
    for (let place = list.start; place < end; place += 1) {
      const slot = postings[place] ?? 0;
      this.masses[slot] = (this.masses[slot] ?? 0) + change;
    }
  }

  /** Weighs everything anew after N has passed a step: while an index is filled, only before the first question. */
  private weighAll(): void {
    const now = this.logCount();
    if (now === this.weighedAt) return;
    this.weighedAt = now;
    for (let number = 0; number < this.postings.length; number += 1) {
      this.weights[number] = this.weightOf(this.factors[number] ?? 0, this.postings[number]?.length ?? 0);
    }
    for (const phrasing of this.slots) {
      if (phrasing === undefined) continue;
      let mass = 0;
      for (const number of this.termsOf(phrasing)) mass += this.weights[number] ?? 0;
      this.masses[phrasing.slot] = mass;
    }
  }

  private weightOf(factor: number, df: number): number {
    const idf = Math.max(0, (this.weighedAt - this.logOf(df)) / LOG_STEPS);
    return Math.round(WEIGHT_UNIT * (factor * idf) ** WEIGHT_POWER);
  }

  /** ln(N + 1), coarser: a step weighs everything anew. */
  private logCount(): number {
    return COUNT_STEP * Math.round((LOG_STEPS / COUNT_STEP) * Math.log(this.count + 1));
  }

  private logOf(df: number): number {
    const known = this.logs[df];
    if (known !== undefined) return known;
    for (let next = this.logs.length; next <= df; next += 1) {
      this.logs.push(Math.round(LOG_STEPS * Math.log(next + 0.5)));
    }
    return this.logs[df] ?? 0;
  }

  private makeRoom(slot: number): void {
    if (slot < this.masses.length) return;
    const masses = new Int32Array(slot * 2);
    masses.set(this.masses);
    this.masses = masses;
    const places = new Int32Array(slot * 2);
    places.set(this.places);
    this.places = places;
  }

  private numberOf({ key, channel, factor }: Term): number {
    const number = this.table.numberOf(key);
    if (number === this.postings.length) {
      this.postings.push({ start: 0, length: 0, room: 0 });
      this.factors.push(factor);
      this.channels.push(channel);
      this.weights.push(0);
    }
    return number;
  }
}
