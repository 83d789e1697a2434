import { loadFlows, withFlows } from '../../../../src/dialogue';
import { content } from '../build';
import { registry, Talk, visitUntil } from '../talk';

describe('the words of a review', () => {
  it.each(['提交', '确认提交', '同意', '确认', '好的'])('%s submits', (words) => {
    const { talk } = visitUntil('end');
    talk.say(words);
    expect(talk.count('test.book')).toBe(1);
  });

  it.each(['修改', '改一下', '我要改'])('%s shows what can be changed', (words) => {
    expect(visitUntil('end').talk.say(words).asks).toBe('edit');
  });

  it.each(['取消', '不提交', '放弃', '算了'])('%s declines, at once', (words) => {
    const { talk } = visitUntil('end');
    expect(talk.say(words).text).toContain('没有提交');
    expect(talk.state.stack).toEqual([]);
    expect(talk.count('test.book')).toBe(0);
  });

  it('取消 declines also after a question in between', () => {
    const { talk } = visitUntil('end');
    talk.say('菜单');
    expect(talk.say('取消').text).toContain('没有提交');
  });

  it('#人工 leads to a person from a review too', () => {
    const { talk } = visitUntil('end');
    talk.say('人工');
    expect(talk.state.mode).toBe('queued');
  });
});

describe('a confirmation with words of its own', () => {
  const flow = (yes: string, no: string) => `
schema: 1
flow: ask
title: 问一问
triggers: { commands: [问一问] }
steps:
  - confirm: { summary: t_ask, on_yes: yes, on_no: no, edit: false, yes_label: ${yes}, no_label: ${no} }
  - id: yes
    say: t_yes
  - end: completed
  - id: no
    say: t_no
  - end: completed
texts: { t_ask: 解决了吗？, t_yes: 选了第一项, t_no: 选了第二项 }
`;
  it.each([
    ['解决了', '继续提交', '解决了', '选了第一项'],
    ['解决了', '继续提交', '解决', '选了第一项'],
    ['解决了', '继续提交', '没解决', '选了第二项'],
    ['解决了', '继续提交', '继续提交', '选了第二项'],
    ['解决了', '继续提交', '提交', '选了第二项'],
    ['同意《条款》并提交', '再想想', '同意', '选了第一项'],
    ['同意《条款》并提交', '再想想', '再想想', '选了第二项'],
    ['确认取消这张工单', '保留工单', '保留', '选了第二项'],
    ['确认取消这张工单', '保留工单', '确认', '选了第一项'],
    ['确认取消这张工单', '保留工单', '工单', '解决了吗'],
    ['确认取消这张工单', '保留工单', '取消', '问一问已取消'],
  ])('of %s and %s, %s leads to %s', (yes, no, words, expected) => {
    const flows = loadFlows([{ name: 'ask.yaml', text: flow(yes, no) }], registry);
    const talk = new Talk({ content: withFlows(content, flows) });
    talk.say('问一问');
    // Another menu in between: the labels are read without it too.
    talk.say('更多问题');
    expect(talk.say(words).text).toContain(expected);
  });
});

describe('a number that the menu does not have', () => {
  it('is told at a review', () => {
    const heard = visitUntil('end').talk.say('5');
    expect(heard.text).toContain('刚才的菜单只有 1 到 3');
    expect(heard).toMatchObject({ asks: 'review', decision: { rule: 5 } });
    expect(heard.searched).toBeUndefined();
  });

  it('is told at a choice, and counts as an attempt', () => {
    const { talk } = visitUntil('product');
    const heard = talk.say('7');
    expect(heard.text).toContain('刚才的菜单只有 1 到 2');
    expect(heard.asks).toBe('product');
    expect(talk.frame?.attempts.product).toBe(1);
    talk.say('8');
    expect(talk.say('9').asks).toBe('exhausted');
  });

  it('is told at the questions of the engine', () => {
    const { talk } = visitUntil('problem');
    talk.say('取消');
    const heard = talk.say('4');
    expect(heard.text).toContain('刚才的菜单只有 1 到 2');
    expect(heard.asks).toBe('cancel');
  });

  it('is told at the list of what can be changed', () => {
    const { talk } = visitUntil('end');
    talk.say('修改');
    expect(talk.say('9')).toMatchObject({ asks: 'edit', keys: ['number_out_of_range', 'form_edit'] });
  });

  it('chooses nothing from the pages of a long list that are not shown', () => {
    const models = Array.from({ length: 12 }, (_, at) => ({ value: `m${at}`, label: `甲${at + 1}型` }));
    const talk = new Talk({
      catalog: { serviceTypes: [], products: [{ value: 'a', label: '甲', models }] },
    });
    talk.sayAll('预约上门', '我叫王小明', '13800001234', '1');
    const heard = talk.say('10');
    expect(heard.text).toContain('刚才的菜单只有 1 到 9');
    expect(talk.slots.model).toBeUndefined();
  });
});
