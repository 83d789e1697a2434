import { compose, initialState, type MenuItem, type Reply } from '../../../src/dialogue';
import { cutAtSentence } from '../../../src/dialogue/cut';
import { byteLength } from '../../../src/kernel/text';
import { found, PLACE, stateAfter, text, world, writeLink } from './build';

const say = (answer: string): Reply => ({ key: 'answer', params: { question: '问', answer } });
const queueLine: Reply = { key: 'queue_line', params: PLACE };
const items = (count: number, label = '选项'): MenuItem[] =>
  Array.from({ length: count }, (_, index) => ({
    label: `${label}${index}`,
    action: { kind: 'entry', id: `k${index}` },
  }));
const suggest = (list: MenuItem[], nonce = 't5'): Reply => ({
  key: 'suggest',
  params: { count: list.length },
  menu: { nonce, items: list },
});
const made = (replies: Reply[], link = false) =>
  compose(initialState(), replies, world, link ? { link: writeLink } : {});

describe('compose', () => {
  it('says nothing when there is nothing to say, and changes nothing', () => {
    const state = stateAfter({ t: 'subscribe' }, [text('怎么开发票'), found()]);
    expect(compose(state, [], world)).toEqual({ state, text: '', plain: '' });
  });

  it('makes one text of all replies: what was said, the menu, the closing line', () => {
    const lines = made([queueLine, suggest(items(2)), say('第一段'), say('第二段')]).text.split('\n');
    expect(lines[0]).toBe('第一段');
    expect(lines[2]).toBe('第二段');
    expect(lines.slice(-3)).toEqual(['1 选项0', '2 选项1', expect.stringContaining('取消排队')]);
  });

  it('makes tappable items of label, words and id, and a plain copy', () => {
    const { text: linked, plain } = made([suggest(items(1))], true);
    expect(linked).toContain(writeLink('1 选项0', '选项0', 't5.1'));
    expect(plain).toContain('1 选项0');
    expect(plain).not.toContain('<a');
  });

  it('binds the menu that was shown last, and no other', () => {
    const { state, text: shown } = made([suggest(items(2), 't1'), suggest(items(1, '后来'), 't2')]);
    expect(state.menu?.nonce).toBe('t2');
    expect(shown).not.toContain('2 选项1');
  });

  it('cuts a long text at a sentence, with the hint, and keeps the rest', () => {
    const { state, text: shown } = made([say('一句话。'.repeat(300))]);
    expect(byteLength(shown)).toBeLessThanOrEqual(2000);
    expect(shown).toMatch(/一句话。\n（回复 更多 继续查看）$/);
    expect(shown.replace('\n（回复 更多 继续查看）', '') + state.more).toBe('一句话。'.repeat(300));
  });

  it('never cuts the menu or the closing line', () => {
    const { text: shown } = made([say('一句话。'.repeat(300)), suggest(items(9)), queueLine]);
    expect(byteLength(shown)).toBeLessThanOrEqual(2000);
    expect(shown).toContain('更多');
    expect(shown.split('\n').slice(-10)).toEqual([
      ...items(9).map(({ label }, index) => `${index + 1} ${label}`),
      expect.stringContaining('取消排队'),
    ]);
  });

  it('gives up links rather than a part of the answer', () => {
    const answer = '字'.repeat(580);
    const roomy = made([say('短'), suggest(items(4))], true);
    expect(roomy.text).toContain('<a');
    const { text: shown, state } = made([say(answer), suggest(items(4))], true);
    expect(shown).not.toContain('<a');
    expect(shown).toContain(answer);
    expect(state).not.toHaveProperty('more');
  });

  it('stays within the limit whatever the labels', () => {
    const wide = items(9, '很'.repeat(28));
    for (const link of [true, false]) {
      const { text: shown } = made([say('一句话。'.repeat(300)), suggest(wide), queueLine], link);
      expect(byteLength(shown)).toBeLessThanOrEqual(2000);
      expect(shown.split('\n').at(-1)).toContain('取消排队');
    }
  });

  it('remembers replies for 重复, and forgets an old rest', () => {
    const long = made([say('一句话。'.repeat(300))]).state;
    const { state } = compose(long, [say('短'), queueLine], world);
    expect(state.lastReply).toEqual([say('短')]);
    expect(state).not.toHaveProperty('more');
  });

  it('takes remarks for what they are', () => {
    const long = made([say('一句话。'.repeat(300))]).state;
    const { state } = compose(long, [{ key: 'more_none', params: {} }, queueLine], world);
    expect(state).toEqual(long);
  });

  it('fills in the name of the business, given or from the content', () => {
    const greeting: Reply[] = [{ key: 'welcome', params: {} }];
    expect(made(greeting).text).toContain('微客服');
    expect(compose(initialState(), greeting, { ...world, businessName: '示例科技' }).text).toContain(
      '示例科技',
    );
  });

  it('does not read values as templates', () => {
    expect(made([say('{{ businessName }} {% if %}')]).text).toBe('{{ businessName }} {% if %}');
  });
});

describe('cutAtSentence', () => {
  it.each([
    ['一二。三四', 12, '一二。', '三四'],
    ['一二，三四五', 15, '一二，', '三四五'],
    ['一二三四五', 9, '一二三', '四五'],
    ['短', 3, '短', ''],
    ['一二。\n\n三四', 13, '一二。', '三四'],
    ['他说“好。”然后', 18, '他说“好。”', '然后'],
    ['😀😀😀', 9, '😀😀', '😀'],
    ['看 https://example.com/abcdef 这里', 20, '看', 'https://example.com/abcdef 这里'],
    [
      '一二三四 <a href="https://x.cn/?a=1;b">点这里</a> 好',
      40,
      '一二三四',
      '<a href="https://x.cn/?a=1;b">点这里</a> 好',
    ],
  ])('%j in %d bytes', (given, bytes, head, rest) => {
    expect(cutAtSentence(given, bytes)).toEqual({ head, rest });
  });

  it('breaks an address only when it is longer than a message', () => {
    const url = `https://example.com/${'a'.repeat(100)}`;
    expect(cutAtSentence(url, 50)).toEqual({ head: url.slice(0, 50), rest: url.slice(50) });
  });
});
