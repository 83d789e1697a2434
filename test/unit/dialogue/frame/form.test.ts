import { initialState, loadFlows, step, withFlows } from '../../../../src/dialogue';
import {
  answers,
  buildWorld,
  codeFile,
  flowContent,
  flows,
  NOW,
  registry,
  Talk,
  visitFile,
  visitUntil,
} from '../talk';

describe('a form', () => {
  it('starts by its command, by a click and by a phrase that is near enough', () => {
    expect(new Talk().say('预约上门。').asks).toBe('name');
    expect(new Talk().play({ t: 'click', key: 'VISIT' }).asks).toBe('name');
    const talk = new Talk();
    talk.trigger = () => ({ flow: 'visit_book', score: 0.8, margin: 0.3 });
    expect(talk.say('想找工程师').asks).toBe('name');
  });

  it.each([
    ['its score is too low', { flow: 'visit_book', score: 0.6, margin: 0.3 }],
    ['another flow is as near', { flow: 'visit_book', score: 0.9, margin: 0.05 }],
    ['no such flow exists', { flow: 'gone', score: 0.9 }],
  ])('does not start by a phrase when %s', (_why, trigger) => {
    const talk = new Talk();
    talk.trigger = () => trigger;
    talk.say('想找工程师');
    expect(talk.state.stack).toEqual([]);
  });

  it('does not start by a phrase when the knowledge base knows better', () => {
    const talk = new Talk();
    talk.trigger = () => ({ flow: 'visit_book', score: 0.8 });
    talk.knowledge = () => answers('见网站');
    expect(talk.say('想找工程师').keys).toEqual(['answer']);
  });

  it('lets nobody in whom the guard refuses, nor when the guard fails', () => {
    const closed = new Talk({ settings: { visits_open: false } });
    expect(closed.say('预约上门').text).toContain('现在不接受上门预约');
    const faulty = new Talk({ settings: {} });
    const heard = faulty.say('预约上门');
    expect(heard.keys).toEqual(['form_fault']);
    expect(heard.faults[0]).toMatch(/visit_book@.*settings\.visits_open/);
    expect(faulty.state.stack).toEqual([]);
  });

  it('checks the guard again before it does something', () => {
    const { talk } = visitUntil('span');
    talk.world = buildWorld({ settings: { visits_open: false, email_asked: false, email_required: false } });
    const heard = talk.say('1');
    expect(heard.text).toContain('现在不接受上门预约');
    expect(talk.count('test.hold')).toBe(0);
    expect(talk.state.stack).toEqual([]);
  });

  it('goes its way and does what it is for, once', () => {
    const { talk, heard } = visitUntil('end');
    expect(heard.asks).toBe('review');
    expect(heard.text).toContain('138****1234');
    expect(heard.text).toContain('睿目二号');
    expect(heard.text).toMatch(/1 提交\n2 修改\n3 取消$/);
    const done = talk.say('1');
    expect(done.text).toBe('预约 V-1 已提交。');
    const booked = done.effects.find(({ kind }) => kind === 'test.book');
    expect(booked?.args).toMatchObject({ contact: { name: '王小明', phone: '13800001234' }, photos: null });
    expect(talk.state.stack).toEqual([]);
    expect(talk.count('test.release')).toBe(0);
    expect(talk.count('timer.clear')).toBe(1);
  });

  it('knows what was remembered and does not ask for it again', () => {
    const { talk } = visitUntil('end');
    talk.say('1');
    expect(talk.say('预约上门').asks).toBe('product');
    expect(talk.slots).toEqual({ name: '王小明', phone: '13800001234' });
    expect(talk.frame?.slots.phone?.source).toBe('memory');
  });

  it('takes what the profile has, in the form of the slot, and leaves what it may not hold', () => {
    const talk = new Talk({ profile: { name: '李雷', phone: '17012345678' } });
    expect(talk.say('预约上门').asks).toBe('phone');
    expect(talk.slots).toEqual({ name: '李雷' });
    const other = new Talk({ profile: { phone: '138 0000 1234' } });
    other.say('预约上门');
    expect(other.slots).toEqual({ phone: '13800001234' });
  });

  it('takes several answers from one labelled message', () => {
    const talk = new Talk();
    talk.say('预约上门');
    const heard = talk.say('姓名：王小明 电话：13800001234\n产品：睿目 型号：睿目二号');
    expect(talk.slots).toEqual({ name: '王小明', phone: '13800001234', product: 'ruimu', model: 'r2' });
    expect(heard.asks).toBe('problem');
    expect(heard.text).toContain('已记下');
  });

  it('takes what else a sentence has in it, without guessing', () => {
    const { talk } = visitUntil('phone');
    const heard = talk.say('13800001234，产品是星云');
    expect(talk.slots).toMatchObject({ phone: '13800001234', product: 'xingyun' });
    expect(heard.asks).toBe('model');
  });

  it('asks which when two values contradict each other', () => {
    const { talk } = visitUntil('phone');
    const heard = talk.say('13800001234 或者 13900001234');
    expect(heard.asks).toBe('which');
    expect(talk.slots.phone).toBeUndefined();
    talk.say('2');
    expect(talk.slots.phone).toBe('13900001234');
  });

  it('says what is wrong with an answer, by attempt, and then offers a person', () => {
    const { talk } = visitUntil('phone');
    expect(talk.say('不告诉你').text).toContain('没看出电话号码');
    expect(talk.say('就是不说').text).toContain('还是没看出来');
    const heard = talk.say('不说');
    expect(heard.keys).toContain('form_exhausted');
    expect(heard.text).toMatch(/1 转人工\n2 继续办理/);
    expect(talk.say('2').asks).toBe('phone');
    expect(talk.say('13800001234').asks).toBe('product');
  });

  it('tells a rule that is broken from words that mean nothing', () => {
    const { talk } = visitUntil('phone');
    expect(talk.say('17012345678').text).toContain('这个号段打不通');
    expect(talk.say('1380000').keys).toContain('phone_too_short');
    expect(talk.slots.phone).toBeUndefined();
  });

  it.each([
    ['end', 'form_exhausted_end', 0],
    ['skip', 'form_exhausted', 1],
  ])('does what the policy says after too many failures: %s', (policy, key, left) => {
    const text = visitFile.text.replace('on_exhausted: offer_handoff', `on_exhausted: ${policy}`);
    const changed = loadFlows([{ name: 'visit.yaml', text }, codeFile], registry);
    const { talk } = visitUntil('phone', new Talk({ content: withFlows(flowContent, changed) }));
    talk.sayAll('不告诉你', '就是不说');
    expect(talk.say('不说').keys).toContain(key);
    // A required slot cannot be skipped: a person is offered instead.
    expect(talk.state.stack.length).toBe(left);
  });

  it('reaches a person when an effect fails, and gives back what it held', () => {
    const { talk } = visitUntil('end');
    talk.answering = ({ kind }) => (kind === 'test.book' ? { ok: false, code: 'BROKEN' } : undefined);
    talk.say('1');
    expect(talk.state.mode).toBe('queued');
    expect(talk.state.stack).toEqual([]);
    expect(talk.count('test.release')).toBe(1);
  });

  it('follows a failure that it expects, and tries again when it comes back', () => {
    const { talk } = visitUntil('span');
    let taken = true;
    talk.answering = ({ kind }) => (kind === 'test.hold' && taken ? { ok: false, code: 'TAKEN' } : undefined);
    const heard = talk.say('1');
    expect(heard.text).toContain('刚被约走');
    expect(heard.asks).toBe('span');
    expect(talk.count('test.find_spans')).toBe(2);
    taken = false;
    expect(talk.say('2').asks).toBe('review');
  });

  it('tries an expired hold again and asks only when the choice is gone', () => {
    const { talk } = visitUntil('end');
    talk.answering = ({ kind }) => {
      if (kind === 'test.book') return { ok: false, code: 'EXPIRED' };
      if (kind === 'test.find_spans') return { ok: true, data: { spans: ['周二上午'] } };
      return undefined;
    };
    const heard = talk.say('1');
    expect(heard.keys).toContain('option_gone');
    expect(heard.asks).toBe('span');
  });

  it('is pinned to its revision', () => {
    const { talk } = visitUntil('product');
    const [next] = loadFlows(
      [
        {
          name: 'visit.yaml',
          text: visitFile.text
            .replace('ask: 请选择产品：', 'ask: 哪个产品？')
            .replace('interrupts: [code_lookup]', 'interrupts: []'),
        },
      ],
      registry,
    );
    const old = flows[0];
    if (next === undefined || old === undefined) throw new Error('no flow');
    const content = { ...talk.world.content, flows: new Map([[next.id, next]]) };
    const all = [old, next];
    const both = {
      ...talk.world,
      content,
      flow: (id: string, revision?: string) =>
        all.find(
          (flow) => flow.id === id && (revision === undefined ? flow === next : flow.revision === revision),
        ),
    };
    talk.world = both;
    expect(talk.say('重复').text).toContain('请选择产品：');
    expect(talk.frame?.revision).toBe(old.revision);

    // And ends politely when that revision is lost.
    talk.world = {
      ...both,
      flow: (id, revision) => (revision === undefined && id === next.id ? next : undefined),
    };
    const heard = talk.say('1');
    expect(heard.keys[0]).toBe('form_gone');
    expect(talk.state.stack).toEqual([]);
  });

  it('goes round in circles only so often', () => {
    const [spin] = loadFlows([
      {
        name: 's',
        text: 'schema: 1\nflow: spin\ntitle: 转圈\ntriggers: { commands: [转圈] }\nsteps:\n  - id: a\n    goto: b\n  - id: b\n    goto: a\n',
      },
    ]);
    if (spin === undefined) throw new Error('no flow');
    const content = { ...buildWorld().content, flows: new Map([[spin.id, spin]]) };
    const result = step(initialState(), { t: 'text', text: '转圈' }, {}, { now: NOW, content });
    expect(result.faults[0]).toMatch(/50 steps/);
    expect(result.replies.map(({ key }) => key)).toContain('form_fault');
  });

  it('keeps what an identity slot accepts away from every search', () => {
    const talk = new Talk();
    talk.say('查编码');
    expect(talk.say('示例科技有限公司').searched).toBeUndefined();
    const { talk: visit } = visitUntil('phone');
    expect(visit.say('13800001234').searched).toBeUndefined();
    const near = visitUntil('phone').talk;
    expect(near.say('1380000123').searched).toBeUndefined();
    expect(near.count('kb.miss')).toBe(0);
  });
});
