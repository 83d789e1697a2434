import path from 'node:path';
import type { KbFinding } from '../../../src/dialogue/event';
import { importEntries, KnowledgeBase, retireEntry, saveEntry } from '../../../src/kb';
import { KnowledgeIndex } from '../../../src/knowledge/knowledge-index';
import { openStore, type Store } from '../../../src/store';
import { silentLogger } from '../../helpers/log';
import { tempFolder } from '../../helpers/temp-folder';
import { buildEntry } from './builders';

const folder = tempFolder();
let store: Store;
let knowledge: KnowledgeBase;
let count = 0;

beforeEach(async () => {
  count += 1;
  const file = path.join(folder, `kb-${count}.db`);
  store = await openStore({ kind: 'sqlite', file }, { logger: silentLogger });
  const entries = [
    buildEntry(),
    buildEntry({ key: 'refund', question: '退款流程', answer: '三天到账。', category: '退款' }),
    buildEntry({ key: 'bill-send', question: '电子账单什么时候发送' }),
    buildEntry({ key: 'bill-post', question: '电子账单什么时候寄送' }),
  ];
  await store.unitOfWork.run((tx) => importEntries(tx, entries, { force: false, now: 1 }));
  knowledge = new KnowledgeBase();
  await knowledge.load(store.reader);
});
afterEach(() => store.close());

