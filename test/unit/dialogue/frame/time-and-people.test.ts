import { explainTurn } from '../../../../src/dialogue';
import { Talk, visitUntil } from '../talk';

const MINUTE = 60_000;

describe('a form that waits', () => {
  it('reminds once, and only when the follower is still idle', () => {
    const { talk } = visitUntil('product');
    talk.wait(5 * MINUTE).say('进度');
    const early = talk.wait(5 * MINUTE).timer('form_remind');
    expect(early.text).toBe('');
    expect(early.effects[0]).toMatchObject({ kind: 'timer.set', args: { name: 'form_remind' } });
    const due = talk.wait(5 * MINUTE).timer('form_remind');
    expect(due.text).toContain('还没有办完（已填 2/7）');
    expect(due.asks).toBe('product');
    const next = talk.say('1');
    expect(next.effects.map(({ args }) => args)).toContainEqual(
      expect.objectContaining({ name: 'form_remind' }),
    );
  });

  it('expires, is kept as a draft, and goes on by 继续', () => {
    const { talk } = visitUntil('end');
    const gone = talk.wait(121 * MINUTE).timer('form_expire');
    expect(gone.text).toContain('回复 继续 可以接着办');
    expect(talk.state.stack).toEqual([]);
    expect(talk.count('test.release')).toBe(1);
    const back = talk.say('继续');
    expect(back.asks).toBe('review');
    expect(talk.count('test.hold')).toBe(2);
    expect(talk.slots.phone).toBe('13800001234');
  });

  it('calls off the timer of an older draft, of which there is only one', () => {
    const { talk } = visitUntil('product');
    const older = talk.frame?.id;
    talk.wait(121 * MINUTE).timer('form_expire');
    visitUntil('product', talk);
    const { effects } = talk.wait(121 * MINUTE).timer('form_expire');
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'timer.clear', args: { frame: older } }));
    expect(talk.state.draft?.frame.id).not.toBe(older);
  });

  it('is forgotten when the draft is too old', () => {
    const { talk } = visitUntil('product');
    const { id } = talk.frame ?? { id: '' };
    talk.wait(121 * MINUTE).timer('form_expire');
    talk.wait(7 * 24 * 60 * MINUTE).timer('draft_expire', id);
    expect(talk.state.draft).toBeUndefined();
    expect(talk.say('继续').keys).toEqual(['nothing_running']);
  });

  it('ignores timers of forms that are gone', () => {
    const { talk } = visitUntil('product');
    expect(talk.timer('form_expire', 'f0.0.0').text).toBe('');
    expect(talk.state.stack.length).toBe(1);
  });

  it('does not expire while a person has the follower', () => {
    const { talk } = visitUntil('product');
    talk.say('#人工');
    talk.wait(500 * MINUTE).timer('form_expire');
    expect(talk.state.stack.length).toBe(1);
  });
});

describe('a person in the middle', () => {
  const withAgent = () => {
    const { talk } = visitUntil('product');
    const queued = talk.say('＃人工');
    return { talk, queued };
  };

  it('is reached from every question, with the form to see', () => {
    const { talk, queued } = withAgent();
    expect(talk.state.mode).toBe('queued');
    expect(talk.frame?.status).toBe('paused');
    const enqueued = queued.effects.find(({ kind }) => kind === 'handoff.enqueue');
    expect(JSON.stringify(enqueued?.args)).toContain('138****1234');
    expect(queued.asks).toBeUndefined();
  });

  it('hears nothing of the bot while they answer, may fill in slots, and hands back to the same question', () => {
    const { talk } = withAgent();
    talk.play({ t: 'agent', op: { kind: 'claimed', staffName: '小李' } });
    expect(talk.say('我还没说完').text).toBe('');
    const filled = talk.play({
      t: 'agent',
      op: { kind: 'fill_slot', values: { product: 'xingyun', phone: '12', nope: 1 } },
    });
    expect(filled.text).toBe('');
    expect(filled.decision).toMatchObject({ slots: ['product'], why: '1 filled in, 2 refused' });
    expect(talk.frame?.slots.product?.source).toBe('agent');
    const back = talk.play({ t: 'agent', op: { kind: 'handed_back' } });
    expect(back.text).toContain('我们继续');
    expect(back.asks).toBe('model');
    expect(talk.say('1').asks).toBe('problem');
  });

  it('is left by 取消排队, and the form goes on', () => {
    const { talk } = withAgent();
    expect(talk.say('取消排队').asks).toBe('product');
  });

  it('lets the form wait, which is told, and a digit chooses nothing from it', () => {
    const { talk, queued } = withAgent();
    expect(queued.text).toContain('预约上门还没有办完，回复 继续 接着办');
    expect(talk.say('1').asks).toBeUndefined();
    expect(talk.slots.product).toBeUndefined();
  });

  it('is offered after too many failures, by the same word as everywhere', () => {
    const { talk } = visitUntil('phone');
    talk.sayAll('不说', '不说', '不说');
    talk.say('1');
    expect(talk.state.mode).toBe('queued');
  });
});

