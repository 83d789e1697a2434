import type { Calibration } from './calibration';
import { bestFirst, CandidateFinder, type IndexedEntry } from './candidates';
import { splitClauses } from './clauses';
import { decideFrom } from './decide';
import { InvertedIndex } from './inverted-index';
import type { Lexicon } from './lexicon';
import { fold, normalise, normaliseFolded } from './normalise';
import { CLAUSE_FACTOR, MAX_SUGGESTIONS, RERANKED, SUGGEST_SCORE } from './policy';
import { type Ranked, Reranker, rankExact } from './rerank';
import { type Asked, type Scored, scoreBest, toHit } from './score';
import type { Decision, Entry, Hit, Index } from './types';
import { countUnits } from './units';

/** How sure the best hit is depends on the second one. */
const LEAD_DEPTH = 2;

/** The index as a whole: entries by id, phrasings in the inverted index, and the way from a text to hits. */
export class KnowledgeIndex implements Index {
  private readonly inverted: InvertedIndex<IndexedEntry>;
  private readonly finder: CandidateFinder;
  private readonly reranker: Reranker;
  private readonly entries = new Map<string, IndexedEntry>();
  /** Normalised phrasing to the entries that have it, almost always one. */
  private readonly owners = new Map<string, readonly IndexedEntry[]>();
  private readonly freePlaces: number[] = [];

  constructor(
    lexicon: Lexicon,
    private readonly calibration: Calibration,
  ) {
    this.inverted = new InvertedIndex(lexicon);
    this.finder = new CandidateFinder(this.inverted);
    this.reranker = new Reranker(this.inverted);
  }

  get size(): number {
    return this.entries.size;
  }

  add(entry: Entry): void {
    if (this.entries.has(entry.id)) throw new Error(`The index already has an entry ${entry.id}`);
    const indexed: IndexedEntry = {
      id: entry.id,
      place: this.freePlaces.pop() ?? this.entries.size,
      slots: [],
      forms: [],
    };
    for (const text of [entry.question, ...(entry.similar ?? [])]) {
      const form = normalise(text);
      if (form === '' || indexed.forms.includes(form)) continue;
      indexed.forms.push(form);
      indexed.slots.push(this.inverted.add(indexed, text, form));
      this.owners.set(form, [...(this.owners.get(form) ?? []), indexed]);
    }
    this.entries.set(entry.id, indexed);
  }

  update(entry: Entry): void {
    if (!this.remove(entry.id)) throw new Error(`The index has no entry ${entry.id}`);
    this.add(entry);
  }

  remove(id: string): boolean {
    const indexed = this.entries.get(id);
    if (indexed === undefined) return false;
    for (const slot of indexed.slots) this.inverted.remove(slot);
    for (const form of indexed.forms) {
      const left = (this.owners.get(form) ?? []).filter((owner) => owner !== indexed);
      if (left.length === 0) this.owners.delete(form);
      else this.owners.set(form, left);
    }
    this.freePlaces.push(indexed.place);
    return this.entries.delete(id);
  }

  search(text: string, k: number): Hit[] {
    const { best, asked } = this.findBest(text, k);
    return best.map((scored) => toHit(scored, asked));
  }

  decide(text: string): Decision {
    return decideFrom(this.rank(text, MAX_SUGGESTIONS));
  }

  rank(text: string, k: number): ReturnType<Index['rank']> {
    return this.findBest(text, k).best.map(({ item, score }) => ({ id: item.entry.id, score }));
  }

  private findBest(text: string, k: number): { best: Scored[]; asked: Asked } {
    const folded = fold(text);
    const question = normaliseFolded(folded);
    const asked = {
      inverted: this.inverted,
      question,
      units: countUnits(question),
      calibration: this.calibration,
    };
    if (question === '' || k < 1) return { best: [], asked };
    const depth = Math.max(k, LEAD_DEPTH);
    const ranked = this.rankClosely(question, depth);
    const best = this.scoreRanked(ranked, asked, k);
    if ((best[0]?.score ?? 0) >= SUGGEST_SCORE) return { best, asked };
    const clauses = splitClauses(folded, question);
    if (clauses.length === 0) return { best, asked };
    return { best: this.scoreRanked(this.addClauses(ranked, clauses, depth), asked, k), asked };
  }

  /** The `depth` entries that fit a normalised text best, and perhaps some more. */
  private rankClosely(text: string, depth: number): Ranked[] {
    const candidates = this.finder.find(this.inverted.ask(text), Math.max(RERANKED, depth));
    return this.reranker.rank(candidates, depth);
  }

  private scoreRanked(ranked: readonly Ranked[], asked: Asked, k: number): Scored[] {
    const owners = this.owners.get(asked.question);
    return scoreBest(owners === undefined ? ranked : rankExact(ranked, owners), asked, k);
  }

  /** A clause that fits an entry better than the whole message did takes its place. */
  private addClauses(whole: readonly Ranked[], clauses: readonly string[], depth: number): Ranked[] {
    const best = new Map(whole.map((candidate) => [candidate.entry, candidate]));
    for (const clause of clauses) {
      for (const candidate of this.rankClosely(clause, depth)) {
        candidate.similarity *= CLAUSE_FACTOR;
        const known = best.get(candidate.entry);
        if (known === undefined || candidate.similarity > known.similarity) {
          best.set(candidate.entry, candidate);
        }
      }
    }
    return [...best.values()].sort(bestFirst);
  }
}
