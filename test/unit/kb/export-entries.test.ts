import fs from 'node:fs';
import path from 'node:path';
import { collectAllSeeds, contentHash, EXPORT_FORMATS, exportEntries, type KbEntry } from '../../../src/kb';
import { tempFolder } from '../../helpers/temp-folder';

const folder = tempFolder();

const entries: KbEntry[] = [
  {
    key: 'b-plain',
    question: '怎么开发票',
    similar: [],
    answer: '好',
    category: '发票',
    product: null,
    tags: [],
    validFrom: null,
    validUntil: '2026-12-31',
  },
  {
    key: 'a-odd',
    question: '"引号", 逗号: 冒号 # 井号',
    similar: ['404', 'true', '- 减号', '回复 #人工', '2024-01-01'],
    answer: '第一行\n  缩进的第二行\n\n第四行："完"。',
    category: 'yes',
    product: '123',
    tags: ['null', '热门'],
    validFrom: '2026-01-01',
    validUntil: '2026-12-31',
  },
  {
    key: 'c-marks',
    question: '*星号*_下划线_ [方括号](x) `代码` <b> & {花括号} ~~删~~',
    similar: ['+ 加号', '1. 数字', '# 井号', '> 引用', 'a | b'.replace('|', '｜'), '\\反斜线'],
    answer:
      '1. 第一步\n2) 第二步\n- 减号\n\n# 不是标题\n| 表 | 格 |\n见 https://example.com/a_b?c=1&d=2#e <b>\n回复 #人工。',
    category: '发票',
    product: '在线 "应用"',
    tags: [],
    validFrom: null,
    validUntil: null,
  },
];

describe('exported entries', () => {
  it.each(EXPORT_FORMATS)('come back unchanged from %s', async (format) => {
    const file = path.join(folder, `export.${format}`);
    fs.writeFileSync(file, await exportEntries(entries, format));
    const { entries: read, problems } = await collectAllSeeds([file]);
    expect(problems).toEqual([]);
    const inOrder = [...entries].sort((a, b) => (a.key < b.key ? -1 : 1));
    expect(read.map((entry) => ({ ...entry, file: '', line: 0 }))).toEqual(
      inOrder.map((entry) => ({ ...entry, file: '', line: 0 })),
    );
    expect(read.map(contentHash)).toEqual(inOrder.map(contentHash));
  });

  it('are in the order of their keys, whatever order they came in', async () => {
    expect(await exportEntries([...entries].reverse(), 'jsonl')).toEqual(
      await exportEntries(entries, 'jsonl'),
    );
  });

  it('have the header of the CSV form', async () => {
    expect(String(await exportEntries([], 'csv'))).toBe(
      '\uFEFFkey,question,similar,answer,category,product,tags,valid_from,valid_until\r\n',
    );
  });
});
