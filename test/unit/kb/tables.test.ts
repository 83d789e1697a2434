import { parseSources } from '../../../src/kb';

type Cell = string | number | Date | null;

async function workbook(rows: Cell[][]): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const data = rows.map((row) =>
    row.map((value) =>
      value instanceof Date
        ? { value, type: Date, format: 'yyyy-mm-dd' }
        : value === null
          ? null
          : { value, type: typeof value === 'number' ? Number : String },
    ),
  );
  return writeXlsxFile(data as never, {}).toBuffer();
}
const read = async (name: string, bytes: Uint8Array) => {
  const { entries, problems } = await parseSources([{ name, bytes }]);
  return { entries, problems: problems.map(({ file, line, reason }) => `${file}:${line}: ${reason}`) };
};

describe('an Excel workbook', () => {
  it('is read with Chinese titles, numbers as texts, and wordings one below the other', async () => {
    const bytes = await workbook([
      ['编号', '标准问题', '相似问法', '答案', '分类', '产品'],
      ['invoice', '怎么开发票', '开票\n\n 要发票 |发票呢', 404, '发票', null],
      [null, null, null, null, null, null],
      ['refund', '退款流程', null, '第一行\n第二行', '退款', '在线应用'],
    ]);
    const { entries, problems } = await read('a.xlsx', bytes);
    expect(problems).toEqual([]);
    expect(entries).toMatchObject([
      { key: 'invoice', similar: ['开票', '要发票', '发票呢'], answer: '404', product: null, line: 2 },
      { key: 'refund', answer: '第一行\n第二行', product: '在线应用', line: 4 },
    ]);
  });

  it('is refused with its rows', async () => {
    const bytes = await workbook([
      ['key', 'question', 'answer', 'category'],
      ['invoice', '怎么开发票', null, '发票'],
      ['refund', '退款流程', '好', '退款', '多了'],
    ]);
    expect((await read('a.xlsx', bytes)).problems).toEqual([
      'a.xlsx:2: the answer is empty',
      'a.xlsx:3: a cell to the right of the columns that have a header: “多了”',
    ]);
  });

  it('is refused when it is none, or has other columns', async () => {
    expect((await read('a.xlsx', Buffer.from('key,question'))).problems).toEqual([
      expect.stringMatching(/^a\.xlsx:1: not an Excel workbook/),
    ]);
    expect((await read('a.xlsx', await workbook([['编号', '问题', '问题']]))).problems).toEqual([
      expect.stringMatching(/^a\.xlsx:1: unknown column `问题`.*no column `question`, no column `answer`/),
    ]);
  });
});

describe('a CSV file', () => {
  it('that a Chinese spreadsheet program saved in its own encoding is read', async () => {
    // key,question,answer,category / a,怎么开票,好,发票 in GB 18030.
    const bytes = Buffer.concat([
      Buffer.from('key,question,answer,category\r\na,'),
      Buffer.from([0xd4, 0xf5, 0xc3, 0xb4, 0xbf, 0xaa, 0xc6, 0xb1]),
      Buffer.from(','),
      Buffer.from([0xba, 0xc3]),
      Buffer.from(','),
      Buffer.from([0xb7, 0xa2, 0xc6, 0xb1]),
    ]);
    const { entries } = await read('a.csv', bytes);
    expect(entries).toMatchObject([{ question: '怎么开票', answer: '好', category: '发票' }]);
  });

  it('in no encoding that is known is refused', async () => {
    expect((await read('a.csv', Buffer.from([0x80, 0xff, 0xff]))).problems).toEqual([
      'a.csv:1: neither UTF-8 nor GB 18030: save the file as UTF-8',
    ]);
  });
});
