import type { InvertedIndex, Phrasing, Question } from './inverted-index';
import { OTHER_PHRASINGS_LIMIT, OTHER_PHRASINGS_SHARE } from './policy';

/** An entry in the index. */
export interface IndexedEntry {
  readonly id: string;
  /** A small number of its own: where a search keeps what it found for the entry. */
  readonly place: number;
  readonly slots: number[];
  /** Normalised phrasings. */
  readonly forms: string[];
}

/** An entry that shares something with the question, by its best phrasing. */
export interface Candidate {
  entry: IndexedEntry;
  phrasing: Phrasing<IndexedEntry>;
  question: Question;
  dice: number;
  /** What the other phrasings of the entry add. */
  others: number;
  similarity: number;
}

interface Found {
  phrasing: Phrasing<IndexedEntry>;
  dice: number;
}

/** A list shorter than this is not worth asking whether it can be skipped. */
const SHORT_LIST = 128;
const BUCKETS = 512;
/** How many of the phrasings seen so far are weighed to see whether a list can be skipped: the first have the rare terms. */
const WEIGHED = 512;
/** Few questions have enough entries of a Dice above this: while a phrasing not seen could reach it, nothing is weighed. */
const HOPELESS = 0.5;

/**
 * Finds the entries most similar to a question. Dice is twice the weight that question and phrasing share by the weight
 * of both: 1 for equal term sets, whatever their length.
 *
 * Terms are taken the heaviest first. Before a long list, what all terms that are left could still add bounds what a
 * phrasing not seen yet could reach. When that is less than enough entries have already, no list is read any more:
 * only the phrasings seen so far that can still get there are weighed, each by its own terms.
 */
export class CandidateFinder {
  private shared = new Int32Array(64);
  private touched = new Int32Array(64);
  /** By place of an entry: the bucket of its best Dice. */
  private bestOf = new Int16Array(64);
  private readonly buckets = new Int32Array(BUCKETS);

  constructor(private readonly index: InvertedIndex<IndexedEntry>) {}

  /** The `keep` entries with the best Dice of any phrasing, best first. */
  find(question: Question, keep: number): Candidate[] {
    const best = this.findPhrasings(question, keep);
    return best.map(({ phrasing, dice }) => this.toCandidate(question, phrasing, dice)).sort(bestFirst);
  }

  private findPhrasings(question: Question, keep: number): Found[] {
    this.makeRoom();
    const { shared, touched } = this;
    const { numbers, weights } = question;
    const { masses } = this.index.columns;
    const left = sumsFromEnd(weights);
    let count = 0;
    let term = 0;
    let enough = 0;
    for (; term < numbers.length; term += 1) {
      const list = this.index.postingsOf(numbers[term] ?? 0);
      // A list that is short beside the phrasings seen so far is read at once: each of those would have to be weighed by its terms.
      if (list.length > SHORT_LIST && list.length * 2 > count && count >= keep) {
        const rest = left[term] ?? 0;
        const reachable = (2 * rest) / (question.mass + rest);
        if (reachable < HOPELESS) {
          enough = Math.max(enough, this.keptDice(question.mass, Math.min(count, WEIGHED), keep));
          if (reachable < enough) break;
        }
      }
      const weight = weights[term] ?? 0;
      const slots = list.numbers;
      const end = list.start + list.length;
      for (let place = list.start; place < end; place += 1) {
        const slot = slots[place] ?? 0;
        const sum = shared[slot] ?? 0;
        if (sum === 0) {
          touched[count] = slot;
          count += 1;
        }
        shared[slot] = sum + weight;
      }
    }
    const rest = left[term] ?? 0;
    // Again, since the last terms may have lifted them.
    enough = Math.max(enough, this.keptDice(question.mass, Math.min(count, WEIGHED), keep));
    if (enough === 0) enough = this.keptDice(question.mass, count, keep);
    const found = new Map<IndexedEntry, Found>();
    for (let place = 0; place < count; place += 1) {
      const slot = touched[place] ?? 0;
      const sum = shared[slot] ?? 0;
      shared[slot] = 0;
      const both = question.mass + (masses[slot] ?? 0);
      if (2 * (sum + rest) < enough * both) continue;
      const phrasing = this.index.phrasingAt(slot);
      if (phrasing === undefined) continue;
      const dice = Math.min(1, (2 * (rest > 0 ? this.index.sharedWith(phrasing) : sum)) / both);
      const known = found.get(phrasing.owner);
      if (known === undefined || isBetter(phrasing, dice, known))
        found.set(phrasing.owner, { phrasing, dice });
    }
    return best(found, keep);
  }

