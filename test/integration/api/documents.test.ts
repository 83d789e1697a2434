import path from 'node:path';
import { findDocuments, loadDocuments, seedDocumentsWhenEmpty } from '../../../src/documents';
import { eraseFollower } from '../../../src/turns/erase-follower';
import { patch } from './feature-app';
import { type Client, NOW, type StaffApp, startStaffApp } from './staff-app';

const shipped = loadDocuments(path.resolve(__dirname, '../../../kb-seed/data'));
const NEW = {
  title: '星云日志说明',
  kind: 'document',
  link: 'https://www.example.com/docs/logs.pdf',
  needs: 'registered',
  publishedOn: '2026-11-01',
};

let app: StaffApp;
let anna: Client;
let adam: Client;

beforeEach(async () => {
  app = await startStaffApp();
  anna = await app.signIn('anna', 'agent');
  adam = await app.signIn('adam', 'administrator');
  await app.deps.unitOfWork.run((tx) => seedDocumentsWhenEmpty(tx, shipped, NOW));
});

afterEach(() => app.close());

const find = (words: string, roles: string[] = []) =>
  app.deps.unitOfWork.run((tx) =>
    findDocuments(tx, { list: 'documents', words, limit: 5 }, { followerId: 'f1', roles, now: NOW }),
  );
const list = async (query = '') => (await anna.get(`/api/documents?${query}`)).body.items;

describe('GET /api/documents', () => {
  it('lists them for all staff, by kind and page', async () => {
    expect(await list('limit=1')).toEqual([
      { id: 1, ...shipped[0], enabled: true, downloads: 0, updatedAt: NOW },
    ]);
    expect((await list('after=1&limit=1'))[0].id).toBe(2);
    expect(await list('kind=patch')).toHaveLength(2);
    expect((await anna.get('/api/documents?kind=film')).status).toBe(400);
  });

  it('needs a session', async () => {
    expect((await app.stranger.get('/api/documents')).status).toBe(401);
  });

  it('shows how often a link was handed out, and only links count', async () => {
    expect(await find('星云')).toHaveLength(3);
    await find('安装', ['vip']);
    expect((await list('limit=3')).map((one: { downloads: number }) => one.downloads)).toEqual([1, 1, 1]);
    expect(
      await app.deps.reader.query(
        'SELECT document_id, follower_id, handed_at FROM document_handout ORDER BY document_id',
      ),
    ).toEqual([1, 2, 3].map((id) => ({ document_id: id, follower_id: 'f1', handed_at: NOW })));
  });

  it('keeps the count of an erased follower, and forgets who it was', async () => {
    await find('入门');
    const nothing = async () => ({ ok: false, code: 'NOT_FOUND' }) as never;
    await app.deps.unitOfWork.run((tx) =>
      eraseFollower(
        tx,
        { tickets: { cancel: nothing }, appointments: { withdraw: nothing } },
        { followerId: 'f1', now: NOW },
      ),
    );
    expect(await app.deps.reader.query('SELECT document_id, follower_id FROM document_handout')).toEqual([
      { document_id: 1, follower_id: null },
    ]);
    expect((await list('limit=1'))[0].downloads).toBe(1);
  });

  it('is seeded once: afterwards the table is the truth', async () => {
    await app.deps.unitOfWork.run((tx) => seedDocumentsWhenEmpty(tx, shipped, NOW));
    expect(await list()).toHaveLength(shipped.length);
  });
});

describe('POST /api/documents', () => {
  it('adds one, which followers find', async () => {
    expect(await adam.post('/api/documents', NEW)).toMatchObject({
      status: 201,
      body: { ...NEW, product: '', keywords: [], enabled: true, downloads: 0 },
    });
    expect(await find('日志说明', ['registered'])).toMatchObject([{ title: NEW.title, link: NEW.link }]);
  });

  it.each([
    ['link', { ...NEW, link: 'http://www.example.com/x' }],
    ['link', { ...NEW, link: 'https://user name/x' }],
    ['title', { ...NEW, title: ' ' }],
    ['needs', { ...NEW, needs: undefined }],
    ['publishedOn', { ...NEW, publishedOn: '2026-13-01' }],
  ])('refuses a wrong %s', async (field, body) => {
    const answer = await adam.post('/api/documents', body);
    expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringContaining(field)]);
  });

  it('is for administrators', async () => {
    expect((await app.stranger.post('/api/documents', NEW)).status).toBe(401);
    expect((await anna.post('/api/documents', NEW)).status).toBe(403);
  });
});

describe('PATCH /api/documents/{id}', () => {
  it('changes one, and withdraws it', async () => {
    expect(await patch(adam, '/api/documents/2', { needs: 'everyone', keywords: ['装机'] })).toMatchObject({
      status: 200,
      body: { id: 2, title: '星云安装手册', needs: 'everyone', keywords: ['装机'] },
    });
    expect(await find('装机')).toMatchObject([{ title: '星云安装手册', onlyFor: null }]);
    expect(await patch(adam, '/api/documents/2', { enabled: false })).toMatchObject({
      status: 200,
      body: { enabled: false },
    });
    expect(await find('装机')).toEqual([]);
  });

  it('refuses what is wrong', async () => {
    expect((await patch(adam, '/api/documents/2', {})).status).toBe(400);
    expect((await patch(adam, '/api/documents/2', { link: 'ftp://example.com' })).status).toBe(400);
    expect((await patch(adam, '/api/documents/999', { title: '甲' })).status).toBe(404);
    expect((await patch(adam, '/api/documents/x', { title: '甲' })).status).toBe(400);
  });

  it('is for administrators', async () => {
    expect((await patch(app.stranger, '/api/documents/2', { title: '甲' })).status).toBe(401);
    expect((await patch(anna, '/api/documents/2', { title: '甲' })).status).toBe(403);
  });
});
