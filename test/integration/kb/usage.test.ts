import path from 'node:path';
import { forgetFollower, hotEntries, importEntries, recordView, recordVote } from '../../../src/kb';
import { openStore, type Store } from '../../../src/store';
import { silentLogger } from '../../helpers/log';
import { tempFolder } from '../../helpers/temp-folder';
import { buildEntry } from './builders';

const folder = tempFolder();
let store: Store;
beforeAll(async () => {
  store = await openStore({ kind: 'sqlite', file: path.join(folder, 'usage.db') }, { logger: silentLogger });
  await store.unitOfWork.run((tx) =>
    importEntries(
      tx,
      [
        buildEntry(),
        buildEntry({ key: 'refund', question: '退款流程' }),
        buildEntry({ key: 'hi', question: '你好', category: '闲聊' }),
        buildEntry({ key: 'old', question: '旧活动', validUntil: '2020-01-01' }),
      ],
      { force: false, now: 1 },
    ),
  );
});
afterAll(() => store.close());

const vote = (followerId: string, helpful: boolean) =>
  store.unitOfWork.run((tx) => recordVote(tx, { key: 'invoice', followerId, helpful, now: 1 }));
const counts = async () =>
  (await store.reader.query('SELECT views, helpful, unhelpful FROM kb_usage WHERE key = $1', ['invoice']))[0];

it('a follower has one vote for an entry, and may change their mind', async () => {
  expect(await vote('a', true)).toBe('counted');
  expect(await vote('a', true)).toBe('same');
  expect(await vote('b', true)).toBe('counted');
  expect(await counts()).toEqual({ views: 0, helpful: 2, unhelpful: 0 });
  expect(await vote('a', false)).toBe('changed');
  expect(await counts()).toEqual({ views: 0, helpful: 1, unhelpful: 1 });
});

it('an erased follower leaves only the counts', async () => {
  await store.unitOfWork.run((tx) => forgetFollower(tx, 'a'));
  expect(await store.reader.query('SELECT follower_id FROM kb_vote')).toEqual([{ follower_id: 'b' }]);
  expect(await counts()).toMatchObject({ unhelpful: 1 });
});

it('what is read most comes first, without small talk and what is out of date', async () => {
  await store.unitOfWork.run(async (tx) => {
    for (const key of ['refund', 'refund', 'invoice', 'hi', 'hi', 'hi', 'old']) await recordView(tx, key);
  });
  const hot = await hotEntries(store.reader, { limit: 10, without: '闲聊', today: '2026-05-01' });
  expect(hot).toEqual([
    { key: 'refund', question: '退款流程', views: 2 },
    { key: 'invoice', question: '怎么开发票', views: 1 },
  ]);
});