describe('the knowledge base', () => {
  it('writes the hours that an answer names, also after a change', async () => {
    const hours = new Map([['hotline', '周一至周五 9:00–18:00']]);
    const withHours = new KnowledgeBase(undefined, hours);
    const entry = buildEntry({
      key: 'refund',
      question: '退款流程',
      answer: '请致电（{{ hours.hotline }}）。',
    });
    await store.unitOfWork.run((tx) => saveEntry(tx, entry, 2));
    await withHours.load(store.reader);
    expect(withHours.entry('refund')?.answer).toBe('请致电（周一至周五 9:00–18:00）。');
    withHours.applyChange({ kind: 'saved', entry: { ...entry, answer: '传真 {{hours.fax}}。' } });
    expect(withHours.entry('refund')?.answer).toBe('传真 请回复 服务时间 查看。');
  });

  it('answers with everything that a reply needs', () => {
    expect(knowledge.size).toBe(4);
    expect(knowledge.decide('请问退款流程？')).toEqual({
      kind: 'answer',
      entry: { id: 'refund', question: '退款流程', answer: '三天到账。', category: '退款' },
      score: 1,
    });
    expect(knowledge.entry('refund')?.answer).toBe('三天到账。');
    expect(knowledge.entry('nobody')).toBeUndefined();
  });

  it('offers at most three entries whole, when none is sure', () => {
    // The type is the dialogue's: it takes what the knowledge base finds as it is.
    const finding: KbFinding = knowledge.decide('账单寄送还是发送');
    expect(finding.kind).toBe('suggest');
    if (finding.kind !== 'suggest') return;
    expect(finding.candidates.length).toBeLessThanOrEqual(3);
    expect(finding.candidates.map(({ entry }) => entry.question)).toEqual(
      expect.arrayContaining(['电子账单什么时候发送', '电子账单什么时候寄送']),
    );
  });

  it('lists what an explicit search finds, within a product and without a category', async () => {
    const more = [
      buildEntry({ key: 'erp-bill', question: 'ERP 账单在哪里看', product: '云 ERP' }),
      buildEntry({ key: 'chat-bill', question: '账单好多啊', category: '闲聊' }),
    ];
    await store.unitOfWork.run((tx) => importEntries(tx, more, { force: false, now: 2 }));
    await knowledge.load(store.reader);
    const ids = (wanted: Partial<Parameters<KnowledgeBase['find']>[0]>) =>
      knowledge.find({ text: '账单', limit: 5, ...wanted }).entries.map(({ id }) => id);
    expect(ids({})).toEqual(expect.arrayContaining(['bill-send', 'bill-post', 'erp-bill', 'chat-bill']));
    expect(ids({ without: '闲聊' })).not.toContain('chat-bill');
    expect(ids({ products: ['ERP 云服务', '云ERP'] })).toEqual(['erp-bill']);
    expect(ids({ limit: 1 })).toHaveLength(1);
    expect(ids({ text: '量子力学' })).toEqual([]);
    expect(knowledge.find({ text: '退款流程', limit: 5 }).sure).toBe(true);
    expect(knowledge.products()).toEqual(['云 ERP']);
  });

  it('knows nothing before it is loaded', () => {
    const empty = new KnowledgeBase();
    expect(empty.decide('怎么开发票')).toEqual({ kind: 'none' });
    expect(empty.search('怎么开发票', 3)).toEqual([]);
    expect(empty.size).toBe(0);
  });

  it('notices what another process changed, and reads only then', async () => {
    expect(await knowledge.refreshIfChanged(store.reader)).toBe(false);
    await store.unitOfWork.run(async (tx) => {
      await saveEntry(tx, buildEntry({ answer: '改过的答案' }), 2);
      await saveEntry(tx, buildEntry({ key: 'new', question: '保修多久' }), 2);
      await retireEntry(tx, 'refund', 2);
    });
    expect(knowledge.entry('invoice')?.answer).toBe('在订单页面申请。');
    expect(await knowledge.refreshIfChanged(store.reader)).toBe(true);
    expect(knowledge.entry('invoice')?.answer).toBe('改过的答案');
    expect(knowledge.decide('保修多久')).toMatchObject({ kind: 'answer', entry: { id: 'new' } });
    expect(knowledge.decide('退款流程').kind).not.toBe('answer');
    expect(knowledge.size).toBe(4);
    expect(await knowledge.refreshIfChanged(store.reader)).toBe(false);
  });

  it('applies a change of its own after the commit, and not after a rollback', async () => {
    const changed = buildEntry({ question: '开票要多久' });
    await expect(
      store.unitOfWork.run(async (tx) => {
        await saveEntry(tx, changed, 2);
        tx.afterCommit(() => knowledge.applyChange({ kind: 'saved', entry: changed }));
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(knowledge.decide('怎么开发票')).toMatchObject({ kind: 'answer', score: 1 });
    await store.unitOfWork.run(async (tx) => {
      await saveEntry(tx, changed, 2);
      tx.afterCommit(() => knowledge.applyChange({ kind: 'saved', entry: changed }));
    });
    expect(knowledge.decide('开票要多久')).toMatchObject({ kind: 'answer', score: 1 });
    knowledge.applyChange({ kind: 'removed', key: 'invoice' });
    expect(knowledge.entry('invoice')).toBeUndefined();
  });

  it('does not lose a change that is committed while it reads', async () => {
    const late = buildEntry({ key: 'late', question: '晚到的问题' });
    const before = await store.reader.manager.find.bind(store.reader.manager);
    // The rows are read before the change; the change is committed and applied while the index is built.
    const slow = {
      query: store.reader.query.bind(store.reader),
      manager: Object.assign(Object.create(store.reader.manager), {
        find: async (...args: Parameters<typeof before>) => {
          const rows = await before(...args);
          await store.unitOfWork.run(async (tx) => {
            await saveEntry(tx, late, 3);
            tx.afterCommit(() => fresh.applyChange({ kind: 'saved', entry: late }));
          });
          return rows;
        },
      }),
    };
    const fresh = new KnowledgeBase();
    await fresh.load(slow);
    expect(fresh.decide('晚到的问题')).toMatchObject({ kind: 'answer', entry: { id: 'late' } });
  });

  it('keeps what it has when a reading fails', async () => {
    await store.unitOfWork.run((tx) => retireEntry(tx, 'refund', 2));
    const broken = {
      manager: store.reader.manager,
      query: () => Promise.reject(new Error('no database')),
    };
    await expect(knowledge.refreshIfChanged(broken)).rejects.toThrow('no database');
    expect(knowledge.decide('退款流程').kind).toBe('answer');
    expect(await knowledge.refreshIfChanged(store.reader)).toBe(true);
    expect(knowledge.decide('退款流程').kind).not.toBe('answer');
  });
});

describe('a question that was asked before', () => {
  const rank = jest.spyOn(KnowledgeIndex.prototype, 'rank');
  beforeEach(() => rank.mockClear());

  it('is not searched again, however it is punctuated', () => {
    const first = knowledge.understand('退款流程');
    expect(knowledge.understand('退款流程？！')).toBe(first);
    expect(rank).toHaveBeenCalledTimes(1);
    knowledge.understand('退款流程', 'invoice');
    expect(rank.mock.calls.length).toBeGreaterThan(1);
  });

  it('gets a changed, added or removed entry at once', () => {
    const refund = buildEntry({
      key: 'refund',
      question: '退款流程',
      answer: '五天到账。',
      category: '退款',
    });
    expect(knowledge.decide('退款流程')).toMatchObject({ entry: { answer: '三天到账。' } });
    knowledge.applyChange({ kind: 'saved', entry: refund });
    expect(knowledge.decide('退款流程')).toMatchObject({ entry: { answer: '五天到账。' } });
    expect(knowledge.decide('门店在哪').kind).toBe('none');
    knowledge.applyChange({ kind: 'saved', entry: buildEntry({ key: 'shops', question: '门店在哪' }) });
    expect(knowledge.decide('门店在哪')).toMatchObject({ kind: 'answer', entry: { id: 'shops' } });
    knowledge.applyChange({ kind: 'removed', key: 'shops' });
    expect(knowledge.decide('门店在哪').kind).toBe('none');
  });

  it('gets the tasks of now', () => {
    expect(knowledge.understand('我要报修').trigger).toBeUndefined();
    knowledge.setTriggers([{ flow: 'ticket_create', title: '提交工单', phrases: ['我要报修'] }]);
    expect(knowledge.understand('我要报修').trigger).toEqual({ flow: 'ticket_create', score: 1 });
  });

  it('comes and goes with the days of an entry', async () => {
    let now = Date.parse('2026-11-20T12:00:00+08:00');
    const dated = new KnowledgeBase({ now: () => now });
    await store.unitOfWork.run((tx) =>
      saveEntry(
        tx,
        buildEntry({
          key: 'sale',
          question: '双旦活动有什么',
          validFrom: '2026-11-21',
          validUntil: '2026-11-21',
        }),
        2,
      ),
    );
    await dated.load(store.reader);
    for (const kind of ['none', 'answer', 'none']) {
      expect(dated.decide('双旦活动有什么').kind).toBe(kind);
      now += 24 * 3_600_000;
      await dated.refreshIfChanged(store.reader);
    }
  });

  it('leaves nothing of what was only tried out', async () => {
    const entry = buildEntry({ key: 'shops', question: '门店在哪' });
    await knowledge.tryOut([{ kind: 'saved', entry }], [{ ask: '门店在哪' }]);
    expect(knowledge.decide('门店在哪').kind).toBe('none');
  });
});

describe('a question right after an answer', () => {
  const key = 'invoice';
  beforeEach(async () => {
    for (const [name, question] of [
      ['invoice-info', '开发票要填什么信息'],
      ['ticket-info', '工单要填什么信息'],
    ] as const)
      await store.unitOfWork.run((tx) => saveEntry(tx, buildEntry({ key: name, question }), 2));
    await knowledge.refreshIfChanged(store.reader);
  });

  it('is understood together with it when that is better, and says so', () => {
    expect(knowledge.understand('要填什么')).not.toMatchObject({ finding: { kind: 'answer' } });
    expect(knowledge.understand('要填什么', key)).toMatchObject({
      finding: { kind: 'answer', entry: { id: 'invoice-info' } },
      leansOn: { entry: key, text: '开发票要填什么' },
    });
    expect(knowledge.decideAmongEntries('要填什么', key)).toMatchObject({
      kind: 'answer',
      id: 'invoice-info',
    });
  });

  it('stands by itself when it says enough, or when the entry is gone', async () => {
    expect(knowledge.understand('工单要填什么信息', key)).toEqual(knowledge.understand('工单要填什么信息'));
    knowledge.applyChange({ kind: 'removed', key });
    expect(knowledge.understand('要填什么', key)).toEqual(knowledge.understand('要填什么'));
  });
});

describe('the triggers of tasks', () => {
  const triggers = [{ flow: 'ticket_create', title: '提交工单', phrases: ['设备坏了怎么报修', '我要报修'] }];
  beforeEach(() => knowledge.setTriggers(triggers));

  it('compete with the entries on one scale', () => {
    expect(knowledge.understand('我要报修').trigger).toEqual({ flow: 'ticket_create', score: 1 });
    const asked = knowledge.understand('设备坏了，怎么报修呀');
    expect(asked).toMatchObject({ finding: { kind: 'none' }, trigger: { flow: 'ticket_create' } });
    const question = knowledge.understand('退款流程');
    expect(question.finding).toMatchObject({ kind: 'answer', score: 1 });
    expect(question.trigger?.score ?? 0).toBeLessThan(0.3);
  });

  it('tell how far the next task is', () => {
    knowledge.setTriggers([...triggers, { flow: 'ticket_query', title: '查工单', phrases: ['我要查报修'] }]);
    const { trigger } = knowledge.understand('我要报修');
    expect(trigger?.flow).toBe('ticket_create');
    expect(trigger?.margin).toBeGreaterThan(0);
  });

  it('are never an answer, a suggestion or a hit, and no entry', () => {
    expect(knowledge.decide('我要报修').kind).toBe('none');
    expect(knowledge.search('我要报修', 5)).toEqual([]);
    expect(knowledge.size).toBe(4);
  });

  it('stay when the entries are read again, and go when they are replaced', async () => {
    await store.unitOfWork.run((tx) => saveEntry(tx, buildEntry({ key: 'new', question: '新问题' }), 2));
    await knowledge.refreshIfChanged(store.reader);
    expect(knowledge.understand('我要报修').trigger?.flow).toBe('ticket_create');
    knowledge.setTriggers([]);
    expect(knowledge.understand('我要报修').trigger).toBeUndefined();
  });
});
