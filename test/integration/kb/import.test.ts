import fs from 'node:fs';
import path from 'node:path';
import {
  importEntries,
  type KbEntry,
  KbEntryEntity,
  KbEntryVersionEntity,
  retireEntry,
  saveEntry,
  seedWhenEmpty,
} from '../../../src/kb';
import { openStore, type Store } from '../../../src/store';
import { silentLogger } from '../../helpers/log';
import { tempFolder } from '../../helpers/temp-folder';
import { buildEntry } from './builders';

const folder = tempFolder();
let store: Store;
let count = 0;

beforeEach(async () => {
  count += 1;
  const file = path.join(folder, `import-${count}.db`);
  store = await openStore({ kind: 'sqlite', file }, { logger: silentLogger });
});
afterEach(() => store.close());

const run = (entries: KbEntry[], now: number, force = false) =>
  store.unitOfWork.run((tx) => importEntries(tx, entries, { force, now }));
const stored = (key: string) => store.reader.manager.findOneByOrFail(KbEntryEntity, { key });
const version = async () => (await store.reader.query('SELECT version FROM kb_version'))[0]?.version ?? 0;

const invoice = buildEntry({ similar: ['发票申请'], tags: ['热门'], product: '星云' });
const refund = buildEntry({ key: 'refund', question: '退款流程', category: '退款' });

describe('importing', () => {
  it('stores every field, and a second time writes nothing', async () => {
    expect(await run([invoice, refund], 1_000)).toEqual({
      added: ['invoice', 'refund'],
      updated: [],
      unchanged: [],
      kept: [],
      retired: [],
      missing: [],
      changes: {},
    });
    expect(await stored('invoice')).toMatchObject({
      ...invoice,
      status: 'published',
      source: 'seed',
      editedAt: null,
      createdAt: 1_000,
      updatedAt: 1_000,
    });
    expect(await version()).toBe(1);
    expect(await run([invoice, refund], 2_000)).toMatchObject({
      added: [],
      unchanged: ['invoice', 'refund'],
    });
    expect((await stored('invoice')).updatedAt).toBe(1_000);
    expect(await version()).toBe(1);
  });

  it.each<[string, Partial<KbEntry>]>([
    ['question', { question: '如何申请发票' }],
    ['phrasings', { similar: ['发票申请', '要发票'] }],
    ['answer', { answer: '新的答案' }],
    ['category', { category: '账务' }],
    ['product', { product: null }],
    ['tags', { tags: [] }],
  ])('updates an entry whose %s changed in the file', async (_field, change) => {
    await run([invoice], 1_000);
    expect(await run([{ ...invoice, ...change }], 2_000)).toMatchObject({ updated: ['invoice'] });
    expect(await stored('invoice')).toMatchObject({
      ...invoice,
      ...change,
      createdAt: 1_000,
      updatedAt: 2_000,
    });
    expect(await version()).toBe(2);
  });

  it('leaves an entry alone that was edited in the console, unless forced', async () => {
    await run([invoice], 1_000);
    await store.unitOfWork.run((tx) => saveEntry(tx, { ...invoice, answer: '手工改过' }, 2_000));
    const changed = { ...invoice, answer: '文件里的新答案' };
    expect(await run([changed], 3_000)).toMatchObject({ kept: ['invoice'], updated: [] });
    expect(await stored('invoice')).toMatchObject({ answer: '手工改过', editedAt: 2_000, source: 'seed' });
    expect(await run([changed], 4_000, true)).toMatchObject({ kept: [], updated: ['invoice'] });
    expect(await stored('invoice')).toMatchObject({ answer: '文件里的新答案', editedAt: null });
  });

  it('names what is no longer in the files and leaves it published; console entries are none of its business', async () => {
    await run([invoice, refund], 1_000);
    await store.unitOfWork.run((tx) =>
      saveEntry(tx, buildEntry({ key: 'own', question: '自己写的' }), 2_000),
    );
    expect(await run([invoice], 3_000)).toMatchObject({ unchanged: ['invoice'], missing: ['refund'] });
    expect((await stored('refund')).status).toBe('published');
    expect((await stored('own')).source).toBe('console');
  });

  it('does not publish again what a person retired', async () => {
    await run([invoice], 1_000);
    expect(await store.unitOfWork.run((tx) => retireEntry(tx, 'invoice', 2_000))).toBe(true);
    expect(await store.unitOfWork.run((tx) => retireEntry(tx, 'invoice', 2_500))).toBe(false);
    expect(await run([{ ...invoice, answer: '新' }], 3_000)).toMatchObject({ kept: ['invoice'] });
    expect((await stored('invoice')).status).toBe('retired');
  });

  it('says what differs', async () => {
    await run([invoice, refund], 1_000);
    const next = {
      ...invoice,
      answer: '新',
      similar: ['开票', '要发票'],
      tags: [],
      validUntil: '2026-12-31',
    };
    expect(await run([next, refund], 2_000)).toMatchObject({
      updated: ['invoice'],
      changes: { invoice: ['answer', 'validUntil', 'similar (+2 −1)', 'tags (+0 −1)'] },
    });
  });

  it('retires what is in no file any more only when asked to, and brings it back with its file', async () => {
    const retiring = (entries: KbEntry[], now: number) =>
      store.unitOfWork.run((tx) => importEntries(tx, entries, { force: false, retire: true, now }));
    await run([invoice, refund], 1_000);
    await store.unitOfWork.run((tx) =>
      saveEntry(tx, buildEntry({ key: 'own', question: '自己写的' }), 1_500),
    );
    expect(await retiring([invoice], 2_000)).toMatchObject({ retired: ['refund'], missing: [] });
    expect((await stored('refund')).status).toBe('retired');
    expect((await stored('own')).status).toBe('published');
    expect(await run([invoice, refund], 3_000)).toMatchObject({
      updated: ['refund'],
      changes: { refund: ['status'] },
    });
    expect((await stored('refund')).status).toBe('published');
  });

  it('keeps each version that it replaces', async () => {
    await run([invoice], 1_000);
    await run([{ ...invoice, answer: '新' }], 2_000);
    expect(await stored('invoice')).toMatchObject({ version: 2, answer: '新', changedByName: '导入' });
    expect(await store.reader.manager.find(KbEntryVersionEntity)).toMatchObject([
      { key: 'invoice', version: 1, status: 'published', at: 1_000, content: invoice },
    ]);
  });

  it('takes thousands at once', async () => {
    const many = Array.from({ length: 2_500 }, (_, place) =>
      buildEntry({ key: `entry-${place}`, question: `问题${place}` }),
    );
    expect((await run(many, 1_000)).added).toHaveLength(2_500);
    expect(await store.reader.manager.count(KbEntryEntity)).toBe(2_500);
  });
});

