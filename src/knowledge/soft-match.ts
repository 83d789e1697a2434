import type { InvertedIndex, Phrasing, Question, TermUnit } from './inverted-index';
import { SAME_MEANING_CREDIT, SAME_SOUND_CREDIT } from './policy';

/** How a question and a phrasing match unit by unit; everything 0–1, by weight. */
export interface SoftMatch {
  /** Share of both together that matches. */
  similarity: number;
  /** Share of the question, and of the phrasing. */
  question: number;
  phrasing: number;
  /** The heaviest unit of the question that the phrasing lacks, against the heaviest of all. */
  missing: number;
}

interface Cover {
  weight: number;
  matched: number;
  heaviest: number;
  missing: number;
}

/**
 * How much of a question and a phrasing match unit by unit, by weight, 0–1: a unit that the other side has as it is
 * written counts in full, one that only sounds the same or is part of a word of the same meaning counts in part.
 */
export class SoftMatcher<Owner extends { readonly place: number }> {
  /** By number of a term: the last round in which the question, or the phrasing at hand, had it. */
  private asked = new Int32Array(256);
  private found = new Int32Array(256);
  private round = 0;
  private questionRound = 0;

  constructor(private readonly index: InvertedIndex<Owner>) {}

  /** Names the question that the following phrasings are matched with. */
  begin(question: Question): void {
    this.round += 1;
    const largest = Math.max(0, ...question.numbers);
    if (largest >= this.asked.length) this.asked = new Int32Array(largest * 2);
    for (const number of question.numbers) this.asked[number] = this.round;
    this.questionRound = this.round;
  }

  match(question: Question, phrasing: Phrasing<Owner>): SoftMatch {
    this.round += 1;
    const units = this.index.unitsOf(phrasing);
    this.mark(units);
    const asked = this.cover(question.units, this.found, this.round);
    const found = this.cover(units, this.asked, this.questionRound);
    const all = asked.weight + found.weight;
    return {
      similarity: all > 0 ? (asked.matched + found.matched) / all : 0,
      question: asked.weight > 0 ? asked.matched / asked.weight : 0,
      phrasing: found.weight > 0 ? found.matched / found.weight : 0,
      missing: asked.heaviest > 0 ? asked.missing / asked.heaviest : 0,
    };
  }

  private cover(units: readonly TermUnit[], terms: Int32Array, round: number): Cover {
    const cover = { weight: 0, matched: 0, heaviest: 0, missing: 0 };
    for (const unit of units) {
      const matched = unit.weight * this.credit(unit, terms, round);
      cover.weight += unit.weight;
      cover.matched += matched;
      cover.heaviest = Math.max(cover.heaviest, unit.weight);
      cover.missing = Math.max(cover.missing, unit.weight - matched);
    }
    return cover;
  }

  private mark(units: readonly TermUnit[]): void {
    for (const unit of units) {
      this.markTerm(unit.written);
      this.markTerm(unit.sound);
      for (const meaning of unit.meanings) this.markTerm(meaning);
    }
  }

  private markTerm(number: number): void {
    if (number < 0) return;
    if (number >= this.found.length) {
      const longer = new Int32Array(number * 2);
      longer.set(this.found);
      this.found = longer;
    }
    this.found[number] = this.round;
  }

  private credit(unit: TermUnit, terms: Int32Array, round: number): number {
    if (unit.written >= 0 && terms[unit.written] === round) return 1;
    if (unit.sound >= 0 && terms[unit.sound] === round) return SAME_SOUND_CREDIT;
    for (const meaning of unit.meanings) if (terms[meaning] === round) return SAME_MEANING_CREDIT;
    return 0;
  }
}
