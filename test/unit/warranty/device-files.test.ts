import { parseDevices, readDeviceTable } from '../../../src/warranty';
import { MAX_DEVICES } from '../../../src/warranty/device-table';
import { shipped } from '../tickets/build-form';

const HEADER = '序列号,产品,型号,购买单位,联系电话,购买日期,保修开始,保修截止,服务级别';
const LINE =
  'XY1-2603-00017,星云,星云一号,示例科技有限公司,138 0000 1234,2026/3/9,2026-03-15,2028-03-14,上门服务';
const DEVICE = {
  serialNo: 'XY1-2603-00017',
  product: '星云',
  model: '星云一号',
  buyerName: '示例科技有限公司',
  contactPhone: '13800001234',
  purchasedOn: '2026-03-09',
  warrantyStart: '2026-03-15',
  warrantyEnd: '2028-03-14',
  level: '上门服务',
};

const read = (...lines: string[]) => readDeviceTable('devices.csv', Buffer.from(lines.join('\n')));
const reasons = async (...lines: string[]) =>
  (await read(...lines)).problems.map(({ line, reason }) => `${line} ${reason}`);

describe('a table of devices', () => {
  it('is read from CSV with Chinese or English headers, in any order, dates as spreadsheets write them', async () => {
    expect(await read(HEADER, LINE)).toEqual({ devices: [DEVICE], problems: [] });
    const english =
      'warranty_end,warranty_start,serial_no,product,model,buyer_name,contact_phone\n' +
      '2028-03-14,2026-03-15,XY1-2603-00017,星云,星云一号,示例科技有限公司,13800001234';
    expect(await read(english)).toEqual({
      devices: [{ ...DEVICE, purchasedOn: null, level: '标准保修' }],
      problems: [],
    });
  });

  it('is read from an Excel workbook, numbers and dates as cells have them', async () => {
    const names = HEADER.split(',').map((value) => ({ value }));
    const [serial, product, model, buyer] = LINE.split(',').map((value) => ({ value }));
    const cells = [
      ...[serial, product, model, buyer],
      { value: 13_800_001_234, type: Number },
      { value: new Date('2026-03-09'), type: Date, format: 'yyyy-mm-dd' },
      { value: new Date('2026-03-15'), type: Date, format: 'yyyy-mm-dd' },
      { value: '2028-03-14' },
      { value: '上门服务' },
    ];
    const { default: writeXlsxFile } = await import('write-excel-file/node');
    const bytes = await writeXlsxFile([names, cells] as never).toBuffer();
    expect(await readDeviceTable('设备.xlsx', bytes)).toEqual({ devices: [DEVICE], problems: [] });
  });

  it('is read in the encoding that spreadsheet programs save by default', async () => {
    const gb18030 = Buffer.from('d0f2c1d0bac5', 'hex');
    const { problems } = await readDeviceTable('d.csv', gb18030);
    expect(problems[0]?.reason).toContain('缺少列“产品”');
    expect(problems[0]?.reason).not.toContain('不认识');
  });

  it.each([
    [
      'a phone that is none',
      LINE.replace('138 0000 1234', '12345'),
      '2 联系电话：应为手机号，或带区号的座机号',
    ],
    [
      'a day that does not exist',
      LINE.replace('2028-03-14', '2028-02-30'),
      '2 保修截止：应为日期，例如 2027-12-31',
    ],
    ['an end before the start', LINE.replace('2028-03-14', '2026-03-14'), '2 保修截止：不能早于保修开始'],
    [
      'a serial number that is none',
      LINE.replace('XY1-2603-00017', 'ABC'),
      '2 序列号：应为 6 到 30 位字母和数字，至少有一位数字',
    ],
    ['an empty cell', LINE.replace('星云一号', ' '), '2 型号：没有填写'],
    ['a cell too many', `${LINE},多余`, '2 有内容超出了表头的列'],
  ])('names line and reason of %s', async (_, line, problem) => {
    expect(await reasons(HEADER, line)).toEqual([problem]);
  });

  it('names the line on which a serial number stood before, however it was written', async () => {
    expect(await reasons(HEADER, LINE, LINE.replace('XY1-2603-00017', 'sn xy1260300017'))).toEqual([
      '3 序列号：和第 2 行重复',
    ]);
  });

  it.each([
    ['an unknown column', HEADER.replace('型号', '型号,颜色'), '不认识的列“颜色”'],
    ['a column twice', `${HEADER},型号`, '列“model”出现两次'],
    ['a missing column', HEADER.replace(',保修截止', ''), '缺少列“保修截止”'],
    ['nothing', '', '缺少列“序列号”'],
  ])('is refused for %s', async (_, header, reason) => {
    const [first, ...more] = await reasons(header, LINE);
    expect(more).toEqual([]);
    expect(first).toContain(reason);
  });

  it('is refused as another kind of file, and when it has too many lines', async () => {
    const { problems } = await readDeviceTable('devices.txt', Buffer.from(HEADER));
    expect(problems).toEqual([{ file: 'devices.txt', line: 1, reason: '只支持 .csv 和 .xlsx 文件' }]);
    const many = Array.from({ length: MAX_DEVICES + 1 }, () => LINE);
    expect((await reasons(HEADER, ...many))[0]).toContain('一次最多导入 20000 台设备');
  });
});

describe('devices.yaml', () => {
  it('ships with devices of the example company', () => {
    expect(shipped.devices[0]).toMatchObject({ serialNo: 'XY1-2603-00017', buyerName: '示例科技有限公司' });
  });

  it('is refused with file and line', () => {
    const text = `devices:
  - { serial_no: A12345, product: 甲, model: 乙, buyer_name: 丙, contact_phone: "13800001234", warranty_start: 2026-01-01, warranty_end: 2027-01-01 }
  - { serial_no: sn-a12345, product: 甲, model: 乙, buyer_name: 丙, contact_phone: "13800001234", warranty_start: 2026-01-01, warranty_end: 2027-01-01 }`;
    expect(() => parseDevices({ name: 'devices.yaml', text })).toThrow(
      expect.objectContaining({
        code: 'SEED_INVALID',
        message: expect.stringContaining('devices.yaml:3: devices.1.serial_no: is used twice'),
      }),
    );
    expect(() =>
      parseDevices({ name: 'devices.yaml', text: text.replace('2027-01-01', '2025-01-01') }),
    ).toThrow(/devices.yaml:2: devices.0.warranty_end: must not be before warranty_start/);
  });
});
