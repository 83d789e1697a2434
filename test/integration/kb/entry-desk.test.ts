import path from 'node:path';
import { EntryDesk, type Golden, importEntries, KnowledgeBase } from '../../../src/kb';
import { ManualClock } from '../../../src/kernel/clock';
import { openStore, type Store } from '../../../src/store';
import { silentLogger } from '../../helpers/log';
import { tempFolder } from '../../helpers/temp-folder';
import { buildEntry } from './builders';

/** 2026-05-01 12:00 in Shanghai. */
const MAY_DAY = Date.UTC(2026, 4, 1, 4);
const DAY = 86_400_000;
const folder = tempFolder();
const editor = { staffId: 's1', name: '小王', reason: '更清楚' };

let store: Store;
let knowledge: KnowledgeBase;
let desk: EntryDesk;
let clock: ManualClock;
let golden: Golden[];
let count = 0;

beforeEach(async () => {
  count += 1;
  store = await openStore(
    { kind: 'sqlite', file: path.join(folder, `desk-${count}.db`) },
    { logger: silentLogger },
  );
  clock = new ManualClock(MAY_DAY);
  const entries = [
    buildEntry({ similar: ['发票在哪里申请'] }),
    buildEntry({ key: 'refund', question: '退款流程', answer: '三天到账。', category: '退款' }),
  ];
  await store.unitOfWork.run((tx) => importEntries(tx, entries, { force: false, now: 1 }));
  knowledge = new KnowledgeBase(clock);
  await knowledge.load(store.reader);
  golden = [
    { ask: '发票怎么开', expect: 'invoice' },
    { ask: '退款的流程是怎样', expect: 'refund' },
    { ask: '明天下雨吗', expect: null },
  ];
  desk = new EntryDesk({
    unitOfWork: store.unitOfWork,
    reader: store.reader,
    clock,
    knowledge,
    golden: () => golden,
  });
});
afterEach(() => store.close());

const warranty = buildEntry({ key: 'warranty', question: '保修期多长', answer: '一年。', category: '保修' });

describe('an entry', () => {
  it('is written as a draft, answered once it is published, and not any more once it is retired', async () => {
    expect(await desk.create(warranty, 'draft', { editor })).toMatchObject({
      ok: true,
      entry: { status: 'draft', version: 1, usage: { views: 0 } },
    });
    expect(knowledge.decide('保修期多长').kind).toBe('none');
    expect(await desk.setStatus('warranty', 'published', { editor })).toMatchObject({
      ok: true,
      gate: { refused: false, rightBefore: 3, rightAfter: 3 },
    });
    expect(knowledge.decide('保修期多长')).toMatchObject({ kind: 'answer', entry: { id: 'warranty' } });
    await desk.setStatus('warranty', 'retired', { editor });
    expect(knowledge.decide('保修期多长').kind).toBe('none');
  });

  it('is answered as changed at once, without reading the table again', async () => {
    await desk.change('refund', { answer: '五天到账。' }, { editor });
    expect(knowledge.decide('退款流程')).toMatchObject({ entry: { answer: '五天到账。' } });
    expect(await knowledge.refreshIfChanged(store.reader)).toBe(false);
  });

  it('keeps its versions with who and why, and goes back to one', async () => {
    await desk.change('refund', { answer: '五天到账。' }, { editor });
    await desk.change('refund', { answer: '七天到账。' }, { editor: { ...editor, reason: '放假' } });
    expect(await desk.versions('refund')).toMatchObject([
      { version: 3, content: { answer: '七天到账。' }, changedByName: '小王', reason: '放假' },
      { version: 2, content: { answer: '五天到账。' }, changedBy: 's1', reason: '更清楚' },
      { version: 1, content: { answer: '三天到账。' }, changedBy: null, at: 1 },
    ]);
    expect(await desk.restore('refund', 1, { editor })).toMatchObject({
      ok: true,
      entry: { version: 4, answer: '三天到账。' },
    });
    expect(knowledge.decide('退款流程')).toMatchObject({ entry: { answer: '三天到账。' } });
    expect(await desk.restore('refund', 9, { editor })).toEqual({ ok: false, code: 'NOT_FOUND' });
  });

  it('that is saved as it was makes no version', async () => {
    await desk.change('refund', { answer: '三天到账。' }, { editor });
    expect(await desk.versions('refund')).toHaveLength(1);
  });

  it('cannot be written over one that somebody else changed, or under a key that is used', async () => {
    await desk.change('refund', { answer: '五天到账。' }, { editor });
    expect(await desk.change('refund', { answer: '六天' }, { editor, version: 1 })).toEqual({
      ok: false,
      code: 'CHANGED',
    });
    expect(await desk.create(buildEntry({ question: '新的' }), 'draft', { editor })).toEqual({
      ok: false,
      code: 'TAKEN',
    });
    expect(await desk.change('nobody', {}, { editor })).toEqual({ ok: false, code: 'NOT_FOUND' });
  });

  it('cannot take the wording of another one', async () => {
    const twin = { ...warranty, similar: ['发票在哪里申请？'] };
    expect(await desk.create(twin, 'published', { editor })).toEqual({
      ok: false,
      code: 'DUPLICATE',
      text: '发票在哪里申请？',
      key: 'invoice',
    });
  });

  it('comes and goes by its dates, by itself', async () => {
    const sale = { ...warranty, validFrom: '2026-05-02', validUntil: '2026-05-03' };
    await desk.create(sale, 'published', { editor });
    const answered = async () => {
      await knowledge.refreshIfChanged(store.reader);
      return knowledge.decide('保修期多长').kind === 'answer';
    };
    expect(await answered()).toBe(false);
    clock.advance(DAY);
    expect(await answered()).toBe(true);
    clock.advance(DAY + DAY / 2 - 1);
    expect(await answered()).toBe(true);
    clock.advance(1);
    expect(await answered()).toBe(false);
  });

  it('is found by filters, page by page', async () => {
    await desk.create(warranty, 'draft', { editor });
    await desk.change('refund', { answer: '5%_天' }, { editor });
    const keys = async (filter: object) =>
      (await desk.list({ limit: 10, ...filter })).items.map((entry) => entry.key);
    expect(await keys({})).toEqual(['invoice', 'refund', 'warranty']);
    expect(await keys({ status: 'draft' })).toEqual(['warranty']);
    expect(await keys({ category: '退款' })).toEqual(['refund']);
    expect(await keys({ text: '哪里申请' })).toEqual(['invoice']);
    expect(await keys({ text: '%_' })).toEqual(['refund']);
    expect(await keys({ edited: false })).toEqual(['invoice']);
    expect(await desk.list({ limit: 1, offset: 1 })).toMatchObject({ items: [{ key: 'refund' }], total: 3 });
    expect(await desk.counts()).toMatchObject({ statuses: { draft: 1, published: 2, retired: 0 } });
  });
});

