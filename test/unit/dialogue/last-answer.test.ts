import {
  compose,
  type DialogueEvent,
  initialState,
  lastAnswer,
  type Signals,
  step,
} from '../../../src/dialogue';
import { world } from './build';

const MINUTE = 60_000;
const text = (words: string): DialogueEvent => ({ t: 'text', text: words });
const entry = (id: string, category = '账务') => ({
  id,
  question: `${id}问题`,
  answer: `${id}的答案。`,
  category,
});
const found = (id: string, category?: string): Signals => ({
  kb: { kind: 'answer', score: 1, entry: entry(id, category) },
});
const none: Signals = { kb: { kind: 'none' } };

/** Says things one after another, a minute apart. */
function talk() {
  let state = initialState();
  let { now } = world;
  return (words: string, signals: Signals, waitMs = MINUTE) => {
    now += waitMs;
    const done = step(state, text(words), signals, { ...world, now });
    state = compose(done.state, done.replies, world).state;
    return { ...done, state, now };
  };
}

describe('the last answer', () => {
  it('can be leaned on in the next three messages', () => {
    const say = talk();
    const first = say('发票怎么开', found('invoice'));
    expect(lastAnswer(first.state, first.now)).toBe('invoice');
    say('一二三四', none);
    const third = say('五六七八', none);
    expect(lastAnswer(third.state, third.now)).toBe('invoice');
    const fourth = say('九十九十', none);
    expect(lastAnswer(fourth.state, fourth.now)).toBeUndefined();
  });

  it('can be leaned on for ten minutes', () => {
    const { state, now } = talk()('发票怎么开', found('invoice'));
    expect(lastAnswer(state, now + 10 * MINUTE - 1)).toBe('invoice');
    expect(lastAnswer(state, now + 10 * MINUTE)).toBeUndefined();
  });

  it('is not small talk, and is forgotten with its follower', () => {
    const say = talk();
    say('发票怎么开', found('invoice'));
    const thanked = say('谢谢', found('thanks', world.content.settings.smallTalkCategory));
    expect(lastAnswer(thanked.state, thanked.now)).toBe('invoice');
    const { state } = step(thanked.state, { t: 'unsubscribe' }, {}, world);
    expect(lastAnswer(state, thanked.now)).toBeUndefined();
  });

  it('is nobody’s before anything was answered, nor that of an older state', () => {
    expect(lastAnswer(initialState(), world.now)).toBeUndefined();
    expect(lastAnswer({ ...initialState(), answered: { entry: 'a', turn: 0 } }, world.now)).toBeUndefined();
  });
});

describe('a question that leans on it', () => {
  const leansOn = { entry: 'invoice', text: '开发票要多久' };

  it('is answered as any other, and says in its record on what it leans', () => {
    const say = talk();
    say('发票怎么开', found('invoice'));
    const { replies, decision, state } = say('要多久', { ...found('invoice-time'), leansOn });
    expect(replies[0]).toMatchObject({ key: 'answer', entry: 'invoice-time' });
    expect(decision).toMatchObject({ rule: 10, why: 'entry invoice-time scored 1 after invoice' });
    expect(state.lastQuestion?.text).toBe('开发票要多久');
  });

  it('is remembered in full when nobody likes what is offered', () => {
    const say = talk();
    say('发票怎么开', found('invoice'));
    const near = { kind: 'suggest' as const, candidates: [{ entry: entry('a'), score: 0.3 }] };
    say('要多久', { kb: near, leansOn });
    const { effects } = say('2', {});
    expect(effects).toMatchObject([
      { kind: 'kb.miss', args: { text: '开发票要多久', reason: 'none_of_these' } },
    ]);
  });
});
