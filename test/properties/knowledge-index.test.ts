import { createIndex, type Entry } from '../../src/knowledge';
import { analyse, CHANNELS } from '../../src/knowledge/analyse';
import { InvertedIndex } from '../../src/knowledge/inverted-index';
import { CHANNEL_WEIGHTS, COMMON_WORD_FACTOR, TYPED_SOUND_FACTOR } from '../../src/knowledge/policy';
import fc from '../helpers/fast-check';

/** Few characters, so that texts share many of them. */
const text = fc
  .array(fc.constantFrom(...'发票开退款密码怎么办不能登录三3tkai 我的吗'), { minLength: 1, maxLength: 12 })
  .map((characters) => characters.join(''));
const entry = fc.record({ question: text, similar: fc.array(text, { maxLength: 3 }) });

function termWeights(
  normalised: string,
  all: readonly string[],
  isWord?: (key: string) => boolean,
): Map<string, number> {
  return new Map(
    analyse(normalised, isWord).map((term) => {
      const df = all.filter((one) => analyse(one).some(({ key }) => key === term.key)).length;
      const idf = Math.log(1 + (all.length - df + 0.5) / (df + 0.5));
      const weight =
        CHANNEL_WEIGHTS[CHANNELS[term.channel]!] *
        (term.common ? COMMON_WORD_FACTOR : 1) *
        (term.typed ? TYPED_SOUND_FACTOR : 1);
      return [term.key, weight * idf];
    }),
  );
}

/** Dice as its definition reads, phrasing by phrasing. */
function naiveDice(question: string, phrasing: string, all: readonly string[]): number {
  const isWord = (key: string) => all.some((one) => analyse(one).some((term) => term.key === key));
  const asked = termWeights(question, all, isWord);
  const found = termWeights(phrasing, all);
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
  const shared = sum([...asked].filter(([key]) => found.has(key)).map(([, weight]) => weight));
  return shared === 0 ? 0 : (2 * shared) / (sum(asked.values()) + sum(found.values()));
}

describe('the inverted index', () => {
  it('agrees with a scan of every phrasing, after any additions and removals', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(11)),
        text,
        (texts, gone, asked) => {
          const index = new InvertedIndex<number>();
          const slots = texts.map((one, place) => index.add(place, one, one));
          const removed = new Set(gone.filter((place) => place < texts.length));
          for (const place of removed) index.remove(slots[place]!);
          // A slot that became free is used again.
          const left = new Map(texts.map((one, place) => [place, one]));
          for (const place of removed) {
            const again = `${texts[place]}码`;
            index.add(place, again, again);
            left.set(place, again);
          }
          const seen = new Map<number, number>();
          index.match(asked, (phrasing, dice) => seen.set(phrasing.owner, dice));
          const all = [...left.values()];
          for (const [place, one] of left) {
            expect(seen.get(place) ?? 0).toBeCloseTo(Math.min(1, naiveDice(asked, one, all)), 8);
          }
        },
      ),
      { numRuns: 150 },
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
