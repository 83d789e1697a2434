import { analyse, countUnits } from '../../../src/knowledge/analyse';
import { mergeSimilarSounds, segmentPinyin, syllableOf } from '../../../src/knowledge/syllables';

const keys = (text: string) =>
  analyse(text)
    .map((term) => term.key)
    .sort();

describe('syllables', () => {
  it.each([
    ['zhang', 'zan'],
    ['chi', 'ci'],
    ['sheng', 'sen'],
    ['niu', 'liu'],
    ['nü', 'lv'],
    ['ying', 'yin'],
    ['en', 'en'],
    ['n', 'n'],
  ])('merges what sounds alike: %s → %s', (spelling, merged) => {
    expect(mergeSimilarSounds(spelling)).toBe(merged);
  });

  it.each([
    ['发', '法'],
    ['账', '脏'],
    ['牛', '刘'],
    ['是', '四'],
  ])('gives %s and %s one syllable', (one, other) => {
    expect(syllableOf(one)).toBe(syllableOf(other));
  });

  it('gives a character without a reading back', () => {
    expect(syllableOf('x')).toBe('x');
  });

  it.each([
    ['kaifapiao', ['kai', 'fa', 'piao']],
    ['xian', ['xian']],
    ['zhanghu', ['zan', 'hu']],
    ['nvren', ['lv', 'ren']],
    ['mima', ['mi', 'ma']],
  ])('splits %s into the fewest syllables', (letters, expected) => {
    expect(segmentPinyin(letters)).toEqual(expected);
  });

  it.each(['wifi', 'app', 'x', 'excel', ''])('does not take %s for pinyin', (letters) => {
    expect(segmentPinyin(letters)).toBeUndefined();
  });
});

describe('terms', () => {
  it('are characters, pairs, syllables and pairs of syllables', () => {
    expect(keys('开票')).toEqual(['c开', 'c票', 'd开_票', 'skai', 'spiao', 'tkai_piao'].sort());
  });

  it('let pinyin meet the characters that it spells', () => {
    const shared = keys('kaipiao').filter((key) => keys('开票').includes(key));
    expect(shared).toEqual(['skai', 'spiao', 'tkai_piao']);
  });

  it('take a Latin word that no entry has for the sounds of characters', () => {
    const terms = analyse('kaipiao', () => false);
    expect(terms.map((term) => term.key).sort()).toEqual(['skai', 'spiao', 'tkai_piao']);
    expect(terms.every((term) => term.typed)).toBe(true);
    expect(analyse('kaipiao', () => true).map((term) => term.key)).toContain('ckaipiao');
  });

  it('keep Latin words and numbers whole', () => {
    expect(keys('t3')).toEqual(['c3', 'ct', 'dt_3', 's3', 'st', 'tt_3'].sort());
    expect(keys('excel 2024')).toContain('cexcel');
    expect(keys('excel 2024')).toContain('c2024');
  });

  it('come once however often they occur', () => {
    expect(keys('票票票')).toEqual(['c票', 'd票_票', 'spiao', 'tpiao_piao'].sort());
  });

  it('mark words that any question has', () => {
    expect(
      analyse('怎么开票')
        .filter((term) => term.common)
        .map((term) => term.key),
    ).toEqual(['c怎', 'c么']);
  });

  it('are counted as a person would count', () => {
    expect(countUnits('excel打不开365')).toBe(5);
  });
});
