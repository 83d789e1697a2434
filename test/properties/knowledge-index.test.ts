import { createIndex, type Entry } from '../../src/knowledge';
import { CandidateFinder, type IndexedEntry } from '../../src/knowledge/candidates';
import { IntPool, type PooledList } from '../../src/knowledge/int-pool';
import { InvertedIndex } from '../../src/knowledge/inverted-index';
import { KeyTable } from '../../src/knowledge/key-table';
import { Lexicon } from '../../src/knowledge/lexicon';
import { COMMON_WORD_FACTOR, RERANKED, WEIGHT_POWER } from '../../src/knowledge/policy';
import { analyse } from '../../src/knowledge/terms';
import { readUnits, Vocabulary } from '../../src/knowledge/units';
import fc from '../helpers/fast-check';

/** Few characters, so that texts share many of them. */
const text = fc
  .array(fc.constantFrom(...'发票开退款密码怎么办不能登录三3tkai 我的吗钱'), { minLength: 1, maxLength: 12 })
  .map((characters) => characters.join(''));
const entry = fc.record({ question: text, similar: fc.array(text, { maxLength: 3 }) });

const lexicon = new Lexicon([
  ['退款', '退钱'],
  ['密码', '口令'],
]);
const vocabulary = new Vocabulary(lexicon.words);
const termsOf = (normalised: string, isWord?: (word: string) => boolean) =>
  analyse(
    readUnits(normalised, (word) => vocabulary.add(word), isWord),
    lexicon,
  ).terms;

/** The weights of the terms of a text as they are defined, rounded as the index rounds. */
function weigh(
  normalised: string,
  all: readonly string[],
  isWord?: (word: string) => boolean,
): Map<number, number> {
  const count = 4 * Math.round(8 * Math.log(all.length + 1));
  return new Map(
    termsOf(normalised, isWord).map(({ key, factor }) => {
      const df = all.filter((one) => termsOf(one).some((term) => term.key === key)).length;
      const idf = Math.max(0, (count - Math.round(32 * Math.log(df + 0.5))) / 32);
      return [key, Math.round(64 * (factor * idf) ** WEIGHT_POWER)];
    }),
  );
}

/** Dice as its definition reads, phrasing by phrasing. */
function naiveDice(question: string, phrasing: string, all: readonly string[]): number {
  const isWord = (word: string) => all.some((one) => new RegExp(`(?<![a-z])${word}(?![a-z])`).test(one));
  const asked = weigh(question, all, isWord);
  const found = weigh(phrasing, all);
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
  const shared = sum([...asked].filter(([key]) => found.has(key)).map(([, weight]) => weight));
  return shared === 0 ? 0 : Math.min(1, (2 * shared) / (sum(asked.values()) + sum(found.values())));
}

