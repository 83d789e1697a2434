import { LRUCache } from 'lru-cache';
import { type Clock, systemClock } from '../kernel/clock';
import type { Reader } from '../kernel/transaction';
import {
  ANSWER_SCORE,
  type Candidate,
  createIndex,
  type Decision,
  decideFrom,
  type Entry,
  FOLLOW_UP_DEPTH,
  type FollowUp,
  fold,
  type Hit,
  type Index,
  type IndexOptions,
  readFollowUp,
} from '../knowledge';
import { fillHours, type HoursByName } from './answer-hours';
import { contentHash, type KbEntry } from './kb-entry';
import { KbEntryEntity } from './kb-entry-entity';
import { dayOf, isValidOn } from './validity';
import { readVersion } from './version';

/** An entry with what a reply needs. */
export interface Answer {
  id: string;
  question: string;
  answer: string;
  category: string;
}

/** What was found for a text, ready to be said. */
export type Finding =
  | { kind: 'answer'; entry: Answer; score: number }
  | { kind: 'suggest'; candidates: { entry: Answer; score: number }[] }
  | { kind: 'none'; best?: { id: string; score: number } };

/** A task of the bot by the words that ask for it: indexed beside the entries, so that both compete on one scale. */
export interface Trigger {
  flow: string;
  title: string;
  phrases: readonly string[];
}

/** What a text may be: a question, and perhaps the wish to begin a task. */
export interface Understanding {
  finding: Finding;
  /** The task that fits best; `margin` is the distance to the next task, absent when no other is near. */
  trigger?: { flow: string; score: number; margin?: number };
  /** It is understood together with the entry that answered last; `text` is both in full. */
  leansOn?: { entry: string; text: string };
}

/** A text, and the key of the entry that answered right before it, on which it may lean. */
export interface Asked {
  ask: string;
  after?: string | undefined;
}

/** A change of one entry, applied after its unit is committed. */
export type EntryChange = { kind: 'saved'; entry: KbEntry } | { kind: 'removed'; key: string };

/** Ids of triggers in the index; no entry key has a colon (`KEY_PATTERN`). */
const FLOW_PREFIX = 'flow:';
/** Enough for three suggestions among the triggers that may stand between them. */
const RANKED = 6;

/** Texts whose understanding is remembered until an entry changes. */
const REMEMBERED = 2_000;

/** Texts that are tried out between two breaths. */
const TRIED_AT_ONCE = 20;

/**
 * What an explicit search lists at least as near as this, or with every word of it: a keyword is little of a long question.
 * Chance hits of unrelated words stay below 0.09.
 */
const LISTED_SCORE = 0.1;
/** How many are looked at before those of other products are left out. */
const LOOKED_AT = 100;

/** What an explicit search is for. */
export interface Wanted {
  text: string;
  limit: number;
  /** Names of one product: only its entries. */
  products?: readonly string[];
  /** A category that is not listed, such as small talk. */
  without?: string;
}

interface Held {
  answer: Answer;
  product: string | null;
  indexed: Entry;
  hash: string;
}

/**
 * The published entries in memory, searchable. The table is the truth: `load` and `refreshIfChanged` read it,
 * `applyChange` saves the reading when this process made the change itself.
 */
export class KnowledgeBase {
  private index: Index | undefined;
  private readonly held = new Map<string, Held>();
  /** What was ranked for questions that lean on an answer: their topics come again and again. */
  private readonly ranked = new LRUCache<string, Candidate[]>({ max: REMEMBERED });
  /** By folded text, which is all that a search sees of it, and the entry before it. */
  private readonly understood = new LRUCache<string, Understanding>({ max: REMEMBERED });
  private version = -1;
  /** The business day for which `held` is right: entries come and go by their dates. */
  private day = '';
  private triggers: string[] = [];
  /** Changes committed while rows were being read: the rows may be older. */
  private meanwhile: EntryChange[] | undefined;
  private reading: Promise<unknown> = Promise.resolve();

  /** `hours`: what answers may name instead of typing it. */
  constructor(
    private readonly clock: Clock = systemClock,
    private readonly hours: HoursByName = new Map(),
    /** What its index, and every other that is to decide alike, is made with. */
    readonly engine: IndexOptions = {},
  ) {}

  get size(): number {
    return this.held.size;
  }

  /** Reads the table. Only what differs from what is held is indexed again. */
  load(reader: Reader): Promise<void> {
    return this.alone(() => this.read(reader));
  }

  /** Reads the table when any process changed it since, or a new day began. Returns whether it did. Cheap enough to poll. */
  refreshIfChanged(reader: Reader): Promise<boolean> {
    return this.alone(async () => {
      const sameDay = dayOf(this.clock.now()) === this.day;
      if (sameDay && (await readVersion(reader)) === this.version) return false;
      await this.read(reader);
      return true;
    });
  }

