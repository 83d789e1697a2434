import { normaliseText, type ReservedCommand, readText } from '../../../src/dialogue';
import { content } from './build';

describe('normaliseText', () => {
  it.each([
    ['＃人工', '#人工'],
    [' # 人 工 ', '#人工'],
    ['#人工。', '#人工'],
    ['##人工！！', '#人工'],
    ['“#人工”', '#人工'],
    ['【#人工】', '#人工'],
    ['#人工#', '#人工'],
    ['#－人工', '#人工'],
    ['轉人工', '转人工'],
    ['幫助', '帮助'],
    ['選單', '选单'],
    ['ＨＥＬＰ', 'help'],
    ['Help me', 'helpme'],
    ['人工😀', '人工'],
    ['👍🏽人工👨‍👩‍👧', '人工'],
    ['人工[微笑]', '人工'],
    ['[微笑][微笑]', ''],
    ['人工/::)', '人工'],
    ['/:rose', ''],
    ['人\u200b工', '人工'],
    ['\ufeff人工', '人工'],
    ['①', '1'],
    ['１２', '12'],
    ['2️⃣', '2'],
    ['a-b', 'a-b'],
    ['第1、2项', '第1、2项'],
    ['？？？', ''],
    ['', ''],
    ['   ', ''],
    ['🇨🇳', ''],
  ])('%j → %j', (text, norm) => {
    expect(normaliseText(text)).toBe(norm);
  });

  it('changes nothing the second time', () => {
    for (const text of ['##人工！！', '“＃人工”', '#－人工', '[微笑]#人工', '選2。', '#']) {
      const once = normaliseText(text);
      expect(normaliseText(once)).toBe(once);
    }
  });
});

describe('a reserved word', () => {
  it.each<[string, ReservedCommand]>([
    ['#人工', 'handoff'],
    ['＃人工', 'handoff'],
    ['# 人工', 'handoff'],
    ['人工', 'handoff'],
    ['人 工', 'handoff'],
    ['人工。', 'handoff'],
    ['人工！！！', 'handoff'],
    ['人工？', 'handoff'],
    ['转人工', 'handoff'],
    ['轉人工', 'handoff'],
    ['轉人工！', 'handoff'],
    ['#转人工', 'handoff'],
    ['人工客服', 'handoff'],
    ['找客服', 'handoff'],
    ['真人', 'handoff'],
    ['真人～', 'handoff'],
    ['人工[微笑]', 'handoff'],
    ['取消排队', 'leave_queue'],
    ['取消排隊', 'leave_queue'],
    ['#取消排队', 'leave_queue'],
    ['#机器人', 'back_to_bot'],
    ['＃機器人', 'back_to_bot'],
    ['菜单', 'menu'],
    ['菜單', 'menu'],
    ['菜单。', 'menu'],
    ['#菜单', 'menu'],
    ['帮助', 'help'],
    ['?', 'help'],
    ['？', 'help'],
    ['？？', 'help'],
    ['更多', 'more'],
    ['更多…', 'more'],
    ['重复', 'repeat'],
    ['重複', 'repeat'],
    ['取消', 'cancel'],
    ['上一步', 'back'],
    ['跳过', 'skip'],
    ['跳過', 'skip'],
    ['进度', 'progress'],
    ['继续', 'resume'],
    ['繼續', 'resume'],
    ['联系我们', 'contact'],
    ['服务时间', 'hours'],
    ['更多问题', 'questions'],
    ['都不是', 'none_of_these'],
  ])('%j means %s', (text, command) => {
    const reading = readText(text);
    expect(reading.command).toBe(command);
    expect(reading).not.toHaveProperty('number');
    expect(reading.handoffWish).toBe(false);
  });

  it.each([
    '我想取消订阅怎么办',
    '取消订单',
    '我的工单进度',
    '人工智能',
    '转人工客服要等多久',
    '机器人',
    '菜单怎么改',
    '帮助我',
    '继续教育',
    '重复扣款',
    '跳过广告',
    '提交工单',
    '查工单',
    '服务预约',
    '预约进度',
    '服务编码',
    '#',
    '你好',
    '',
  ])('is not %j', (text) => {
    expect(readText(text)).not.toHaveProperty('command');
  });

  it.each<[string, ReservedCommand]>([
    ['主菜单', 'menu'],
    ['再说一遍！', 'repeat'],
    ['退出排队', 'leave_queue'],
    ['联系方式', 'contact'],
    ['營業時間', 'hours'],
    ['常见问题', 'questions'],
    ['以上都不是', 'none_of_these'],
    ['HELP', 'help'],
  ])('%j is a synonym that content adds', (text, command) => {
    expect(readText(text)).not.toHaveProperty('command');
    expect(readText(text, content.words).command).toBe(command);
  });
});