describe('the search for candidates', () => {
  it('agrees with a scan of every phrasing, after any additions and removals', () => {
    expect(COMMON_WORD_FACTOR).toBeLessThan(1);
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(11)),
        text,
        fc.boolean(),
        (texts, gone, asked, askBefore) => {
          const index = new InvertedIndex<IndexedEntry>(lexicon);
          const owner = (place: number): IndexedEntry => ({ id: `e${place}`, place, slots: [], forms: [] });
          const slots = texts.map((one, place) => index.add(owner(place), one, one));
          if (askBefore) index.ask(asked);
          const removed = new Set(gone.filter((place) => place < texts.length));
          for (const place of removed) index.remove(slots[place]!);
          // A slot that became free is used again.
          const left = new Map(texts.map((one, place) => [place, one]));
          for (const place of removed) {
            const again = `${texts[place]}码`;
            index.add(owner(place), again, again);
            left.set(place, again);
          }
          const found = new CandidateFinder(index).find(index.ask(asked), 100);
          const all = [...left.values()];
          const seen = new Map(found.map((candidate) => [candidate.entry.place, candidate.dice]));
          for (const [place, one] of left)
            expect(seen.get(place) ?? 0).toBeCloseTo(naiveDice(asked, one, all), 8);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('finds the same when it may skip as when it may not', () => {
    const bases = '发票开退款密码怎么办不能登录订单地址修改物流查询'.split('');
    fc.assert(
      fc.property(fc.nat(1000), text, fc.integer({ min: 1, max: 5 }), (seed, asked, keep) => {
        const index = new InvertedIndex<IndexedEntry>(lexicon);
        let state = seed + 1;
        const next = (limit: number) => {
          state = (state * 48271) % 2147483647;
          return state % limit;
        };
        for (let place = 0; place < 700; place += 1) {
          const one = Array.from({ length: 3 + next(6) }, () => bases[next(bases.length)]).join('');
          index.add({ id: `e${String(place).padStart(4, '0')}`, place, slots: [], forms: [] }, one, one);
        }
        const finder = new CandidateFinder(index);
        const all = finder.find(index.ask(asked), 700);
        const few = finder.find(index.ask(asked), keep);
        expect(few.map(({ entry, dice }) => [entry.id, dice])).toEqual(
          all.slice(0, keep).map(({ entry, dice }) => [entry.id, dice]),
        );
      }),
      { numRuns: 40 },
    );
  });
});

describe('the pool of lists', () => {
  it('keeps lists apart, whatever is pushed and removed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(50), fc.boolean())), (steps) => {
        const pool = new IntPool();
        const lists: PooledList[] = Array.from({ length: 6 }, () => ({ start: 0, length: 0, room: 0 }));
        const expected: number[][] = lists.map(() => []);
        for (const [which, value, isRemoval] of steps) {
          const list = lists[which]!;
          const values = expected[which]!;
          if (!isRemoval) {
            pool.push(list, value);
            values.push(value);
          } else if (values.includes(value)) {
            pool.remove(list, value);
            values.splice(values.indexOf(value), 1);
          }
        }
        lists.forEach(({ start, length }, which) => {
          expect([...pool.numbers.slice(start, start + length)].sort()).toEqual(expected[which]!.sort());
        });
      }),
    );
  });
});

describe('the table of keys', () => {
  it('numbers keys in order of arrival, and finds them again', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat(), { maxLength: 3000 }), (keys) => {
        const table = new KeyTable();
        const expected = new Map<number, number>();
        for (const key of keys) {
          if (!expected.has(key)) expected.set(key, expected.size);
          expect(table.numberOf(key)).toBe(expected.get(key));
        }
        for (const [key, number] of expected) expect(table.get(key)).toBe(number);
        expect(table.get(Number.MAX_SAFE_INTEGER)).toBe(expected.get(Number.MAX_SAFE_INTEGER) ?? -1);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the close look at candidates', () => {
  it('finds the same best ones whether few or all are wanted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 30 }), text, async (list, asked) => {
        const index = await createIndex(list.map((one, place) => ({ id: `e${place}`, ...one })));
        // As many as are looked at: nothing is left out.
        const all = index.rank(asked, RERANKED);
        for (const few of [1, 2, 3, 5]) expect(index.rank(asked, few)).toEqual(all.slice(0, few));
      }),
      { numRuns: 300 },
    );
  });
});

describe('an index that was changed', () => {
  it('answers like a fresh one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { minLength: 1, maxLength: 10 }),
        fc.array(fc.tuple(fc.nat(9), fc.option(entry)), { maxLength: 12 }),
        text,
        async (start, changes, asked) => {
          const state = new Map<string, Entry>(
            start.map((one, place) => [`e${place}`, { id: `e${place}`, ...one }]),
          );
          const changed = await createIndex([...state.values()]);
          for (const [place, next] of changes) {
            const id = `e${place}`;
            if (next === null) {
              expect(changed.remove(id)).toBe(state.delete(id));
            } else {
              if (state.has(id)) changed.update({ id, ...next });
              else changed.add({ id, ...next });
              state.set(id, { id, ...next });
            }
          }
          const fresh = await createIndex([...state.values()]);
          expect(changed.size).toBe(fresh.size);
          expect(changed.search(asked, 5)).toEqual(fresh.search(asked, 5));
          expect(changed.decide(asked)).toEqual(fresh.decide(asked));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('always finds an own phrasing with certainty', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 10 }), async (list) => {
        const entries = list.map((one, place) => ({ id: `e${place}`, ...one }));
        const index = await createIndex(entries);
        for (const { id, question } of entries) {
          const hits = index.search(question, entries.length);
          if (hits.length > 0) expect(hits.find((hit) => hit.id === id)?.score).toBe(1);
        }
      }),
      { numRuns: 60 },
    );
  });
});
