import path from 'node:path';
import { forgetFollower, listMisses, type Miss, recordMiss } from '../../../src/kb';
import { openStore, type Store } from '../../../src/store';
import { silentLogger } from '../../helpers/log';
import { tempFolder } from '../../helpers/temp-folder';

const folder = tempFolder();
let store: Store;
let count = 0;

beforeEach(async () => {
  count += 1;
  const file = path.join(folder, `misses-${count}.db`);
  store = await openStore({ kind: 'sqlite', file }, { logger: silentLogger });
});
afterEach(() => store.close());

const miss = (change: Partial<Miss> = {}): Miss => ({
  norm: '能退运费',
  text: '能退运费吗？',
  followerId: 'anna',
  reason: 'none',
  now: 1_000,
  ...change,
});
const record = (...misses: Miss[]) =>
  store.unitOfWork.run(async (tx) => {
    for (const one of misses) await recordMiss(tx, one);
  });
const list = () => listMisses(store.reader, 10);

describe('a question without an answer', () => {
  it('is counted by times and by followers', async () => {
    await record(
      miss({ best: { id: 'refund', score: 0.12 } }),
      miss({ now: 2_000 }),
      miss({ followerId: 'ben', now: 3_000, text: '能退运费不', reason: 'none_of_these' }),
    );
    expect(await list()).toEqual([
      expect.objectContaining({
        norm: '能退运费',
        sampleText: '能退运费不',
        times: 3,
        followers: 2,
        reason: 'none_of_these',
        bestKey: null,
        bestScore: null,
        firstAt: 1_000,
        lastAt: 3_000,
      }),
    ]);
  });

  it('keeps what came closest', async () => {
    await record(miss({ best: { id: 'refund', score: 0.12 } }));
    expect((await list())[0]).toMatchObject({ bestKey: 'refund', bestScore: 0.12 });
  });

  it('stands before those that fewer followers share', async () => {
    await record(
      miss({ norm: 'a' }),
      miss({ norm: 'a' }),
      miss({ norm: 'a' }),
      miss({ norm: 'b' }),
      miss({ norm: 'b', followerId: 'ben' }),
    );
    expect((await list()).map((row) => row.norm)).toEqual(['b', 'a']);
  });

  it('shows no phone number', async () => {
    await record(miss({ norm: '打13800001234没人接', text: '打 13800001234 没人接' }));
    expect((await list())[0]).toMatchObject({
      norm: '打138****1234没人接',
      sampleText: '打 138****1234 没人接',
    });
  });

  it('is nothing when nothing is left to compare, and is cut when it is a story', async () => {
    await record(miss({ norm: '' }), miss({ norm: '长'.repeat(900), text: '长'.repeat(900) }));
    const rows = await list();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.norm).toHaveLength(300);
  });

  it('keeps its counts when a follower is erased, and the follower is forgotten', async () => {
    await record(miss(), miss({ followerId: 'ben' }));
    await store.unitOfWork.run((tx) => forgetFollower(tx, 'anna'));
    expect((await list())[0]).toMatchObject({ times: 2, followers: 2 });
    expect(await store.reader.query('SELECT follower_id FROM kb_miss_follower')).toEqual([
      { follower_id: 'ben' },
    ]);
  });
});
