import { analyse, CHANNELS, type Term } from './analyse';
import { CHANNEL_WEIGHTS, COMMON_WORD_FACTOR, TYPED_SOUND_FACTOR } from './policy';

/** A wording in the index. `Owner` is whatever it belongs to. */
export interface Phrasing<Owner> {
  owner: Owner;
  text: string;
  normalised: string;
  /** Numbers of its different terms. */
  terms: readonly number[];
  /** Sum of the terms' factors: what multiplies ln(N + 1) in `mass`. */
  factors: number;
  /** Weight of all its terms at the index version `weighedAt`. */
  mass: number;
  weighedAt: number;
}

/**
 * Terms to phrasings, changed one phrasing at a time. The weight of a term is
 *
 *   factor × idf,   idf = ln(1 + (N − df + ½) / (df + ½)) = ln(N + 1) − ln(df + ½)      (BM25's idf)
 *
 * and is taken at query time from the counters N and df, so a change touches only its own posting lists. Because of the
 * second form, the weight of a whole phrasing needs one pass over its terms after a change, and none before the next.
 */
export class InvertedIndex<Owner> {
  private readonly numbers = new Map<string, number>();
  private readonly postings: number[][] = [];
  private readonly factors: number[] = [];
  private readonly slots: (Phrasing<Owner> | undefined)[] = [];
  private readonly freeSlots: number[] = [];
  /** Scratch space of a search: weight shared by slot, and the slots that share any. */
  private shared = new Float64Array(64);
  private touched = new Int32Array(64);
  private count = 0;
  private version = 0;
  /** ln(df + ½) by df. */
  private readonly logs: number[] = [];

  /** How many phrasings there are. */
  get size(): number {
    return this.count;
  }

  /** Returns the slot, which is what `remove` wants. */
  add(owner: Owner, text: string, normalised: string): number {
    const terms = analyse(normalised).map((term) => this.numberOf(term));
    const slot = this.freeSlots.pop() ?? this.slots.length;
    let factors = 0;
    for (const term of terms) {
      this.postings[term]?.push(slot);
      factors += this.factors[term] ?? 0;
    }
    this.slots[slot] = { owner, text, normalised, terms, factors, mass: 0, weighedAt: -1 };
    if (slot >= this.shared.length) {
      this.shared = new Float64Array(slot * 2);
      this.touched = new Int32Array(slot * 2);
    }
    this.count += 1;
    this.version += 1;
    return slot;
  }

  remove(slot: number): void {
    const phrasing = this.slots[slot];
    if (phrasing === undefined) return;
    for (const term of phrasing.terms) {
      const list = this.postings[term] ?? [];
      const last = list.pop();
      if (last === undefined || last === slot) continue;
      list[list.indexOf(slot)] = last;
    }
    this.slots[slot] = undefined;
    this.freeSlots.push(slot);
    this.count -= 1;
    this.version += 1;
  }

  /**
   * Visits every phrasing that shares a term with the normalised text. `dice` is twice the weight they share by the
   * weight of both: 1 for equal term sets, whatever their length.
   */
  match(normalised: string, visit: (phrasing: Phrasing<Owner>, dice: number) => void): void {
    const { shared, touched } = this;
    let count = 0;
    let questionMass = 0;
    for (const term of this.analyseQuestion(normalised)) {
      const number = this.numbers.get(term.key);
      const list = number === undefined ? undefined : this.postings[number];
      const weight = factorOf(term) * this.idf(list?.length ?? 0);
      questionMass += weight;
      if (list === undefined) continue;
      for (let place = 0; place < list.length; place += 1) {
        const slot = list[place] ?? 0;
        const sum = shared[slot] ?? 0;
        if (sum === 0) {
          touched[count] = slot;
          count += 1;
        }
        shared[slot] = sum + weight;
      }
    }
    for (let place = 0; place < count; place += 1) {
      const slot = touched[place] ?? 0;
      const phrasing = this.slots[slot];
      const sum = shared[slot] ?? 0;
      shared[slot] = 0;
      if (phrasing === undefined) continue;
      this.weigh(phrasing);
      visit(phrasing, onGrid(Math.min(1, (2 * sum) / (questionMass + phrasing.mass))));
    }
  }

  /** What a normalised text and a phrasing share, by channel, and the weight of the text. */
  explain(normalised: string, phrasing: Phrasing<Owner>): { shared: number[]; questionMass: number } {
    const own = new Set(phrasing.terms);
    const shared: number[] = CHANNELS.map(() => 0);
    let questionMass = 0;
    for (const term of this.analyseQuestion(normalised)) {
      const number = this.numbers.get(term.key);
      const df = number === undefined ? 0 : (this.postings[number]?.length ?? 0);
      const weight = factorOf(term) * this.idf(df);
      questionMass += weight;
      if (number !== undefined && own.has(number)) {
        shared[term.channel] = (shared[term.channel] ?? 0) + weight;
      }
    }
    return { shared, questionMass };
  }

  private analyseQuestion(normalised: string): Term[] {
    return analyse(normalised, (key) => {
      const number = this.numbers.get(key);
      return number !== undefined && (this.postings[number]?.length ?? 0) > 0;
    });
  }

  private idf(df: number): number {
    return Math.log(this.count + 1) - this.logOf(df);
  }

  private logOf(df: number): number {
    const known = this.logs[df];
    if (known !== undefined) return known;
    for (let next = this.logs.length; next <= df; next += 1) this.logs.push(Math.log(next + 0.5));
    return this.logs[df] ?? 0;
  }

  private weigh(phrasing: Phrasing<Owner>): void {
    if (phrasing.weighedAt === this.version) return;
    let less = 0;
    for (const term of phrasing.terms) {
      less += (this.factors[term] ?? 0) * this.logOf(this.postings[term]?.length ?? 0);
    }
    phrasing.mass = phrasing.factors * Math.log(this.count + 1) - less;
    phrasing.weighedAt = this.version;
  }

  private numberOf(term: Term): number {
    const known = this.numbers.get(term.key);
    if (known !== undefined) return known;
    const number = this.postings.length;
    this.numbers.set(term.key, number);
    this.postings.push([]);
    this.factors.push(factorOf(term));
    return number;
  }
}

/** Rounds to a multiple of 2⁻³⁰: sums of such numbers are exact, so they do not depend on the order of additions. */
function onGrid(value: number): number {
  return Math.round(value * 2 ** 30) / 2 ** 30;
}

function factorOf(term: Term): number {
  const weight = CHANNEL_WEIGHTS[CHANNELS[term.channel] ?? 'characters'];
  return weight * (term.common ? COMMON_WORD_FACTOR : 1) * (term.typed ? TYPED_SOUND_FACTOR : 1);
}
