import { extractLabelled, type SlotLabels, TEMPLATE_LABELS } from '../../../../src/dialogue/extract';

const LABELS: SlotLabels[] = [
  { slot: 'unit', labels: ['客户名称', '单位', '公司'] },
  { slot: 'name', labels: ['联系人姓名', '联系人', '姓名'] },
  { slot: 'phone', labels: ['联系人电话', '联系电话', '电话', '手机号'] },
  { slot: 'email', labels: ['联系人邮箱', '邮箱', 'Email', 'E-mail'] },
  { slot: 'description', labels: ['问题描述', '描述'], multiline: true },
];
const read = (text: string) => extractLabelled(text, LABELS);

describe('extractLabelled', () => {
  it.each([
    ['姓名：王小明', { name: '王小明' }],
    ['姓名:王小明', { name: '王小明' }],
    ['姓名： 王小明 ', { name: '王小明' }],
    ['姓名 ：王小明', { name: '王小明' }],
    ['姓名 王小明', { name: '王小明' }],
    ['姓名\t王小明', { name: '王小明' }],
    ['姓　　名：王小明', { name: '王小明' }],
    ['姓名=王小明', { name: '王小明' }],
    ['【姓名】王小明', { name: '王小明' }],
    ['【姓名】：王小明', { name: '王小明' }],
    ['1. 姓名：王小明', { name: '王小明' }],
    ['一、姓名：王小明', { name: '王小明' }],
    ['- 姓名：王小明', { name: '王小明' }],
    ['**姓名**：王小明', { name: '王小明' }],
    ['姓名（必填）：王小明', { name: '王小明' }],
    ['我的姓名：王小明', { name: '王小明' }],
    ['電話：13800000000', { phone: '13800000000' }],
    ['email: a@example.com', { email: 'a@example.com' }],
    ['E-MAIL：a@example.com', { email: 'a@example.com' }],
    ['联系人电话：13800000000', { phone: '13800000000' }],
    ['联系人姓名：王小明', { name: '王小明' }],
    ['姓名：王小明 电话：13800000000', { name: '王小明', phone: '13800000000' }],
    ['姓名：王小明，电话：13800000000。', { name: '王小明', phone: '13800000000' }],
    ['姓名：王小明；电话：13800000000', { name: '王小明', phone: '13800000000' }],
    ['姓名：王小明电话：13800000000', { name: '王小明', phone: '13800000000' }],
    ['电话：13800000000\n姓名：王小明', { name: '王小明', phone: '13800000000' }],
    [
      '姓名：王小明\n\n电话：13800000000\r\n邮箱：a@example.com',
      { name: '王小明', phone: '13800000000', email: 'a@example.com' },
    ],
    ['姓名 王小明\n电话 13800000000', { name: '王小明', phone: '13800000000' }],
    ['姓名:\n王小明\n电话:\n13800000000', { name: '王小明', phone: '13800000000' }],
    ['姓名：王小明 电话： 邮箱：', { name: '王小明' }],
    ['姓名：\n电话：13800000000', { phone: '13800000000' }],
    ['你好，姓名：王小明', { name: '王小明' }],
    ['客户名称：示例科技（北京）有限公司', { unit: '示例科技（北京）有限公司' }],
    ['描述：黑屏\n错误：E01\n地址：http://a.b/c', { description: '黑屏\n错误：E01\n地址：http://a.b/c' }],
    ['描述：黑屏。\n电话：13800000000', { description: '黑屏。', phone: '13800000000' }],
    ['描述：请拨打电话：没人接', { description: '请拨打电话：没人接' }],
    ['姓名：王小明 姓名：王小明', { name: '王小明' }],
    ['姓名：王小明 姓名：李雷', {}],
  ])('reads %j', (text, values) => {
    expect(read(text).values).toEqual(values);
  });

  it.each([
    '',
    '开机后黑屏',
    '姓名王小明',
    '我的电话是13800000000',
    '请拨打电话：没人接',
    '你们的联系电话是多少',
    '时间15:00',
    'http://a.b/c',
    '地址：北京',
    '电话',
  ])('finds no label with words in %j', (text) => {
    expect(read(text).values).toEqual({});
  });

  it.each([
    ['地址：北京 姓名：王小明', ['地址'], { name: '王小明' }],
    ['姓名：王小明 地址：北京 电话：13800000000', ['地址'], { name: '王小明', phone: '13800000000' }],
    ['姓名：王小明\n地址：北京\n地址：上海', ['地址'], { name: '王小明' }],
    ['工号：12345\n姓名：王小明', ['工号'], { name: '王小明' }],
    ['姓名：王小明\n官网：http://a.b', ['官网'], { name: '王小明' }],
    ['姓名：王小明 http://a.b', [], { name: '王小明 http://a.b' }],
    ['地址：北京', [], {}],
  ])('names the unknown labels of %j once', (text, unknown, values) => {
    expect(read(text)).toMatchObject({ unknown, values });
  });

  it.each([
    ['帮我提交\n姓名：王小明\n谢谢', '帮我提交\n谢谢'],
    ['开机后黑屏', '开机后黑屏'],
    ['姓名：王小明', ''],
    ['你好，姓名：王小明', '你好'],
    ['地址：北京', '地址：北京'],
  ])('leaves the rest of %j', (text, rest) => {
    expect(read(text).rest).toBe(rest);
  });

  it('says which slots were given two values', () => {
    expect(read('姓名：王小明 姓名：李雷 姓名：王小明').conflicts).toEqual({ name: ['王小明', '李雷'] });
  });

  it('keeps the words of a value as they were said', () => {
    expect(read('姓名：歐陽　娜娜 電話：１３８００００００００').values).toEqual({
      name: '歐陽　娜娜',
      phone: '１３８００００００００',
    });
  });

  it('reads nothing without labels', () => {
    expect(extractLabelled('姓名：王小明', [])).toEqual({
      values: {},
      unknown: [],
      conflicts: {},
      rest: '姓名：王小明',
    });
  });
});

