import { EntryDesk, GapDesk, type Golden, importEntries, KnowledgeBase, recordMiss } from '../../../src/kb';
import { buildEntry } from '../kb/builders';
import { type Client, NOW, type StaffApp, startStaffApp } from './staff-app';

let app: StaffApp;
let admin: Client;
let supervisor: Client;
let agent: Client;
let knowledge: KnowledgeBase;
const golden: Golden[] = [
  { ask: '发票怎么开', expect: 'invoice' },
  { ask: '明天下雨吗', expect: null },
];

beforeAll(async () => {
  app = await startStaffApp({
    kb: ({ unitOfWork, reader, clock }) => {
      knowledge = new KnowledgeBase(clock);
      const entries = new EntryDesk({ unitOfWork, reader, clock, knowledge, golden: () => golden });
      const gaps = new GapDesk({
        unitOfWork,
        reader,
        clock,
        knowledge,
        entries,
        readChats: async () => [
          {
            chatId: 'c1',
            followerId: 'f1',
            messages: [
              { id: 11, at: 1, from: 'follower', text: '你们工厂可以参观吗' },
              { id: 12, at: 2, from: 'staff', text: '可以，每周三下午开放，提前一天打 13800001234 登记。' },
            ],
          },
        ],
        personalOf: async () => [],
      });
      return { knowledge, entries, gaps, golden: () => golden };
    },
  });
  const { unitOfWork, reader } = app.deps;
  await unitOfWork.run((tx) =>
    importEntries(
      tx,
      [buildEntry({ similar: ['发票在哪里申请'] }), buildEntry({ key: 'refund', question: '退款流程' })],
      { force: false, now: NOW },
    ),
  );
  await knowledge.load(reader);
  admin = await app.signIn('admin', 'administrator');
  supervisor = await app.signIn('super', 'supervisor');
  agent = await app.signIn('agent', 'agent');
});
afterAll(() => app.close());