describe('seeding', () => {
  const seeds = path.join(folder, 'seeds');
  const text = 'category: c\nentries:\n  - { key: a, question: 怎么开票, answer: 好 }\n';
  beforeAll(() => {
    fs.mkdirSync(path.join(seeds, 'entries'), { recursive: true });
    fs.writeFileSync(path.join(seeds, 'entries', 'a.yaml'), text);
  });
  const seed = (from = seeds) => store.unitOfWork.run((tx) => seedWhenEmpty(tx, from, 1_000));

  it('fills an empty table, and never one with anything in it', async () => {
    expect(await seed()).toMatchObject({ added: ['a'] });
    await store.unitOfWork.run((tx) => retireEntry(tx, 'a', 2_000));
    expect(await seed()).toBeUndefined();
    expect((await stored('a')).status).toBe('retired');
  });

  it('changes nothing when a file is wrong', async () => {
    const bad = path.join(folder, 'bad');
    fs.mkdirSync(bad);
    fs.writeFileSync(path.join(bad, 'good.yaml'), text);
    fs.writeFileSync(path.join(bad, 'wrong.jsonl'), '{}\n');
    await expect(seed(bad)).rejects.toMatchObject({ code: 'SEED_INVALID' });
    expect(await store.reader.manager.count(KbEntryEntity)).toBe(0);
  });
});
