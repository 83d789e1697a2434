import { extractEmail, isEmail } from '../../../../src/dialogue/extract';
import { outcome, wordsOf } from './outcome';

describe('extractEmail', () => {
  it.each([
    ['a@example.com', 'a@example.com'],
    [' a@example.com ', 'a@example.com'],
    ['a@example.com.', 'a@example.com'],
    ['a@example.com。', 'a@example.com'],
    ['我的邮箱是a@example.com，谢谢', 'a@example.com'],
    ['邮箱:Wang.Ming@QQ.COM', 'Wang.Ming@qq.com'],
    ['ａ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'a@example.com'],
    ['a＠example．com', 'a@example.com'],
    ['a﹫example.com', 'a@example.com'],
    ['a @ example.com', 'a@example.com'],
    ['a@example。com', 'a@example.com'],
    ['a@qq点com', 'a@qq.com'],
    ['12345678@qq.com', '12345678@qq.com'],
    ['a.b+c_d-e%f@mail.example.com.cn', 'a.b+c_d-e%f@mail.example.com.cn'],
    ['<a@example.com>', 'a@example.com'],
    ['mailto:a@example.com', 'a@example.com'],
    ['王小明a@example.com13800000000', 'none email_incomplete'],
    ['a@example.com 或 b@example.com', 'a@example.com | b@example.com'],
    ['a@example.com a@example.com', 'a@example.com'],
    ['a@yahoo.com.cn', 'a@yahoo.com.cn'],
    ['a@163.com', 'a@163.com'],
    ['a@126.com', 'a@126.com'],
    ['a@me.com', 'a@me.com'],
    ['a@wo.cn', 'a@wo.cn'],
    ['a@sensetime.com', 'a@sensetime.com'],
    ['a@b.io', 'a@b.io'],
  ])('reads %j as %s', (text, expected) => {
    expect(outcome(extractEmail(text))).toBe(expected);
  });

  it.each([
    ['a@qq.con', 'a@qq.com', 'a@qq.con'],
    ['a@163.con', 'a@163.com', 'a@163.con'],
    ['a@gmial.com', 'a@gmail.com', 'a@gmial.com'],
    ['a@gmai.com', 'a@gmail.com', 'a@gmai.com'],
    ['a@gamil.com', 'a@gmail.com', 'a@gamil.com'],
    ['a@outlok.com', 'a@outlook.com', 'a@outlok.com'],
    ['a@hotmial.com', 'a@hotmail.com', 'a@hotmial.com'],
    ['a@foxmial.com', 'a@foxmail.com', 'a@foxmial.com'],
    ['a@qqq.com', 'a@qq.com', 'a@qqq.com'],
    ['a@qq.cn', 'a@qq.com', 'a@qq.cn'],
    ['a@qq.co', 'a@qq.com', 'a@qq.co'],
    ['a@163.cn', 'a@163.com', 'a@163.cn'],
    ['a@163.cmo', 'a@163.com', 'a@163.cmo'],
    ['a@1633.com', 'a@163.com', 'a@1633.com'],
    ['a@example.con', 'a@example.com', 'a@example.con'],
    ['我的是A.b@QQ.CON。', 'A.b@qq.com', 'A.b@qq.con'],
  ])('asks whether %j means %s', (text, better, written) => {
    expect(outcome(extractEmail(text))).toBe(`ask email_typo: ${better} / ${written}`);
  });

  it.each([
    ['a@qq', 'ask email_typo: a@qq.com'],
    ['a@163', 'ask email_typo: a@163.com'],
    ['a@example', 'none email_incomplete'],
    ['a@', 'none email_incomplete'],
    ['@example.com', 'none email_incomplete'],
    ['12345qq.com', 'none email_no_at'],
    ['没有邮箱', 'none'],
    ['example.com', 'none'],
    ['', 'none'],
    ['13800000000', 'none'],
    ['邮箱是什么意思', 'none'],
  ])('cannot use %j: %s', (text, expected) => {
    expect(outcome(extractEmail(text))).toBe(expected);
  });

  it('prefers a sound address to one that looks mistyped', () => {
    expect(outcome(extractEmail('不是a@qq.con，是a@qq.com'))).toBe('a@qq.com');
  });

  it('points at the address', () => {
    const text = '邮箱：ａ＠qq．com。';
    expect(wordsOf(text, extractEmail(text))).toBe('ａ＠qq．com');
  });

  it.each([
    'a..b@example.com',
    '.a@example.com',
    'a@-example.com',
    'a@example',
    'a b@example.com',
    'a@example.c',
  ])('does not call %j an address', (value) => {
    expect(isEmail(value)).toBe(false);
  });
});