describe('a number for a menu', () => {
  it.each([
    ['1', 1],
    ['2', 2],
    [' 2 ', 2],
    ['２', 2],
    ['②', 2],
    ['⑵', 2],
    ['2️⃣', 2],
    ['2.', 2],
    ['2。', 2],
    ['2、', 2],
    ['(2)', 2],
    ['【2】', 2],
    ['“2”', 2],
    ['0', 0],
    ['12', 12],
    ['99', 99],
    ['选2', 2],
    ['選2', 2],
    ['选择2', 2],
    ['我选2', 2],
    ['回复2', 2],
    ['选第2个', 2],
    ['第2个', 2],
    ['第二个', 2],
    ['第二項', 2],
    ['第两个', 2],
    ['选二', 2],
    ['二', 2],
    ['第十个', 10],
    ['第十二个', 12],
    ['第二十三条', 23],
    ['最后一个', -1],
    ['最後一個', -1],
    ['选最后一项', -1],
  ])('%j → %d', (text, number) => {
    expect(readText(text).number).toBe(number);
  });

  it.each([
    '-1',
    '+1',
    '10%',
    '￥5',
    '1号',
    '12月1日',
    '1.5',
    '1-2',
    '3点',
    '100',
    '13800000000',
    '220401-00001',
    'A1',
    '第一次用',
    '二维码',
    '十分感谢',
    '第二天',
    '一二三四',
    '2个问题',
    '1？',
    '',
  ])('is not %j', (text) => {
    expect(readText(text)).not.toHaveProperty('number');
  });
});

describe('the wish for a person', () => {
  it.each([
    '我想找人工客服',
    '你们有人工吗',
    '我要转人工',
    '帮我转接客服',
    '联系客服',
    '有没有真人啊',
    '能不能叫个活人来',
    '请帮我轉人工',
    '人工客服几点上班',
    '我要找你们的客服',
    '还是给我客服人员吧',
    '呼叫人工坐席',
    '给我转个人',
    '找个人来看看',
    '有没有人啊',
    '人呢',
    '都半天了没人理我',
  ])('is heard in %j', (text) => {
    expect(readText(text).handoffWish).toBe(true);
  });

  it.each([
    '人工智能是什么',
    '人工费多少钱',
    '真人秀几点播',
    '不要转人工',
    '我不想找人工客服',
    '不用人工了',
    '客服电话是多少',
    '联系客服电话',
    '客服几点上班',
    '怎么开发票',
    '联系人呢',
    '有没有人遇到过这个问题',
    '#人工',
    '人工',
    '',
  ])('is not heard in %j', (text) => {
    expect(readText(text).handoffWish).toBe(false);
  });
});

describe('a question', () => {
  it.each([
    '怎么开发票',
    '发票能开吗',
    '然后呢',
    '几点上班',
    '多少钱',
    '可以退款?',
    '能退款？！',
    '是否包邮',
    '為什麼不行',
    '在哪里看',
  ])('is %j', (text) => {
    expect(readText(text).question).toBe(true);
  });

  it.each(['示例科技有限公司', '我要开发票', '13800000000', '开机后黑屏，指示灯闪红灯', '你好', '谢谢', ''])(
    'is not %j',
    (text) => {
      expect(readText(text).question).toBe(false);
    },
  );
});

it('keeps the words as they were said', () => {
  expect(readText(' 轉人工！ ').words).toBe(' 轉人工！ ');
});