  /**
   * Takes over a change that this process committed. With the version that the change made, nothing is read again for
   * it; when somebody else's change lies between, the next refresh reads both.
   */
  applyChange(change: EntryChange, version?: number): void {
    this.meanwhile?.push(change);
    this.apply(change);
    if (version !== undefined && version === this.version + 1) this.version = version;
  }

  private apply(change: EntryChange): void {
    if (change.kind === 'removed') this.drop(change.key);
    else this.put(change.entry);
  }

  /**
   * What texts get before changes and after them, without making them: each handful of texts is asked on both sides at
   * once, and the index is as it was before anybody else can look.
   */
  async tryOut(
    changes: readonly EntryChange[],
    asked: readonly Asked[],
  ): Promise<{ before: Decision[]; after: Decision[] }> {
    const before: Decision[] = [];
    const after: Decision[] = [];
    for (let start = 0; start < asked.length; start += TRIED_AT_ONCE) {
      if (start > 0) await new Promise((resolve) => setImmediate(resolve));
      const some = asked.slice(start, start + TRIED_AT_ONCE);
      before.push(...some.map(({ ask, after: last }) => this.decideAmongEntries(ask, last)));
      const undo = changes.map((change) => this.undoOf(change));
      for (const change of changes) this.apply(change);
      try {
        after.push(...some.map(({ ask, after: last }) => this.decideAmongEntries(ask, last)));
      } finally {
        for (const back of undo.reverse()) back();
      }
    }
    return { before, after };
  }

  /** The policy's decision for a text, among entries alone; `after` as in `understand`. */
  decideAmongEntries(text: string, after?: string): Decision {
    const ranked = this.rankEntries(text, after === undefined ? RANKED : FOLLOW_UP_DEPTH);
    return this.lean(text, after, ranked)?.decision ?? decideFrom(ranked);
  }

  private rankEntries(text: string, k: number): Candidate[] {
    return (this.index?.rank(text, k) ?? []).filter(({ id }) => !id.startsWith(FLOW_PREFIX));
  }

  /** The reading of a text together with the entry that answered before it. */
  private lean(text: string, after: string | undefined, alone: readonly Candidate[]): FollowUp | undefined {
    const last = after === undefined ? undefined : this.held.get(after)?.answer;
    if (last === undefined) return undefined;
    return readFollowUp(text, last, alone, (one) => {
      const known = this.ranked.get(one);
      if (known !== undefined) return known;
      const ranked = this.rankEntries(one, FOLLOW_UP_DEPTH);
      this.ranked.set(one, ranked);
      return ranked;
    });
  }

  private undoOf(change: EntryChange): () => void {
    const key = change.kind === 'removed' ? change.key : change.entry.key;
    const held = this.held.get(key);
    return () => {
      this.drop(key);
      if (held === undefined) return;
      this.index?.add(held.indexed);
      this.held.set(key, held);
    };
  }

  /** The entries nearest to a text, with the reasons. */
  search(text: string, k: number): Hit[] {
    return this.index?.search(text, k).filter(({ id }) => !id.startsWith(FLOW_PREFIX)) ?? [];
  }

  /** The entries that an explicit search lists, best first; `sure` when the first would be said as an answer. */
  find({ text, limit, products, without }: Wanted): { sure: boolean; entries: Answer[] } {
    const named = (name: string) => fold(name).replaceAll(' ', '');
    const wanted = products === undefined ? undefined : new Set(products.map(named));
    const words = fold(text).split(' ');
    const hits = (this.index?.rank(text, LOOKED_AT) ?? []).flatMap(({ id, score }) => {
      const held = this.held.get(id);
      if (held === undefined || held.answer.category === without) return [];
      if (score < LISTED_SCORE && !says(held.indexed, words)) return [];
      const { product } = held;
      return wanted === undefined || (product !== null && wanted.has(named(product)))
        ? [{ score, entry: held.answer }]
        : [];
    });
    const [best] = hits;
    return {
      sure: best !== undefined && best.score >= ANSWER_SCORE,
      entries: hits.slice(0, limit).map(({ entry }) => entry),
    };
  }

  /** The products that entries are about. */
  products(): string[] {
    const names = [...this.held.values()].flatMap(({ product }) => product ?? []);
    return [...new Set(names)].sort();
  }

  /** The entry that has this very wording; undefined when none has. */
  ownerOf(text: string): string | undefined {
    const [best] = this.search(text, 2);
    return best?.parts.exact === true ? best.id : undefined;
  }

  /** Replaces the tasks that can be asked for by their words. Call it after `load`. */
  setTriggers(triggers: readonly Trigger[]): void {
    this.forget();
    for (const id of this.triggers) this.index?.remove(id);
    this.triggers = triggers.map(({ flow }) => `${FLOW_PREFIX}${flow}`);
    for (const { flow, title, phrases } of triggers) {
      this.index?.add({ id: `${FLOW_PREFIX}${flow}`, question: title, similar: phrases });
    }
  }

