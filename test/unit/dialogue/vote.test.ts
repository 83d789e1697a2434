import {
  compose,
  type DialogueEvent,
  type DialogueState,
  initialState,
  type Signals,
  step,
} from '../../../src/dialogue';
import { world } from './build';

const link = (label: string, content: string, id: string) => `[${label}|${content}|${id}]`;
const found = (id: string): Signals => ({
  kb: {
    kind: 'answer',
    score: 1,
    entry: { id, question: `${id}问题`, answer: `${id}的答案。`, category: '账务' },
  },
});

/** Says things one after another, and tells what each got. */
function talk() {
  let state: DialogueState = initialState();
  return (event: DialogueEvent, signals: Signals = {}) => {
    const done = step(state, event, signals, world);
    const composed = compose(done.state, done.replies, world, { link });
    state = composed.state;
    return { text: composed.text, plain: composed.plain, effects: done.effects, state };
  };
}
const text = (words: string): DialogueEvent => ({ t: 'text', text: words });
const tap = (nonce: string, item: number, words: string): DialogueEvent => ({
  t: 'tap',
  nonce,
  item,
  text: words,
});

describe('有用 and 没用', () => {
  it('stand below an answer as links, not in the log, and not under each of the next ones', () => {
    const say = talk();
    const first = say(text('发票怎么开呢'), found('a'));
    expect(first.text).toContain('[有用|有用|v1.1] · [没用|没用|v1.2]');
    expect(first.plain).not.toContain('有用');
    expect(say(text('退款要多久呢'), found('b')).text).not.toContain('有用');
    expect(say(text('会员怎么取消'), found('c')).text).not.toContain('有用');
    expect(say(text('怎么改手机号'), found('d')).text).toContain('v4.1');
    say(text('一二三四五'), found('e'));
    say(text('六七八九十'), found('f'));
    expect(say(text('发票怎么开呢'), found('a')).text).not.toContain('有用');
  });

  it('count for the answer they stood under, also later', () => {
    const say = talk();
    say(text('发票怎么开呢'), found('a'));
    say(text('退款要多久呢'), found('b'));
    const vote = say(tap('v1', 2, '没用'));
    expect(vote.effects).toMatchObject([
      { kind: 'kb.vote', args: { id: 'a', helpful: false, text: '发票怎么开呢' } },
    ]);
    expect(vote.text).toContain('#人工');
    expect(say(tap('v1', 1, '有用')).effects).toMatchObject([{ kind: 'kb.vote', args: { helpful: true } }]);
    expect(say(tap('v9', 1, '有用')).effects).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ kind: 'kb.vote' })]),
    );
  });

  it('count when they are typed as the very next message, and only then', () => {
    const say = talk();
    say(text('发票怎么开呢'), found('a'));
    expect(say(text('没用')).effects).toMatchObject([{ kind: 'kb.vote', args: { id: 'a' } }]);
    expect(say(text('没用')).effects.map(({ kind }) => kind)).not.toContain('kb.vote');
  });

  it('make no choice of digits, and keep the menu', () => {
    const say = talk();
    const { state } = say(text('发票怎么开呢'), found('a'));
    expect(state.menu).toBeUndefined();
  });

  it('are not offered with small talk', () => {
    const say = talk();
    const small = found('hi');
    if (small.kb?.kind === 'answer') small.kb.entry.category = world.content.settings.smallTalkCategory;
    expect(say(text('你好呀你好'), small).text).not.toContain('有用');
  });
});

describe('asking for a person right after an answer', () => {
  it('is noted as a question that was not answered well', () => {
    const say = talk();
    say(text('发票怎么开呢'), found('a'));
    expect(say(text('#人工')).effects).toMatchObject([
      { kind: 'kb.miss', args: { text: '发票怎么开呢', reason: 'handoff', best: { id: 'a' } } },
      { kind: 'handoff.enqueue' },
    ]);
  });

  it('is not, when something else was said between', () => {
    const say = talk();
    say(text('发票怎么开呢'), found('a'));
    say(text('谢谢'), {});
    expect(say(text('#人工')).effects.map(({ kind }) => kind)).not.toContain('kb.miss');
  });
});
