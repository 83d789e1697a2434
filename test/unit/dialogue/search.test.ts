import { readSearch } from '../../../src/dialogue/search';

describe('what a search is for', () => {
  it.each([
    ['发票', '发票', null],
    ['打不开 @云ERP', '打不开', '云ERP'],
    ['打不开@云ERP', '打不开', '云ERP'],
    ['打不开 ＠ 云 ERP', '打不开', '云 ERP'],
    ['@云ERP 打不开', '打不开', '云ERP'],
    ['@云ERP', '', '云ERP'],
    ['怎么开 发票', '怎么开 发票', null],
    ['someone@example.com', 'someone', 'example.com'],
    ['@', '@', null],
  ])('%s', (argument, text, product) => {
    expect(readSearch(argument)).toEqual({ text, product });
  });
});
