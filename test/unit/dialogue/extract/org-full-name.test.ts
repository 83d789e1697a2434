import { canonicalUnitName, extractOrgFullName } from '../../../../src/dialogue/extract';
import { outcome, wordsOf } from './outcome';

describe('extractOrgFullName', () => {
  it.each([
    ['示例科技有限公司', '示例科技有限公司'],
    [' 示例科技有限公司 ', '示例科技有限公司'],
    ['示例科技有限公司。', '示例科技有限公司'],
    ['示例科技（北京）有限公司', '示例科技（北京）有限公司'],
    ['示例科技(北京)有限公司', '示例科技(北京)有限公司'],
    ['示例 科技 有限公司', '示例 科技 有限公司'],
    ['示例科技有限公司（北京）', '示例科技有限公司（北京）'],
    ['我们是示例科技有限公司', '示例科技有限公司'],
    ['我司是示例科技有限公司', '示例科技有限公司'],
    ['单位是示例科技有限公司', '示例科技有限公司'],
    ['我们单位是示例科技有限公司', '示例科技有限公司'],
    ['我们公司叫示例科技有限公司', '示例科技有限公司'],
    ['公司名称：示例科技有限公司', '示例科技有限公司'],
    ['单位全称是 示例科技有限公司', '示例科技有限公司'],
    ['您好，我们是示例科技有限公司', '示例科技有限公司'],
    ['單位是示例科技有限公司', '示例科技有限公司'],
    ['示例科技', '示例科技'],
    ['某某市第一中学', '某某市第一中学'],
    ['某某市公安局', '某某市公安局'],
    ['某某研究院', '某某研究院'],
    ['Example Ltd.', 'Example Ltd.'],
    ['Example Co., Ltd.', 'Example Co., Ltd.'],
    ['3M中国有限公司', '3M中国有限公司'],
    ['示例科技有限公司？', '示例科技有限公司'],
    ['是示例科技有限公司吗', '示例科技有限公司'],
    ['示例科技有限公司吗？', '示例科技有限公司'],
    ['什么都没有', '什么都没有'],
    ['我不知道怎么填', '我不知道怎么填'],
    ['1', '1'],
  ])('takes %j as %s', (text, expected) => {
    expect(outcome(extractOrgFullName(text))).toBe(expected);
  });

  it.each([
    ['怎么填？', 'none'],
    ['怎么填?', 'none'],
    ['要写全称吗', 'none'],
    ['要写全称吗？', 'none'],
    ['为什么要填呢', 'none'],
    ['指示灯闪红灯怎么办？', 'none'],
    ['？', 'none'],
    ['', 'none text_empty'],
    ['。。', 'none text_empty'],
    ['👍', 'none text_empty'],
  ])('refuses %j: %s', (text, expected) => {
    expect(outcome(extractOrgFullName(text))).toBe(expected);
  });

  it('points at the name', () => {
    const text = '我们单位是 示例科技（北京）有限公司。';
    expect(wordsOf(text, extractOrgFullName(text))).toBe('示例科技（北京）有限公司');
  });
});

describe('canonicalUnitName', () => {
  it.each([
    ['示例科技（北京）有限公司', '示例科技(北京)有限公司'],
    ['示例科技(北京)有限公司', '示例科技(北京)有限公司'],
    [' 示例 科技\t有限\n公司　', '示例科技有限公司'],
    ['示例\u200b科技有限公司', '示例科技有限公司'],
    ['ＡＢＣ有限公司', 'ABC有限公司'],
    ['abc有限公司', 'abc有限公司'],
    ['示例科技有限公司。', '示例科技有限公司。'],
    ['範例科技有限公司', '範例科技有限公司'],
    ['示例·科技-公司', '示例·科技-公司'],
    ['', ''],
  ])('%j becomes %j', (name, expected) => {
    expect(canonicalUnitName(name)).toBe(expected);
  });

  it.each([
    ['示例科技有限公司', '示例科技'],
    ['示例科技有限公司', '示例科技有限责任公司'],
    ['ABC公司', 'abc公司'],
    ['示例科技有限公司', '示例科技有限公司北京分公司'],
    ['范例科技', '範例科技'],
  ])('keeps %j and %j apart', (one, other) => {
    expect(canonicalUnitName(one)).not.toBe(canonicalUnitName(other));
  });
});