describe('a form in the queue', () => {
  const waiting = () => {
    const talk = new Talk();
    talk.say('#人工');
    return talk;
  };

  it('is begun and filled in while the place is kept, which every message ends with', () => {
    const talk = waiting();
    const begun = talk.say('预约上门');
    expect(begun).toMatchObject({ asks: 'name', keys: ['queue_line', 'flow_prompt'] });
    expect(begun.text).toMatch(/联系人怎么称呼？\n（排队第 2 位，回复 取消排队 退出）$/);
    expect(talk.say('我叫王小明').asks).toBe('phone');
    expect(talk.state.mode).toBe('queued');
    expect(talk.count('handoff.enqueue')).toBe(1);
  });

  it('is finished there, and nothing is lost of the place', () => {
    const talk = waiting();
    talk.sayAll('预约上门', '我叫王小明', '13800001234', '1', '1', '开机后黑屏，重启无效', '跳过', '1');
    expect(talk.say('1').text).toContain('预约 V-1 已提交');
    expect(talk.state).toMatchObject({ mode: 'queued', stack: [] });
  });

  it('accepts what it asks for without a search', () => {
    const talk = waiting();
    talk.sayAll('预约上门', '我叫王小明');
    expect(talk.say('13800001234').searched).toBeUndefined();
  });

  it('waits when an agent takes the chat, and goes on afterwards', () => {
    const talk = waiting();
    talk.sayAll('预约上门', '我叫王小明');
    talk.play({ t: 'agent', op: { kind: 'claimed', staffName: '小李' } });
    expect(talk.frame?.status).toBe('paused');
    expect(talk.say('13800001234').text).toBe('');
    expect(talk.play({ t: 'agent', op: { kind: 'handed_back' } }).asks).toBe('phone');
  });

  it.each(['继续', '预约上门'])('that waits goes on with %s', (words) => {
    const { talk } = visitUntil('product');
    talk.say('#人工');
    expect(talk.say(words).asks).toBe('product');
    expect(talk.say('1').asks).toBe('model');
    expect(talk.state.mode).toBe('queued');
  });

  it('that waits is cancelled with 取消', () => {
    const { talk } = visitUntil('product');
    talk.say('#人工');
    talk.say('取消');
    expect(talk.state).toMatchObject({ mode: 'queued', stack: [] });
  });

  it('that waits is not in the way of another', () => {
    const { talk } = visitUntil('product');
    talk.say('#人工');
    expect(talk.say('查编码').asks).toBe('org');
    expect(talk.state.stack.map(({ flow, status }) => [flow, status])).toEqual([
      ['visit_book', 'paused'],
      ['code_lookup', 'active'],
    ]);
    expect(talk.say('取消排队').text).toContain('我们继续');
  });

  it('is let go of by #人工 again, and the place is told', () => {
    const talk = waiting();
    talk.sayAll('预约上门', '我叫王小明');
    const again = talk.say('#人工');
    expect(again.keys).toEqual(['handoff_queued', 'form_waiting']);
    expect(talk.frame?.status).toBe('paused');
    expect(talk.state.mode).toBe('queued');
  });

  it('tells the place to who asks for a person in a sentence', () => {
    const talk = waiting();
    talk.sayAll('预约上门', '我叫王小明');
    expect(talk.say('能不能给我转人工啊').keys).toContain('handoff_queued');
  });
});

describe('the record of a turn', () => {
  it('is told in words, without what was said', () => {
    const { talk } = visitUntil('phone');
    const heard = talk.say('13800001234');
    const text = explainTurn({
      event: { t: 'text', text: '13800001234' },
      signals: {},
      decision: heard.decision,
      results: [{ key: '3:1', kind: 'test.hold', result: { ok: false, code: 'TAKEN' } }],
      faults: ['x'],
    });
    expect(text).toContain('Heard: a text of 11 characters.');
    expect(text).toContain('Rule 8: an answer to what the form asks for.');
    expect(text).toContain('About the slots: phone.');
    expect(text).toContain('Knowledge base: not searched.');
    expect(text).toContain('Effect 3:1 test.hold: failed with TAKEN.');
    expect(text).toContain('Fault: x.');
    expect(text).not.toContain('13800001234');
  });

  it('names rule and command for what a form decides', () => {
    const talk = new Talk();
    expect(talk.say('预约上门').decision).toMatchObject({ rule: 9, command: 'start_flow' });
    expect(talk.say('我叫王小明').decision).toMatchObject({ rule: 8, command: 'answer', slots: ['name'] });
  });
});