const json = (client: Client, method: string, path: string, body: unknown) =>
  client.request(method, path, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const warranty = { key: 'warranty', question: '保修期多长', answer: '一年。', category: '保修' };

describe('the entries', () => {
  // @covers S3-59
  it('are written, published, changed, retired and restored by an administrator', async () => {
    const created = await admin.post('/api/kb/entries', { ...warranty, reason: '常问' });
    expect(created.status).toBe(201);
    expect(created.body.entry).toMatchObject({ status: 'draft', version: 1, changedByName: '客服 admin' });
    const published = await admin.post('/api/kb/entries/warranty/publish', { reason: '审过' });
    expect(published.body).toMatchObject({
      entry: { status: 'published', version: 2, edited: true, views: 0 },
      golden: { questions: 2, refused: false },
    });
    expect(knowledge.decide('保修期多长').kind).toBe('answer');
    const changed = await json(admin, 'PATCH', '/api/kb/entries/warranty', { answer: '两年。', version: 2 });
    expect(changed.body.entry).toMatchObject({ answer: '两年。', question: '保修期多长', version: 3 });
    const versions = await supervisor.get('/api/kb/entries/warranty/versions');
    expect(versions.body.items.map((one: { reason: string }) => one.reason)).toEqual(['', '审过', '常问']);
    const restored = await admin.post('/api/kb/entries/warranty/versions/2/restore', { reason: '还是一年' });
    expect(restored.body.entry).toMatchObject({ answer: '一年。', version: 4 });
    const retired = await admin.post('/api/kb/entries/warranty/retire', {});
    expect(retired.body.entry.status).toBe('retired');
    expect((await supervisor.get('/api/kb/entries/warranty')).body.status).toBe('retired');
    expect((await admin.post('/api/kb/entries/warranty/draft', {})).body.entry.status).toBe('draft');
  });

  it('are listed with filters and paging', async () => {
    const { body } = await supervisor.get('/api/kb/entries?status=published&limit=1&offset=1');
    expect(body).toMatchObject({ items: [{ key: 'refund' }], total: 2 });
    expect((await supervisor.get(`/api/kb/entries?text=${encodeURIComponent('哪里')}`)).body.total).toBe(1);
    expect((await supervisor.get('/api/kb/counts')).body.categories).toContainEqual({
      name: '发票',
      entries: 2,
    });
    expect((await supervisor.get('/api/kb/entries?status=odd')).status).toBe(400);
  });

  it('are refused in words when they are wrong', async () => {
    const refuse = async (body: object) => {
      const { status, body: answer } = await admin.post('/api/kb/entries', {
        ...warranty,
        key: 'x',
        ...body,
      });
      return [status, answer.error.code, answer.error.message];
    };
    expect(await refuse({ key: 'Bad Key' })).toEqual([
      400,
      'BAD_REQUEST',
      expect.stringContaining('小写字母'),
    ]);
    expect(await refuse({ answer: '长'.repeat(700) })).toEqual([
      400,
      'BAD_REQUEST',
      expect.stringContaining('超过 1900 字节'),
    ]);
    expect(await refuse({ validFrom: '2026-13-01' })).toEqual([400, 'BAD_REQUEST', expect.anything()]);
    expect(await refuse({ validFrom: '2026-05-02', validUntil: '2026-05-01' })).toEqual([
      400,
      'BAD_REQUEST',
      expect.stringContaining('失效日期早于生效日期'),
    ]);
    expect(await refuse({ key: 'invoice' })).toEqual([409, 'CONFLICT', '这个编号已被使用']);
    expect(await refuse({ question: '退款流程', status: 'published' })).toEqual([
      409,
      'CONFLICT',
      '“退款流程”已经是词条 refund 的问法',
    ]);
    expect((await json(admin, 'PATCH', '/api/kb/entries/refund', { answer: '新', version: 7 })).status).toBe(
      409,
    );
    expect((await admin.post('/api/kb/entries/nobody/publish', {})).status).toBe(404);
    expect((await supervisor.get('/api/kb/entries/nobody')).status).toBe(404);
  });

  it('are measured with the golden questions before anything is stored', async () => {
    const refused = await admin.post('/api/kb/entries/invoice/retire', {});
    expect(refused.status).toBe(409);
    expect(refused.body.error).toMatchObject({
      code: 'KB_REGRESSION',
      message: expect.stringContaining('“发票怎么开”'),
      details: { broken: [{ ask: '发票怎么开', expect: 'invoice', before: 'invoice' }] },
    });
    const bare = await admin.post('/api/kb/entries/invoice/retire', { force: true });
    expect([bare.status, bare.body.error.message]).toEqual([400, expect.stringContaining('原因')]);
    const forced = await admin.post('/api/kb/entries/invoice/retire', { force: true, reason: '停用发票' });
    expect(forced.status).toBe(200);
    await admin.post('/api/kb/entries/invoice/publish', {});
  });

  it('are read by supervisors, changed by administrators, and none of an agent or a stranger', async () => {
    expect((await supervisor.get('/api/kb/entries')).status).toBe(200);
    expect((await supervisor.post('/api/kb/entries', warranty)).status).toBe(403);
    expect((await agent.get('/api/kb/entries')).status).toBe(403);
    expect((await app.stranger.get('/api/kb/entries')).status).toBe(401);
  });

  it('show what a text finds, and why', async () => {
    const { body } = await supervisor.get(`/api/kb/search?text=${encodeURIComponent('发票怎么开')}`);
    expect(body).toMatchObject({ decision: 'answer', shown: 'invoice' });
    expect(body.hits[0]).toMatchObject({ key: 'invoice' });
    expect(body.hits[0].why.length).toBeGreaterThan(0);
  });
});

describe('gaps', () => {
  const ask = (norm: string, ...followers: string[]) =>
    app.deps.unitOfWork.run(async (tx) => {
      for (const followerId of followers) {
        await recordMiss(tx, { norm, text: norm, followerId, reason: 'none', now: NOW });
      }
    });

  // @covers S2-29
  it('are listed, and one call adds the wording to an entry', async () => {
    await ask('开票要多少钱', 'f1', 'f2');
    await ask('能开专票嘛', 'f1');
    const { body } = await supervisor.get('/api/kb/gaps');
    expect(body.items).toMatchObject([
      { question: '开票要多少钱', followers: 2, nearest: [{ key: 'invoice' }] },
      { question: '能开专票嘛', followers: 1 },
    ]);
    const added = await admin.post(`/api/kb/gaps/${body.items[0].id}/add`, { key: 'invoice' });
    expect(added.body.entry).toMatchObject({ key: 'invoice', reason: '2 位用户问过' });
    expect(added.body.entry.similar).toContain('开票要多少钱');
    expect((await supervisor.get('/api/kb/gaps')).body.items).toHaveLength(1);
    expect((await admin.post('/api/kb/gaps/999/add', { key: 'invoice' })).status).toBe(404);
  });

  it('become a draft, or are not listed again', async () => {
    await ask('附近有网点吗', 'f1');
    const find = async (question: string) =>
      (await supervisor.get('/api/kb/gaps')).body.items.find(
        (gap: { question: string }) => gap.question === question,
      );
    const { id } = await find('附近有网点吗');
    const draft = await admin.post(`/api/kb/gaps/${id}/draft`, { key: 'branches' });
    expect([draft.status, draft.body.entry.status, draft.body.entry.answer]).toEqual([201, 'draft', '']);
    const early = await admin.post('/api/kb/entries/branches/publish', {});
    expect([early.status, early.body.error.message]).toEqual([409, '请先填写答案再发布']);
    const other = await find('能开专票嘛');
    expect((await admin.post(`/api/kb/gaps/${other.id}/dismiss`)).status).toBe(204);
    expect((await supervisor.get('/api/kb/gaps')).body.items).toEqual([]);
    expect((await supervisor.post(`/api/kb/gaps/${other.id}/dismiss`)).status).toBe(403);
    expect((await agent.get('/api/kb/gaps')).status).toBe(403);
  });

  it('are filled from what agents answered, without personal data', async () => {
    const { body } = await supervisor.get('/api/kb/proposals');
    expect(body.items).toMatchObject([
      { id: 12, question: '你们工厂可以参观吗', answer: expect.stringContaining('138****1234') },
    ]);
    const draft = await admin.post('/api/kb/proposals/12/draft', {});
    expect(draft.body.entry).toMatchObject({
      key: 'ni-men-gong-chang-ke-yi-can-guan-ma',
      status: 'draft',
      question: '你们工厂可以参观吗',
    });
    expect((await supervisor.get('/api/kb/proposals')).body.items).toEqual([]);
    expect((await admin.post('/api/kb/proposals/12/dismiss')).status).toBe(404);
  });
});

describe('files', () => {
  const upload = (text: string, options: object = {}) =>
    admin.post('/api/kb/import', {
      files: [{ name: 'neu.csv', content: Buffer.from(text).toString('base64') }],
      ...options,
    });
  const CSV = 'key,question,answer,category\r\nhours,几点上班,九点。,时间\r\n';

  it('are tried first, and brought in as a whole', async () => {
    expect((await upload(CSV)).body).toMatchObject({
      dryRun: true,
      added: ['hours'],
      missing: ['invoice', 'refund'],
      golden: { refused: false },
    });
    expect(knowledge.decide('几点上班').kind).not.toBe('answer');
    expect((await upload(CSV, { dryRun: false })).body).toMatchObject({ dryRun: false, added: ['hours'] });
    expect(knowledge.decide('几点上班')).toMatchObject({ kind: 'answer', entry: { answer: '九点。' } });
    expect((await supervisor.get('/api/kb/entries/hours')).body.reason).toBe('导入 neu.csv');
  });

  it('with a bad line change nothing, and name it', async () => {
    const { status, body } = await upload(`${CSV}late,,晚,时间\r\n`, { dryRun: false });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 'SEED_INVALID',
      details: [{ file: 'neu.csv', line: 3, reason: 'the question is empty' }],
    });
  });

  it('that make golden questions worse are refused', async () => {
    const thief = 'key,question,answer,category\r\nthief,发票怎么开,抢。,发票\r\n';
    expect((await upload(thief)).body.golden).toMatchObject({ refused: true });
    expect((await upload(thief, { dryRun: false })).body.error.code).toBe('KB_REGRESSION');
    expect((await supervisor.get('/api/kb/entries/thief')).status).toBe(404);
  });

  it('go out in every format, and an upload of one changes nothing', async () => {
    const response = await fetch(`${app.url}/api/kb/export?format=xlsx`, {
      headers: { cookie: supervisor.cookie },
    });
    expect(response.headers.get('content-disposition')).toContain('knowledge.xlsx');
    const content = Buffer.from(await response.arrayBuffer()).toString('base64');
    const { body } = await admin.post('/api/kb/import', { files: [{ name: 'a.xlsx', content }] });
    expect(body).toMatchObject({ added: [], updated: [], kept: [] });
    for (const format of ['yaml', 'csv', 'jsonl', 'md', 'html']) {
      const other = await fetch(`${app.url}/api/kb/export?format=${format}`, {
        headers: { cookie: supervisor.cookie },
      });
      expect([format, other.status]).toEqual([format, 200]);
      expect(await other.text()).toContain('refund');
    }
    expect((await agent.get('/api/kb/export')).status).toBe(403);
    expect((await supervisor.post('/api/kb/import', { files: [] })).status).toBe(403);
  });
});
