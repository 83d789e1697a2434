import { Lexicon } from '../../../src/knowledge/lexicon';
import { mergeSimilarSounds, segmentPinyin, soundOf } from '../../../src/knowledge/syllables';
import { analyse, CHANNELS } from '../../../src/knowledge/terms';
import { countUnits, readUnits, Vocabulary } from '../../../src/knowledge/units';

const lexicon = new Lexicon([
  ['退款', '退钱'],
  ['取消', '撤销'],
]);
const words = new Vocabulary(lexicon.words);
const termsOf = (text: string, isWord?: (word: string) => boolean) =>
  analyse(
    readUnits(text, (word) => words.add(word), isWord),
    lexicon,
  ).terms;
const keys = (text: string, channel?: (typeof CHANNELS)[number]) =>
  termsOf(text)
    .filter((term) => channel === undefined || CHANNELS[term.channel] === channel)
    .map((term) => term.key);
const shared = (one: string, other: string, channel: (typeof CHANNELS)[number]) =>
  keys(one, channel).filter((key) => keys(other, channel).includes(key)).length;

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
    expect(soundOf(one)).toBeDefined();
    expect(soundOf(one)).toBe(soundOf(other));
  });

  it('knows no sound of a letter', () => {
    expect(soundOf('x')).toBeUndefined();
  });

  it.each([
    ['kaifapiao', '开发票'],
    ['xian', '先'],
    ['zhanghu', '账户'],
    ['nvren', '女人'],
    ['mima', '密码'],
  ])('splits %s into the fewest syllables', (letters, characters) => {
    expect(segmentPinyin(letters)).toEqual([...characters].map(soundOf));
  });

  it.each(['wifi', 'app', 'x', 'excel', ''])('does not take %s for pinyin', (letters) => {
    expect(segmentPinyin(letters)).toBeUndefined();
  });
});

describe('terms', () => {
  it('are characters, pairs, syllables and pairs of syllables', () => {
    expect(CHANNELS.map((channel) => keys('开票', channel).length)).toEqual([2, 1, 2, 1, 0]);
  });

  it('let pinyin meet the characters that it spells', () => {
    expect(shared('kaipiao', '开票', 'syllables')).toBe(2);
    expect(shared('kaipiao', '开票', 'syllablePairs')).toBe(1);
  });

  it('take a Latin word that no entry has for the sounds of characters', () => {
    const channels = (isWord: boolean) =>
      new Set(termsOf('kaipiao', () => isWord).map((term) => CHANNELS[term.channel]));
    expect(channels(false)).toEqual(new Set(['syllables', 'syllablePairs']));
    expect(channels(true)).toContain('characters');
  });

  it('keep Latin words and numbers whole', () => {
    expect(keys('t3', 'characters')).toHaveLength(2);
    expect(shared('excel 2024', '2024版excel', 'characters')).toBe(2);
    expect(shared('2024', '2025', 'characters')).toBe(0);
  });

  it('come once however often they occur', () => {
    expect(CHANNELS.map((channel) => keys('票票票', channel).length)).toEqual([1, 1, 1, 1, 0]);
  });

  it('weigh less for words that any question has', () => {
    const [common, rare] = termsOf('的票').filter((term) => CHANNELS[term.channel] === 'characters');
    expect(common!.factor).toBeLessThan(rare!.factor);
  });

  it('meet in the meaning of their words, also when these are misspelled or in pinyin', () => {
    expect(shared('退款', '退钱', 'meanings')).toBe(1);
    expect(shared('推款', '退钱', 'meanings')).toBe(1);
    expect(shared('tuikuan', '退钱', 'meanings')).toBe(1);
    expect(shared('退款', '取消', 'meanings')).toBe(0);
  });

  it('are counted as a person would count', () => {
    expect(countUnits('excel打不开365')).toBe(5);
  });
});
