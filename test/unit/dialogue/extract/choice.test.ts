import { extractChoice } from '../../../../src/dialogue/extract';
import { outcome, wordsOf } from './outcome';

const TYPES = [
  { value: 'hardware', label: '硬件故障', aliases: ['设备坏了'] },
  { value: 'software', label: '软件故障', aliases: ['程序问题', 'APP'] },
  { value: 'advice', label: '使用咨询' },
];
const MODELS = ['星云', '星云一号', '星云二号', '睿目X1', '睿目X10', '睿目X2'].map((label) => ({
  value: label,
  label,
}));
const SIZES = ['12', '24', '3.5'].map((label) => ({ value: label, label }));

describe('extractChoice', () => {
  it.each([
    ['1', 'hardware'],
    ['１', 'hardware'],
    ['①', 'hardware'],
    ['2', 'software'],
    ['2.', 'software'],
    ['(2)', 'software'],
    ['【2】', 'software'],
    ['第二个', 'software'],
    ['第二項', 'software'],
    ['选2', 'software'],
    ['选2吧', 'software'],
    ['選第二個', 'software'],
    ['我选第2个', 'software'],
    ['就2', 'software'],
    ['2吧', 'software'],
    ['2，谢谢', 'software'],
    ['要第三个', 'advice'],
    ['选项2', 'software'],
    ['第2个选项', 'software'],
    ['二', 'software'],
    ['最后一个', 'advice'],
    ['選最後一個', 'advice'],
    ['倒数第二个', 'software'],
    ['中间那个', 'software'],
    ['2 软件故障', 'software'],
    ['2. 软件故障', 'software'],
    ['2、软件', 'software'],
    ['2、第二个', 'software'],
    ['硬件故障', 'hardware'],
    ['硬件故障。', 'hardware'],
    ['硬體故障', 'hardware'],
    ['硬 件 故 障', 'hardware'],
    ['设备坏了', 'hardware'],
    ['app', 'software'],
    ['ＡＰＰ', 'software'],
    ['hardware', 'hardware'],
    ['我要报硬件故障', 'hardware'],
    ['应该是软件故障吧', 'software'],
    ['不是硬件故障，是软件故障', 'software'],
    ['硬件', 'hardware'],
    ['软件', 'software'],
    ['咨询', 'advice'],
    ['硬件故章', 'hardware'],
    ['使用资询', 'advice'],
    ['软件故', 'software'],
  ])('%j chooses %s', (text, expected) => {
    expect(outcome(extractChoice(text, TYPES))).toBe(expected);
  });

  it.each([
    ['故障', 'ask choice_ambiguous: hardware / software'],
    ['件故障', 'ask choice_ambiguous: hardware / software'],
    ['硬件故障或者软件故障', 'ask choice_ambiguous: hardware / software'],
    ['1 软件故障', 'ask choice_ambiguous: hardware / software'],
    ['X件故障', 'ask choice_ambiguous: hardware / software'],
    ['4', 'none choice_out_of_range'],
    ['0', 'none choice_out_of_range'],
    ['第九个', 'none choice_out_of_range'],
    ['硬件故障是什么意思', 'none'],
    ['硬件故障怎么报修？', 'none'],
    ['哪个都行', 'none'],
    ['不是硬件故障', 'none'],
    ['指示灯闪红灯', 'none'],
    ['13800000000', 'none'],
    ['-1', 'none'],
    ['10%', 'none'],
    ['', 'none'],
    ['。', 'none'],
    ['件', 'none'],
  ])('%j is not one of them: %s', (text, expected) => {
    expect(outcome(extractChoice(text, TYPES))).toBe(expected);
  });

  it.each([
    ['星云', '星云'],
    ['星云一号', '星云一号'],
    ['星云1号', '星云一号'],
    ['我的是星云二号', '星云二号'],
    ['星云2', '星云二号'],
    ['一号', '星云一号'],
    ['睿目x1', '睿目X1'],
    ['睿目 X10', '睿目X10'],
    ['X1', '睿目X1'],
    ['x10', '睿目X10'],
    ['买的睿目X10坏了', '睿目X10'],
    ['睿目X3', 'none'],
    ['睿目X100', 'none'],
    ['星云三号', 'none'],
    ['睿目', 'ask choice_ambiguous: 睿目X1 / 睿目X10 / 睿目X2'],
    ['睿木X2', '睿目X2'],
    ['3', '星云二号'],
  ])('keeps numbers in labels apart: %j is %s', (text, expected) => {
    expect(outcome(extractChoice(text, MODELS))).toBe(expected);
  });

  it.each([
    ['12', '12'],
    ['24', '24'],
    ['3.5', '3.5'],
    ['3', '3.5'],
    ['2', '24'],
    ['13', 'none choice_out_of_range'],
    ['3.6', 'none'],
    ['124', 'none'],
  ])('takes a label of digits before a place: %j is %s', (text, expected) => {
    expect(outcome(extractChoice(text, SIZES))).toBe(expected);
  });

  it('asks when two options share an alias', () => {
    const options = [
      { value: 1, label: '甲', aliases: ['通用'] },
      { value: 2, label: '乙', aliases: ['通用'] },
    ];
    expect(outcome(extractChoice('通用', options))).toBe('ask choice_ambiguous: 1 / 2');
  });

  it('chooses nothing from nothing', () => {
    expect(extractChoice('1', [])).toEqual({ kind: 'none' });
  });

  it('points at the label within a sentence', () => {
    const text = '应该是 软件故障 吧';
    expect(wordsOf(text, extractChoice(text, TYPES))).toBe('软件故障');
  });
});
