import fs from 'node:fs';
import path from 'node:path';
import { contentHash, EXPORT_FORMATS, exportEntries, type KbEntry, readSeedFiles } from '../../../src/kb';
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
  },
  {
    key: 'a-odd',
    question: '"引号", 逗号: 冒号 # 井号',
    similar: ['404', 'true', '- 减号', '回复 #人工', '2024-01-01'],
    answer: '第一行\n  缩进的第二行\n\n第四行："完"。',
    category: 'yes',
    product: '123',
    tags: ['null', '热门'],
  },
];

describe('exported entries', () => {
  it.each(EXPORT_FORMATS)('come back unchanged from %s', (format) => {
    const file = path.join(folder, `export.${format}`);
    fs.writeFileSync(file, exportEntries(entries, format));
    const read = readSeedFiles(file);
    expect(read.map(contentHash)).toEqual([...entries].reverse().map(contentHash));
  });

  it('are in the order of their keys, whatever order they came in', () => {
    expect(exportEntries([...entries].reverse(), 'jsonl')).toBe(exportEntries(entries, 'jsonl'));
  });

  it('have the header of the CSV form', () => {
    expect(exportEntries([], 'csv')).toBe('\uFEFFkey,question,similar,answer,category,product,tags\r\n');
  });
});