  /** A Dice that at least `keep` different entries have reached, by the terms taken so far. */
  private keptDice(questionMass: number, count: number, keep: number): number {
    const { buckets, bestOf, shared, touched } = this;
    const { masses, places } = this.index.columns;
    buckets.fill(0);
    for (let place = 0; place < count; place += 1) {
      const slot = touched[place] ?? 0;
      const dice = (2 * (shared[slot] ?? 0)) / (questionMass + (masses[slot] ?? 0));
      const bucket = Math.min(BUCKETS - 1, (dice * BUCKETS) | 0);
      const entry = places[slot] ?? 0;
      const known = bestOf[entry] ?? 0;
      if (bucket <= known) continue;
      if (known > 0) buckets[known] = (buckets[known] ?? 0) - 1;
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
      bestOf[entry] = bucket;
    }
    for (let place = 0; place < count; place += 1) bestOf[places[touched[place] ?? 0] ?? 0] = 0;
    let entries = 0;
    for (let bucket = BUCKETS - 1; bucket > 0; bucket -= 1) {
      entries += buckets[bucket] ?? 0;
      if (entries >= keep) return bucket / BUCKETS;
    }
    return 0;
  }

  private toCandidate(question: Question, phrasing: Phrasing<IndexedEntry>, dice: number): Candidate {
    const entry = phrasing.owner;
    let rest = 0;
    if (entry.slots.length > 1) {
      for (const slot of entry.slots) {
        const other = this.index.phrasingAt(slot);
        if (other === undefined || other === phrasing) continue;
        rest += Math.min(1, (2 * this.index.sharedWith(other)) / (question.mass + this.index.massOf(slot)));
      }
    }
    const others = OTHER_PHRASINGS_SHARE * Math.min(rest, OTHER_PHRASINGS_LIMIT * dice);
    return { entry, phrasing, question, dice, others, similarity: dice + others };
  }

  private makeRoom(): void {
    const limit = this.index.slotLimit;
    if (limit <= this.shared.length) return;
    this.shared = new Int32Array(limit * 2);
    this.touched = new Int32Array(limit * 2);
    this.bestOf = new Int16Array(limit * 2);
  }
}

/** Higher similarity first; equal ones by id, so that the order of additions never shows. */
export function bestFirst(a: Candidate, b: Candidate): number {
  return b.similarity - a.similarity || (a.entry.id < b.entry.id ? -1 : 1);
}

function best(found: ReadonlyMap<IndexedEntry, Found>, keep: number): Found[] {
  const all = [...found.values()];
  const byDice = (one: Found, other: Found): number =>
    other.dice - one.dice || (one.phrasing.owner.id < other.phrasing.owner.id ? -1 : 1);
  if (all.length <= keep) return all;
  const kept: Found[] = [];
  for (const one of all) {
    const last = kept[keep - 1];
    if (last !== undefined && byDice(last, one) < 0) continue;
    let place = kept.length;
    while (place > 0) {
      const before = kept[place - 1];
      if (before === undefined || byDice(before, one) < 0) break;
      place -= 1;
    }
    kept.splice(place, 0, one);
    if (kept.length > keep) kept.pop();
  }
  return kept;
}

function isBetter(phrasing: Phrasing<IndexedEntry>, dice: number, known: Found): boolean {
  return dice > known.dice || (dice === known.dice && phrasing.normalised < known.phrasing.normalised);
}

/** By place: the sum of the numbers from there on. */
function sumsFromEnd(numbers: readonly number[]): number[] {
  const sums = [...numbers, 0];
  for (let place = numbers.length - 1; place >= 0; place -= 1) {
    sums[place] = (numbers[place] ?? 0) + (sums[place + 1] ?? 0);
  }
  sums[numbers.length] = 0;
  return sums;
}