describe('the golden questions', () => {
  const thief = buildEntry({ key: 'thief', question: '发票怎么开呀', answer: '抢。' });

  it('refuse an entry that takes one of them, and name it', async () => {
    expect(await desk.create(thief, 'published', { editor })).toMatchObject({
      ok: false,
      code: 'REGRESSION',
      gate: {
        refused: true,
        rightBefore: 3,
        rightAfter: 2,
        broken: [{ ask: '发票怎么开', expect: 'invoice', before: 'invoice', after: 'thief' }],
      },
    });
    expect(knowledge.decide('发票怎么开')).toMatchObject({ entry: { id: 'invoice' } });
    expect(await desk.read('thief')).toBeUndefined();
  });

  it('do not mind a draft', async () => {
    expect(await desk.create(thief, 'draft', { editor })).toMatchObject({ ok: true });
  });

  it('refuse to lose the entry that answers one', async () => {
    expect(await desk.setStatus('refund', 'retired', { editor })).toMatchObject({
      ok: false,
      gate: { broken: [{ ask: '退款的流程是怎样' }] },
    });
    expect(knowledge.decide('退款流程').kind).toBe('answer');
  });

  it('give way when that is forced', async () => {
    expect(await desk.create(thief, 'published', { editor, force: true })).toMatchObject({
      ok: true,
      gate: { refused: true },
    });
    expect(knowledge.decide('发票怎么开')).toMatchObject({ entry: { id: 'thief' } });
  });

  it('leave the index as it was, also for those who ask in the middle of a long trial', async () => {
    const before = knowledge.search('发票怎么开', 5);
    const ask = [{ ask: '发票怎么开', expect: 'invoice' }];
    golden = [...ask, ...Array.from({ length: 90 }, (_, place) => ({ ask: `天气${place}`, expect: null }))];
    const seen: unknown[] = [];
    const trial = desk.create(thief, 'published', { editor });
    let running = true;
    const watch = (async () => {
      while (running) {
        seen.push(knowledge.search('发票怎么开', 5));
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    expect((await trial).ok).toBe(false);
    running = false;
    await watch;
    expect(seen.length).toBeGreaterThan(3);
    for (const one of seen) expect(one).toEqual(before);
    expect(knowledge.search('发票怎么开', 5)).toEqual(before);
  });
});
