import { fold, MAX_CHARACTERS, normalise } from '../../../src/knowledge';

describe('folding', () => {
  it.each([
    ['full width letters and digits', 'Ｔ３　版本１２', 't3 版本12'],
    ['case', 'WiFi 密码', 'wifi 密码'],
    ['traditional characters', '發票怎麼開', '发票怎么开'],
    ['words of Taiwan', '軟體怎麼下載', '软件怎么下载'],
    ['compatibility forms', '①㎏', '1kg'],
    ['punctuation as one blank', '退款？！！怎么——退', '退款 怎么 退'],
    ['emoji', '退款😂🙏', '退款'],
    ['three and more of a kind as two', '急急急急，哈哈哈哈', '急急 哈哈'],
    ['digits as they are', '错误10000', '错误10000'],
    ['nothing but signs', '？？？😀', ''],
  ])('%s: %s', (_kind, text, expected) => {
    expect(fold(text)).toBe(expected);
  });

  it('leaves simplified text and rare simplified characters alone', () => {
    expect(fold('乾坤著作镕喆')).toBe('乾坤著作镕喆');
  });

  it('reads a bounded part of an endless message', () => {
    expect(fold('问'.repeat(2) + '甲乙'.repeat(400)).length).toBeLessThanOrEqual(MAX_CHARACTERS);
  });
});

describe('normalising a question', () => {
  const plain = '怎么开发票';
  it.each([
    '怎么开发票？',
    '您好，请问怎么开发票',
    '你好 在吗 我想咨询一下怎么开发票呀',
    '麻烦问一下怎么开发票，谢谢',
    'hello，如何开发票',
    '客服，怎样开发票啊',
    '怎麼開發票',
    '怎 么 开 发 票',
    '有谁知道怎么开发票么？在线等',
    '不好意思打扰了，可以告诉我怎么开发票吗？谢谢您',
    '咋开发票',
  ])('drops what says nothing from %s', (text) => {
    expect(normalise(text)).toBe(plain);
  });

  it.each([
    ['你好', '你好'],
    ['谢谢你', '谢谢你'],
    ['在吗', '在吗'],
    ['客服电话', '客服电话'],
    ['亲情号', '亲情号'],
    ['问题单', '问题单'],
    ['这是什么', '这是什么'],
    ['his account', 'his account'],
  ])('keeps %s', (text, expected) => {
    expect(normalise(text)).toBe(expected);
  });

  it.each([
    ['如何退款', '怎么退款'],
    ['为啥登陆不了', '为什么登录不'],
    ['能不能改帐户', '可以改账号'],
    ['多长时间到账', '多久到账'],
    ['保修在哪儿查', '保修哪里查'],
  ])('brings %s to common wording', (text, expected) => {
    expect(normalise(text)).toBe(expected);
  });

  it('keeps blanks only between Latin words and numbers', () => {
    expect(normalise('office 365 怎么 安装')).toBe('office 365怎么安装');
  });

  it('gives the same form when it is applied twice', () => {
    for (const text of ['您好，请问怎么开发票呀', '为什么登录不了', '在哪里下载']) {
      expect(normalise(normalise(text))).toBe(normalise(text));
    }
  });
});