  /** What to say to a text. Before `load` it knows nothing. */
  decide(text: string): Finding {
    return this.understand(text).finding;
  }

  /**
   * What a text may be: found among entries and triggers in one search. `after` is the key of the entry that answered
   * last: a short text may lean on it. What was asked lately costs next to nothing.
   */
  understand(text: string, after?: string): Understanding {
    const key = `${after ?? ''}\n${fold(text)}`;
    const known = this.understood.get(key);
    if (known !== undefined) return known;
    const understanding = this.lookUp(text, after);
    this.understood.set(key, understanding);
    return understanding;
  }

  private lookUp(text: string, after: string | undefined): Understanding {
    const ranked = this.index?.rank(text, after === undefined ? RANKED : FOLLOW_UP_DEPTH) ?? [];
    const entries = ranked.filter(({ id }) => !id.startsWith(FLOW_PREFIX));
    const [best, next] = ranked.slice(0, RANKED).filter(({ id }) => id.startsWith(FLOW_PREFIX));
    const followUp = this.lean(text, after, entries);
    const finding = this.present(followUp?.decision ?? decideFrom(entries));
    const understood: Understanding =
      followUp === undefined || after === undefined
        ? { finding }
        : { finding, leansOn: { entry: after, text: followUp.text } };
    if (best === undefined) return understood;
    const trigger = { flow: best.id.slice(FLOW_PREFIX.length), score: best.score };
    return {
      ...understood,
      trigger: next === undefined ? trigger : { ...trigger, margin: best.score - next.score },
    };
  }

  private present(decision: Decision): Finding {
    switch (decision.kind) {
      case 'answer':
        return { kind: 'answer', entry: this.require(decision.id), score: decision.score };
      case 'suggest':
        return {
          kind: 'suggest',
          candidates: decision.candidates.map(({ id, score }) => ({ entry: this.require(id), score })),
        };
      case 'none':
        return decision;
    }
  }

  /** A published entry by its key. */
  entry(id: string): Answer | undefined {
    return this.held.get(id)?.answer;
  }

  private async read(reader: Reader): Promise<void> {
    this.meanwhile = [];
    try {
      // The version first: a change that lands in between is then read again by the next refresh.
      const version = await readVersion(reader);
      const rows = await reader.manager.find(KbEntryEntity, {
        where: { status: 'published' },
        order: { key: 'ASC' },
      });
      this.day = dayOf(this.clock.now());
      const valid = rows.filter((row) => isValidOn(row, this.day));
      if (this.index === undefined) {
        const index = await createIndex(valid.map(toIndexed), this.engine);
        for (const row of valid) this.held.set(row.key, this.hold(row));
        this.index = index;
      } else this.take(valid);
      this.version = version;
      for (const change of this.meanwhile) this.apply(change);
    } finally {
      this.meanwhile = undefined;
    }
  }

  private take(rows: readonly KbEntry[]): void {
    const gone = new Set(this.held.keys());
    for (const row of rows) {
      gone.delete(row.key);
      this.put(row);
    }
    for (const key of gone) this.drop(key);
  }

  private put(entry: KbEntry): void {
    if (this.index === undefined) return;
    if (!isValidOn(entry, this.day)) {
      this.drop(entry.key);
      return;
    }
    const known = this.held.get(entry.key);
    const next = this.hold(entry);
    if (known?.hash === next.hash) return;
    this.forget();
    if (known === undefined) this.index.add(toIndexed(entry));
    else this.index.update(toIndexed(entry));
    this.held.set(entry.key, next);
  }

  private hold(entry: KbEntry): Held {
    const { key, question, category } = entry;
    const answer = fillHours(entry.answer, this.hours);
    return {
      answer: { id: key, question, answer, category },
      product: entry.product,
      indexed: toIndexed(entry),
      hash: contentHash(entry),
    };
  }

  private drop(key: string): void {
    this.forget();
    this.index?.remove(key);
    this.held.delete(key);
  }

  /** What was remembered of searches is right no longer. */
  private forget(): void {
    this.understood.clear();
    this.ranked.clear();
  }

  private require(id: string): Answer {
    const held = this.held.get(id);
    if (held === undefined) throw new Error(`The index has an entry ${id} that is not held`);
    return held.answer;
  }

  /** One reading at a time: a slow one must not overwrite a newer one. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.reading.then(work);
    this.reading = result.catch(() => undefined);
    return result;
  }
}

function toIndexed(entry: KbEntry): Entry {
  return { id: entry.key, question: entry.question, similar: entry.similar, category: entry.category };
}

/** Whether a wording of the entry has all the words. */
function says({ question, similar = [] }: Entry, words: readonly string[]): boolean {
  return [question, ...similar].map(fold).some((wording) => words.every((word) => wording.includes(word)));
}
