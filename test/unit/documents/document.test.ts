import path from 'node:path';
import {
  chooseDocuments,
  type Document,
  loadDocuments,
  offerDocument,
  parseDocuments,
} from '../../../src/documents';

const shipped = loadDocuments(path.resolve(__dirname, '../../../kb-seed/data'));
const documents: Document[] = shipped.map((one, index) => ({
  ...one,
  id: index + 1,
  enabled: true,
  downloads: 0,
  updatedAt: 0,
}));
const titles = (list: 'documents' | 'downloads' | 'shares', words: string, from = documents) =>
  chooseDocuments(from, { list, words, limit: 5 }).map(({ title }) => title);

describe('documents by words', () => {
  it.each([
    ['安装', ['星云安装手册']],
    ['星云 红灯', ['星云指示灯说明']],
    ['星云 睿目', []],
    ['星雲安裝', ['星云安装手册']],
    ['请发我星云的安装手册', ['星云安装手册']],
    ['！！', []],
    ['日志', []],
  ])('%s', (words, expected) => {
    expect(titles('documents', words)).toEqual(expected);
  });

  it('lists the whole match before a keyword inside what was said', () => {
    const [one, other] = documents as [Document, Document];
    const inside = { ...one, title: '甲', keywords: ['部署'], publishedOn: '2026-12-01' };
    const whole = { ...other, title: '乙', keywords: ['部署 手册'], publishedOn: '2020-01-01' };
    expect(titles('documents', '部署 手册', [inside, whole])).toEqual(['乙', '甲']);
  });

  it('lists downloads by how often they were taken, and leaves out what was withdrawn', () => {
    const taken = documents.map((one) => ({
      ...one,
      downloads: one.title === '睿目配置助手' ? 3 : 0,
      enabled: one.kind !== 'patch',
    }));
    expect(titles('downloads', '', taken)).toEqual(['睿目配置助手', '日志收集工具']);
  });
});

describe('the link', () => {
  it.each([
    ['everyone', [], true],
    ['registered', [], false],
    ['registered', ['follower', 'registered'], true],
    ['vip', ['follower', 'registered'], false],
    ['vip', ['registered', 'vip'], true],
    ['unit_admin', ['registered', 'vip'], false],
    ['internal', ['registered', 'internal'], true],
  ] as const)('of a document for %s, to %j: %s', (needs, roles, given) => {
    const [first] = documents as [Document];
    const offered = offerDocument({ ...first, needs }, roles);
    expect(offered).toMatchObject(
      given ? { link: first.link, onlyFor: null } : { link: null, onlyFor: needs },
    );
    expect(JSON.stringify(offered).includes(first.link)).toBe(given);
  });
});

describe('the file of documents', () => {
  const one = (change = '') =>
    `documents:\n  - { title: 甲, kind: tool, link: "https://a.example.com/x", published_on: 2026-01-01${change} }\n`;
  const parse = (text: string) => parseDocuments({ name: 'documents.yaml', text });

  it('is for everyone unless it says otherwise, and may be empty or missing', () => {
    expect(parse(one())).toEqual([
      {
        title: '甲',
        kind: 'tool',
        product: '',
        link: 'https://a.example.com/x',
        size: '',
        needs: 'everyone',
        keywords: [],
        publishedOn: '2026-01-01',
      },
    ]);
    expect(parse('documents: []\n')).toEqual([]);
    expect(loadDocuments(path.resolve(__dirname, 'nowhere'))).toEqual([]);
  });

  it.each([
    [one().replace('https:', 'http:'), 'documents.yaml:2: documents.0.link'],
    [one(', needs: boss'), 'documents.yaml:2: documents.0.needs'],
    [one().replace('2026-01-01', '2026-02-30'), 'documents.0.published_on'],
    [one(', fax: 1'), 'Unrecognized key: "fax"'],
  ])('is refused with its line: %s', (text, message) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'SEED_INVALID', message: expect.stringContaining(message) }),
    );
  });
});
