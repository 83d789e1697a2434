import { answers, Talk, visitUntil } from '../talk';

const red = (text: string) => (text.includes('红灯') ? answers('表示网络断开。') : { kind: 'none' as const });

describe('inside a form', () => {
  it('a question is answered, and the same slot is asked for in one short line', () => {
    const { talk } = visitUntil('phone');
    talk.knowledge = red;
    const heard = talk.say('指示灯闪红灯是什么意思');
    expect(heard.text).toBe('表示网络断开。\n\n请回复联系电话：');
    expect(talk.frame?.attempts.phone ?? 0).toBe(0);
    expect(heard.decision.rule).toBe(10);
  });

  it('nothing is suggested', () => {
    const { talk } = visitUntil('phone');
    talk.knowledge = () => ({
      kind: 'suggest',
      candidates: [{ entry: { id: 'a', question: 'q', answer: 'a', category: 'c' }, score: 0.5 }],
    });
    const heard = talk.say('红灯呢');
    expect(heard.keys).not.toContain('suggest');
    expect(heard.asks).toBe('phone');
  });

  it('a question at a description is asked about once, and is either', () => {
    const asked = () => {
      const { talk } = visitUntil('problem');
      talk.knowledge = red;
      expect(talk.say('为什么闪红灯').asks).toBe('clarify');
      return talk;
    };
    const question = asked();
    const answered = question.say('1');
    expect(answered.effects.map(({ kind }) => kind)).toContain('kb.entry');
    expect(answered.asks).toBe('problem');
    expect(question.slots.problem).toBeUndefined();
    const value = asked();
    expect(value.say('2').asks).toBe('photos');
    expect(value.slots.problem).toBe('为什么闪红灯');
  });

  it('a description that is no question is taken without a search', () => {
    const { talk } = visitUntil('problem');
    talk.knowledge = red;
    const heard = talk.say('指示灯闪红灯，重启无效');
    expect(heard.searched).toBeUndefined();
    expect(talk.slots.problem).toBe('指示灯闪红灯，重启无效');
  });

  it.each([
    '改 电话 13900000000',
    '电话：13900000000',
    '电话填错了，是13900000000',
    '不是13800001234，是13900000000',
  ])('%s corrects the phone number and goes on where it was', (words) => {
    const { talk } = visitUntil('product');
    const heard = talk.say(words);
    expect(talk.slots.phone).toBe('13900000000');
    expect(heard.text).toContain('联系电话已改为 139****0000');
    expect(heard.asks).toBe('product');
    expect(heard.decision.rule).toBe(7);
  });

  it('names are masked where the old value is offered and among what can be changed', () => {
    const { talk } = visitUntil('end');
    const edit = talk.say('修改').text;
    expect(edit).toContain('1 联系人：王**');
    expect(talk.say('1').text).toContain('原值：王**');
    expect(talk.say('我叫李雷').text).toContain('联系人已改为 李*');
  });

  it('a correction without a value asks for it again, and keeps the old one until then', () => {
    const { talk } = visitUntil('product');
    const heard = talk.say('电话填错了');
    expect(heard.asks).toBe('phone');
    expect(heard.text).toContain('原值：138****1234');
    expect(talk.say('好').asks).toBe('product');
    expect(talk.slots.phone).toBe('13800001234');
  });

  it('a correction clears what depended on it', () => {
    const { talk } = visitUntil('problem');
    const heard = talk.say('不是睿目，是星云');
    expect(talk.slots).toMatchObject({ product: 'xingyun' });
    expect(talk.slots.model).toBeUndefined();
    expect(heard.asks).toBe('model');
    expect(heard.text).toContain('星云一号');
  });

  it('上一步 goes back one answer at a time, with the old value as a suggestion', () => {
    const { talk } = visitUntil('problem');
    expect(talk.say('上一步')).toMatchObject({ asks: 'model' });
    const heard = talk.say('上一步');
    expect(heard).toMatchObject({ asks: 'product' });
    expect(heard.text).toContain('原值：睿目，回复 好 保留');
    expect(talk.say('保留').asks).toBe('problem');
    const start = new Talk();
    start.say('预约上门');
    expect(start.say('上一步').keys).toContain('back_none');
  });

  it('上一步 goes back to what was skipped too', () => {
    const { talk } = visitUntil('span');
    expect(talk.say('上一步').asks).toBe('photos');
    talk.play({ t: 'media', kind: 'image', ref: 'm1' });
    expect(talk.say('好了').asks).toBe('span');
    expect(talk.slots.photos).toEqual([{ kind: 'image', ref: 'm1' }]);
  });

  it('跳过 leaves an optional slot and explains a required one', () => {
    const { talk } = visitUntil('photos');
    expect(talk.say('跳过').asks).toBe('span');
    const { talk: other } = visitUntil('phone');
    const heard = other.say('跳过');
    expect(heard.text).toContain('联系电话是必填的');
    expect(heard.text).toContain('工程师上门前会拨打这个号码');
    expect(heard.asks).toBe('phone');
  });

  it('没有 leaves an optional slot too', () => {
    expect(visitUntil('photos').talk.say('没有').asks).toBe('span');
  });

  it.each(['帮助', '？'])('%s explains the slot', (words) => {
    const heard = visitUntil('phone').talk.say(words);
    expect(heard.text).toContain('工程师上门前会拨打这个号码，例如 13800001234');
    expect(heard.asks).toBe('phone');
  });

  it('重复 asks again in full and costs no attempt', () => {
    const { talk } = visitUntil('phone');
    talk.say('不告诉你');
    const heard = talk.say('重复');
    expect(heard.text).toBe('联系电话是多少？');
    expect(talk.frame?.attempts.phone).toBe(1);
  });

  it('进度 lists what is filled in, masked, and what is missing', () => {
    const { text } = visitUntil('product').talk.say('进度');
    expect(text).toContain('联系电话：138****1234');
    expect(text).not.toContain('13800001234');
    expect(text).toContain('联系人：王**');
    expect(text).not.toContain('王小明');
    expect(text).toContain('还差：产品、型号、问题描述、照片（可跳过）、时段');
  });

  it('取消 is done at once while little is filled in', () => {
    const { talk } = visitUntil('phone');
    expect(talk.say('取消').keys).toEqual(['form_cancelled']);
    expect(talk.state.stack).toEqual([]);
  });

  it.each([
    ['1', true],
    ['是的', true],
    ['2', false],
    ['不', false],
  ])('取消 asks when much is filled in, and %s means what it says', (words, gone) => {
    const { talk } = visitUntil('problem');
    expect(talk.say('取消').asks).toBe('cancel');
    talk.say(words);
    expect(talk.state.stack.length).toBe(gone ? 0 : 1);
  });

  it('digits bind to the menu and mean neither yes nor no', () => {
    const { talk } = visitUntil('end');
    expect(talk.say('3').text).toContain('没有提交');
    expect(talk.count('test.book')).toBe(0);
    expect(talk.count('test.release')).toBe(1);
  });

  it.each(['同意', '确认提交', '提交', '好的'])('%s submits at the review', (words) => {
    const { talk } = visitUntil('end');
    talk.say(words);
    expect(talk.count('test.book')).toBe(1);
  });

  it('a murmur at the review is asked about', () => {
    const { talk } = visitUntil('end');
    const heard = talk.say('嗯嗯');
    expect(heard.keys).toContain('yes_no_unclear');
    expect(heard.asks).toBe('review');
  });

  it('条款 shows the terms and the review again', () => {
    const heard = visitUntil('end').talk.say('条款');
    expect(heard.text).toContain('上门服务收取基础费用');
    expect(heard.asks).toBe('review');
  });

  it('an edit at the review gives up what had read the value', () => {
    const { talk } = visitUntil('end');
    expect(talk.say('2').text).toContain('3 产品：睿目');
    expect(talk.say('3').text).toContain('原值：睿目');
    talk.say('2');
    expect(talk.count('test.release')).toBe(1);
    expect(talk.say('1').asks).toBe('span');
    expect(talk.count('test.find_spans')).toBe(2);
    expect(talk.say('1').asks).toBe('review');
  });

  it('a correction that takes the options of the question away is asked for on the way', () => {
    const { talk } = visitUntil('end');
    talk.say('2');
    expect(talk.say('7').asks).toBe('span');
    const heard = talk.say('产品：星云');
    expect(heard).toMatchObject({ faults: [], asks: 'model' });
    expect(talk.count('test.release')).toBe(1);
    expect(talk.say('1').asks).toBe('span');
  });

  it('a form that may interrupt returns to the question', () => {
    const { talk: visit } = visitUntil('product');
    expect(visit.say('查编码').asks).toBe('org');
    expect(visit.state.stack.length).toBe(2);
    const heard = visit.say('示例科技有限公司');
    expect(heard.text).toContain('编码：SC-88');
    expect(heard.text).toContain('继续刚才的预约上门吗？（已填 2/7）');
    expect(visit.say('1').asks).toBe('product');
  });

  it('a form in which nothing was answered gives way to another one', () => {
    const talk = new Talk();
    talk.say('查编码');
    const begun = talk.say('预约上门');
    expect(begun.keys).not.toContain('form_busy');
    expect(talk.state.stack.map(({ flow }) => flow)).toEqual(['visit_book']);
  });

  it('a picture is attached whatever is asked for, and the list is closed when it is full', () => {
    const { talk } = visitUntil('phone');
    const heard = talk.play({ t: 'media', kind: 'image', ref: 'm1' });
    expect(heard.text).toContain('已加入附件 1');
    expect(heard.asks).toBe('phone');
    talk.sayAll('13800001234', '1', '1', '开机后黑屏，重启无效');
    talk.play({ t: 'media', kind: 'image', ref: 'm2' });
    const full = talk.play({ t: 'media', kind: 'image', ref: 'm3' });
    expect(full.asks).toBe('span');
    expect(talk.slots.photos).toEqual(['m1', 'm2', 'm3'].map((ref) => ({ kind: 'image', ref })));
    expect(talk.play({ t: 'media', kind: 'image', ref: 'm4' }).keys).toContain('attachments_full');
  });

  it('好了 completes the list', () => {
    const { talk } = visitUntil('photos');
    talk.play({ t: 'media', kind: 'image', ref: 'm1' });
    expect(talk.say('好了').asks).toBe('span');
  });

  it('a tap on an older menu still chooses, and one of a form that is over is explained', () => {
    const { talk } = visitUntil('model');
    const old = talk.frame?.menus[0]?.nonce ?? '';
    talk.tap(old, 2, '星云');
    expect(talk.slots.product).toBe('xingyun');
    const { talk: done } = visitUntil('end');
    const nonce = done.state.menu?.nonce ?? '';
    done.tap(nonce, 1, '提交');
    const again = done.tap(nonce, 1, '提交');
    expect(again.keys).toContain('stale_choice');
    expect(done.count('test.book')).toBe(1);
  });

  it('a number at a question without a menu is no choice of an older menu', () => {
    const { talk } = visitUntil('problem');
    talk.say('1');
    expect(talk.slots.model).toBe('r2');
  });

  it('the unsubscribe closes everything and gives back what was held', () => {
    const { talk } = visitUntil('end');
    talk.play({ t: 'unsubscribe' });
    expect(talk.state).toMatchObject({ stack: [], memory: {} });
    expect(talk.state.draft).toBeUndefined();
    expect(talk.count('test.release')).toBe(1);
  });
});
