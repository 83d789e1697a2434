import {
  type DialogueEvent,
  initialState,
  knowledgeText,
  needsKnowledge,
  readEvent,
  readTapId,
} from '../../../src/dialogue';
import { content, near, queued, stateAfter, text, withAgent } from './build';

const searched = (state: ReturnType<typeof initialState>, event: DialogueEvent) =>
  knowledgeText(state, event, readEvent(event, content));

describe('the text to search for', () => {
  it.each<[string, DialogueEvent, string | undefined]>([
    ['a question', text('怎么开发票？'), '怎么开发票？'],
    ['a number without a menu', text('2'), undefined],
    ['a command', text('#人工'), undefined],
    ['a synonym of content', text('主菜单'), undefined],
    ['symbols', text('😀'), undefined],
    ['a picture', { t: 'media', kind: 'image', ref: 'm' }, undefined],
    ['speech', { t: 'media', kind: 'voice', ref: 'm', recognition: '怎么退款' }, '怎么退款'],
    ['speech that was not recognised', { t: 'media', kind: 'voice', ref: 'm' }, undefined],
    ['a stale tap', { t: 'tap', nonce: 't9', item: 1, text: '怎么退款' }, '怎么退款'],
    ['a click on a command', { t: 'click', key: 'CONTACT' }, undefined],
    ['an unknown click', { t: 'click', key: 'X' }, undefined],
    ['a link', { t: 'other', kind: 'link', text: '怎么退款' }, undefined],
    ['a follow', { t: 'subscribe' }, undefined],
    ['an agent', { t: 'agent', op: { kind: 'closed' } }, undefined],
  ])('of %s', (_what, event, expected) => {
    expect(searched(initialState(), event)).toBe(expected);
    expect(needsKnowledge(initialState(), event, readEvent(event, content))).toBe(expected !== undefined);
  });

  it('is the question behind a number or a tap on the home menu', () => {
    const home = stateAfter({ t: 'subscribe' });
    const [first] = content.homeMenu;
    const question = first?.action.kind === 'say' ? first.action.text : undefined;
    expect(question).toBeDefined();
    expect(searched(home, text('1'))).toBe(question);
    expect(searched(home, { t: 'tap', nonce: 't1', item: 1, text: question! })).toBe(question);
    expect(searched(home, text('7'))).toBeUndefined();
    expect(searched(home, text('9'))).toBeUndefined();
  });

  it('is nothing for a suggestion, by number or by its words', () => {
    const suggested = stateAfter([text('发票'), near('a', 'b')]);
    expect(searched(suggested, text('1'))).toBeUndefined();
    expect(searched(suggested, text('问题b'))).toBeUndefined();
    expect(searched(suggested, text('都不是'))).toBeUndefined();
  });

  it('is searched in the queue and not while a person answers', () => {
    expect(searched(queued(), text('怎么退款'))).toBe('怎么退款');
    expect(searched(withAgent(), text('怎么退款'))).toBeUndefined();
  });
});

describe('readTapId', () => {
  it.each([
    ['t12.3', { nonce: 't12', item: 3 }],
    ['t1.0', undefined],
    ['t1.10', { nonce: 't1', item: 10 }],
    ['t1.100', undefined],
    ['12.3', undefined],
    ['t1', undefined],
    ['', undefined],
    ['t1.3; x', undefined],
  ])('%j', (id, expected) => {
    expect(readTapId(id)).toEqual(expected);
  });
});