describe('the six-part template', () => {
  const PARTS = {
    summary: '黑屏',
    symptom: '开机后黑屏',
    steps: '1. 开机\n2. 等待',
    expected: '正常',
    actual: '黑屏',
    impact: '全部',
  };

  it.each([
    '问题摘要：黑屏\n问题现象：开机后黑屏\n复现步骤：\n1. 开机\n2. 等待\n期望结果：正常\n实际结果：黑屏\n影响范围：全部',
    '【问题摘要】黑屏\n【问题现象】开机后黑屏\n【复现步骤】1. 开机\n2. 等待\n【期望结果】正常\n【实际结果】黑屏\n【影响范围】全部',
    '问题摘要\n黑屏\n问题现象\n开机后黑屏\n复现步骤\n1. 开机\n2. 等待\n期望结果\n正常\n实际结果\n黑屏\n影响范围\n全部',
    '## 问题摘要\n黑屏\n## 问题现象\n开机后黑屏\n## 复现步骤\n1. 开机\n2. 等待\n## 期望结果\n正常\n## 实际结果\n黑屏\n## 影响范围\n全部',
    '一、问题摘要\n黑屏\n二、问题现象\n开机后黑屏\n三、复现步骤\n1. 开机\n2. 等待\n四、期望结果\n正常\n五、实际结果\n黑屏\n六、影响范围\n全部',
    '影响范围：全部\n实际结果：黑屏\n期望结果：正常\n复现步骤：1. 开机\n2. 等待\n问题现象：开机后黑屏\n问题摘要：黑屏',
  ])('is read back from %j', (text) => {
    expect(extractLabelled(text, TEMPLATE_LABELS).values).toEqual(PARTS);
  });

  it('may be filled in part', () => {
    expect(extractLabelled('问题摘要：黑屏\n问题现象：\n复现步骤：', TEMPLATE_LABELS).values).toEqual({
      summary: '黑屏',
    });
  });
});
