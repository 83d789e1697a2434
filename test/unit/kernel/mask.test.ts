import { maskEmail, maskId, maskName, maskOrg, maskPhone, maskText } from '../../../src/kernel/mask';

describe('maskText', () => {
  it.each([
    ['电话13800001234请回', '电话138****1234请回'],
    ['138 0000 1234', '138****1234'],
    ['138-0000-1234', '138****1234'],
    ['+8613800001234', '+86138****1234'],
    ['座机010-12345678', '座机010****5678'],
    ['座机0731-89572759', '座机0731****2759'],
    ['身份证11010119900307123X', '身份证110101********123X'],
    ['邮箱zhang.san@example.com.cn', '邮箱z***@example.com.cn'],
    ['https://x/y?access_token=SECRET&a=1', 'https://x/y?access_token=***&a=1'],
    ['?appid=1&secret=SECRET', '?appid=1&secret=***'],
    ['工单220401-00001', '工单220401-00001'],
    ['MsgId 24812345678901231', 'MsgId 24812345678901231'],
    ['1763700002', '1763700002'],
  ])('turns %s into %s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });
});

it.each([
  ['13800001234', '138****1234'],
  ['+86 138-0000-1234', '861****1234'],
  ['12345', '****'],
])('masks the phone number %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked);
});

it.each([
  ['王小明', '王**'],
  ['王', '王*'],
  ['', ''],
])('masks the name %s', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

it('masks an e-mail address but its first letter and domain', () => {
  expect(maskEmail('someone@example.com')).toBe('s***@example.com');
});

it.each([
  ['示例科技有限公司', '示例****公司'],
  ['示例第一人民医院北京分院', '示例****分院'],
  ['示例公司甲', '示例*司甲'],
  ['王小明', '王**'],
  ['', ''],
])('masks the unit %s', (name, masked) => {
  expect(maskOrg(name)).toBe(masked);
});

it.each([
  ['SN12345678', 'SN****78'],
  ['AB1234', '****'],
  ['', ''],
])('masks the number %s', (id, masked) => {
  expect(maskId(id)).toBe(masked);
});
