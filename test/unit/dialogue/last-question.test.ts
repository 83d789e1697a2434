import { type KbFinding, loadFlows, withFlows } from '../../../src/dialogue';
import { content, found, near, nothing, play, stateAfter, text, world } from './build';
import { registry, Talk } from './talk';

const asked = (words: string, kb: KbFinding = nothing) => stateAfter([text(words), kb]).lastQuestion;

describe('the last question', () => {
  it.each([
    ['no answer', nothing, 'open'],
    ['suggestions', near('a', 'b'), 'open'],
    ['an answer', found(), 'answered'],
  ])('is kept with %s', (_what, kb, fate) => {
    expect(asked('设备一直黑屏怎么办', kb)).toEqual({ text: '设备一直黑屏怎么办', fate, at: world.now });
  });

  it('is answered by the suggestion that is chosen, and refused by 都不是', () => {
    const start = stateAfter([text('设备一直黑屏怎么办'), near('a', 'b')]);
    expect(play(start, text('1')).state.lastQuestion?.fate).toBe('answered');
    expect(play(start, text('都不是')).state.lastQuestion?.fate).toBe('refused');
  });

  it.each([
    '示例科技有限公司',
    '我们是示例科技有限公司',
    '13800001234',
    'wang@example.com',
    'GS2026000001',
    '220401-00001',
    'SN: AB12CD34',
    '嗯',
    '👍',
  ])('is not %s, which asks nothing or tells who somebody is', (words) => {
    expect(asked(words)).toBeUndefined();
  });

  it.each([
    ['我的手机13800001234收不到验证码', '我的手机138****1234收不到验证码'],
    ['给 wang@example.com 的邮件收不到', '给 w***@example.com 的邮件收不到'],
    ['服务编码 GS2026000001 查不到', '服务编码 *** 查不到'],
    ['序列号AB12CD34的设备黑屏', '序列号***的设备黑屏'],
  ])('%s is kept masked', (words, kept) => {
    expect(asked(words)?.text).toBe(kept);
  });

  it('is cut when it is long', () => {
    expect([...(asked('黑屏'.repeat(300))?.text ?? '')]).toHaveLength(200);
  });

  it('stays through small talk and commands, and gives way to the next question', () => {
    const state = stateAfter(
      [text('设备一直黑屏怎么办'), nothing],
      [text('谢谢'), found({ category: '闲聊' })],
      text('菜单'),
    );
    expect(state.lastQuestion?.text).toBe('设备一直黑屏怎么办');
    expect(play(state, text('怎么开发票呢'), { kb: found() }).state.lastQuestion?.text).toBe('怎么开发票呢');
  });

  it('is forgotten by an unsubscribe', () => {
    const state = stateAfter([text('设备一直黑屏怎么办'), nothing]);
    expect(play(state, { t: 'unsubscribe' }).state.lastQuestion).toBeUndefined();
  });

  it('is no wish for a person', () => {
    expect(asked('有没有人工客服可以帮我')).toBeUndefined();
  });
});

describe('in a flow', () => {
  const flow = `
schema: 1
flow: note
title: 记一笔
triggers: { commands: [记一笔] }
slots:
  what:
    type: longtext
    label: 内容
    ask: 记什么？
    help: 写一句
    suggest: "last_question_fate == 'open' ? last_question : null"
    validate: [{ if: size(value) < 4, say: t_short }]
steps:
  - collect: what
  - say: t_done
  - end: completed
texts: { t_short: 太短了, t_done: '记下了 {{ slots.what }}' }
`;
  const begin = (before: string | undefined) => {
    const talk = new Talk({
      content: withFlows(content, loadFlows([{ name: 'note.yaml', text: flow }], registry)),
    });
    if (before !== undefined) talk.say(before);
    return { talk, heard: talk.say('记一笔') };
  };

  it('is offered for a slot, with an item to take it', () => {
    const { heard } = begin('设备一直黑屏怎么办');
    expect(heard.text).toBe('可以直接用刚才这句：设备一直黑屏怎么办\n\n记什么？\n1 就用这句');
    expect(heard.asks).toBe('what');
  });

  it.each(['1', '就用这句', '好的', '就这个'])('%s takes it', (words) => {
    const { talk } = begin('设备一直黑屏怎么办');
    expect(talk.say(words).text).toBe('记下了 设备一直黑屏怎么办');
    expect(talk.state.lastQuestion).toBeUndefined();
  });

  it('other words replace it', () => {
    const { talk } = begin('设备一直黑屏怎么办');
    expect(talk.say('开机以后蓝屏').text).toBe('记下了 开机以后蓝屏');
  });

  it('is not offered when the slot may not hold it, or nothing was asked', () => {
    expect(begin(undefined).heard.text).toBe('记什么？');
    expect(begin('打不开').heard.text).toBe('记什么？');
  });

  it('is not offered after half an hour', () => {
    const { talk } = begin('设备一直黑屏怎么办');
    talk.say('取消');
    talk.wait(29 * 60_000).say('菜单');
    expect(talk.say('记一笔').text).toContain('就用这句');
    talk.say('取消');
    talk.wait(60_000);
    expect(talk.say('记一笔').text).toBe('记什么？');
    expect(talk.state.lastQuestion).toBeUndefined();
  });

  it('what is said to a form is never the last question', () => {
    const { talk } = begin(undefined);
    talk.say('设备怎么一直黑屏');
    expect(talk.state.lastQuestion).toBeUndefined();
    const visit = new Talk();
    visit.say('预约上门');
    visit.say('你们几点上班呢');
    expect(visit.state.lastQuestion).toBeUndefined();
  });
});
