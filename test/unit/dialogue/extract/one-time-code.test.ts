import { extractOneTimeCode } from '../../../../src/dialogue/extract/one-time-code';

describe('one-time codes', () => {
  it.each([
    ['123456', '123456'],
    ['１２３４５６', '123456'],
    ['123 456', '123456'],
    ['验证码是 012345。', '012345'],
    ['【微客服】验证码 654321，5 分钟内有效', '654321'],
    ['重发', 'resend'],
    ['没收到啊', 'resend'],
    ['收不到短信', 'resend'],
    ['再发一次吧', 'resend'],
  ])('%s is %s', (text, value) => {
    expect(extractOneTimeCode(text)).toMatchObject({ kind: 'found', candidates: [{ value }] });
  });

  it.each([
    ['12345', 'code_format'],
    ['1234567', 'code_format'],
    ['13800001234', 'code_format'],
    ['12.3456', 'code_format'],
    ['a123456', 'code_format'],
    ['怎么开发票', undefined],
    ['', undefined],
  ])('%s is none', (text, hint) => {
    expect(extractOneTimeCode(text)).toEqual(hint === undefined ? { kind: 'none' } : { kind: 'none', hint });
  });
});
