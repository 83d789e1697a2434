import { type DialogueEvent, type DialogueState, initialState, step } from '../../../src/dialogue';
import {
  buildEntry,
  content,
  found,
  near,
  nothing,
  onAGoodDay,
  PLACE,
  play,
  queued,
  stateAfter,
  text,
  withAgent,
  world,
} from './build';

const image: DialogueEvent = { t: 'media', kind: 'image', ref: 'm1' };
const closed: DialogueEvent = { t: 'agent', op: { kind: 'closed' } };
const claimed: DialogueEvent = { t: 'agent', op: { kind: 'claimed', staffName: '小李' } };
const kinds = (played: { effects: { kind: string }[] }) => played.effects.map(({ kind }) => kind);

/** The number of an item of the home menu. */
const numberOf = (label: string) => String(content.homeMenu.findIndex((item) => item.label === label) + 1);

describe('a new follower', () => {
  it('is welcomed with the home menu, which digits and taps then choose from', () => {
    const played = play(initialState(), { t: 'subscribe', scene: 'qr1' });
    expect(played.keys).toEqual(['welcome']);
    expect(played.state.menu).toEqual({ nonce: 't1', items: content.homeMenu });
    expect(play(played.state, text(numberOf('联系我们'))).keys).toEqual(['contact']);
  });

  it('is welcomed again after a re-subscribe', () => {
    expect(play(stateAfter({ t: 'subscribe' }, { t: 'unsubscribe' }), { t: 'subscribe' }).keys).toEqual([
      'welcome',
    ]);
  });

  it('who scans a code and follows already is greeted', () => {
    expect(play(initialState(), { t: 'other', kind: 'scan' }).keys).toEqual(['greeting']);
  });
});

describe('an unsubscribe', () => {
  it('forgets what was going on and says nothing', () => {
    const before = stateAfter({ t: 'subscribe' }, [text('怎么开发票'), found()], [text('嗯嗯啊'), nothing]);
    before.memory.phone = { value: '1', source: 'user', turn: 1, at: 1 };
    const played = play(before, { t: 'unsubscribe' });
    expect(played.text).toBe('');
    expect(played.state).toEqual({ ...initialState(), turn: before.turn + 1 });
  });

  it('gives up the place in the queue, or ends the chat', () => {
    const left = play(queued(), { t: 'unsubscribe' });
    expect(kinds(left)).toEqual(['handoff.leave_queue']);
    expect([left.state.mode, left.text]).toEqual(['bot', '']);
    const ended = play(withAgent(), { t: 'unsubscribe' });
    expect(ended.effects.map(({ kind, args }) => [kind, args])).toEqual([
      ['handoff.end', { by: 'follower' }],
    ]);
    expect([ended.state.mode, ended.text]).toEqual(['bot', '']);
  });
});

describe('rule 2, a person answers', () => {
  it.each<[string, DialogueEvent]>([
    ['a question', text('怎么开发票')],
    ['a command', text('菜单')],
    ['#人工', text('#人工')],
    ['取消排队', text('取消排队')],
    ['a number', text('1')],
    ['a tap', { t: 'tap', nonce: 't1', item: 1, text: '菜单' }],
    ['a click', { t: 'click', key: 'MENU_HOME' }],
    ['a place', { t: 'location', latitude: 1, longitude: 2, label: 'x' }],
    ['a scan', { t: 'other', kind: 'scan' }],
    ['a follow', { t: 'subscribe' }],
  ])('the bot is silent at %s', (_what, event) => {
    const played = play(withAgent(), event);
    expect(played).toMatchObject({ text: '', effects: [], decision: { rule: 2, command: 'silent' } });
    expect(played.state.mode).toBe('human');
  });

  it('keeps pictures for the agent', () => {
    const played = play(withAgent(), image);
    expect(played.text).toBe('');
    expect(played.effects).toEqual([
      { key: '3:1', kind: 'media.save', args: { ref: 'm1', kind: 'image' }, channel: 'outbox' },
    ]);
  });

  it.each<[string, DialogueEvent]>([
    ['typed', text('＃机器人')],
    ['spoken', { t: 'media', kind: 'voice', ref: '', recognition: '#机器人。' }],
  ])('#机器人 %s ends the chat', (_how, event) => {
    const played = play(withAgent(), event);
    expect(played.keys).toEqual(['back_to_bot']);
    expect(played.state.mode).toBe('bot');
  });

  it('is over with the first message after the chat', () => {
    for (const op of ['closed', 'handed_back'] as const) {
      const over = play(withAgent(), { t: 'agent', op: { kind: op } });
      expect([over.keys, over.state.mode]).toEqual([['agent_left'], 'after_human']);
      const next = play(over.state, text('怎么开发票'), { kb: found() });
      expect([next.keys, next.state.mode]).toEqual([['answer'], 'bot']);
    }
  });
});

describe('what agents do', () => {
  it('a claim makes the bot silent and is told', () => {
    const played = play(queued(), claimed);
    expect([played.keys, played.state.mode]).toEqual([['agent_joined'], 'human']);
    expect(played.text).toContain('小李');
  });

  it('a transfer is told', () => {
    const played = play(withAgent(), { t: 'agent', op: { kind: 'transferred', staffName: '小王' } });
    expect([played.keys, played.state.mode]).toEqual([['agent_transferred'], 'human']);
  });

  it('a lost agent puts the follower back into the queue, with their place', () => {
    const played = play(withAgent(), { t: 'agent', op: { kind: 'requeued' } });
    expect([played.keys, played.state.mode]).toEqual([['agent_lost', 'queue_line'], 'queued']);
  });

  it('a close in the queue brings the bot back', () => {
    expect(play(queued(), closed).state.mode).toBe('after_human');
  });

  it.each<[string, DialogueEvent]>([
    ['a close', closed],
    ['a transfer', { t: 'agent', op: { kind: 'transferred', staffName: '小王' } }],
    ['a requeue', { t: 'agent', op: { kind: 'requeued' } }],
  ])('%s that comes late changes nothing', (_what, event) => {
    const played = play(initialState(), event);
    expect([played.text, played.state.mode]).toEqual(['', 'bot']);
    expect(played.decision.why).toContain('ignored');
  });
});

describe('#人工', () => {
  const everywhere: [string, DialogueState][] = [
    ['a new follower', initialState()],
    ['a shown menu', stateAfter({ t: 'subscribe' })],
    ['suggestions', stateAfter([text('发票'), near('a', 'b')])],
    ['after a person', stateAfter(text('#人工'), claimed, closed)],
    ['the queue', queued()],
  ];

  it.each(everywhere)('hands over in one turn from %s', (_where, state) => {
    for (const words of ['#人工', '＃ 人工！', '人工', '转人工', '轉人工', '人工客服', '找客服', '真人']) {
      const played = play(state, text(words));
      expect(played.state.mode).toBe('queued');
      expect(played.keys).toEqual(['handoff_queued']);
      expect(kinds(played)).toEqual(['handoff.enqueue']);
      expect(played.text).toContain('取消排队');
    }
  });

  it.each<[string, DialogueEvent]>([
    ['a tap', { t: 'tap', nonce: 't1', item: 7, text: '转人工' }],
    ['a stale tap', { t: 'tap', nonce: 't0', item: 3, text: '转人工' }],
    ['a number', text(numberOf('转人工'))],
    ['a click', { t: 'click', key: 'HANDOFF' }],
    ['a voice message', { t: 'media', kind: 'voice', ref: 'v', recognition: '转人工。' }],
  ])('works as %s', (_how, event) => {
    expect(play(stateAfter({ t: 'subscribe' }), event).state.mode).toBe('queued');
  });

  it('tells the place again to one who waits, and says so', () => {
    const answering = () => ({ ok: true as const, data: { ...PLACE, chatId: 'c', already: true } });
    const played = play(queued(), text('人工'), { answering });
    expect(played.keys).toEqual(['handoff_queued']);
    expect(played.replies[0]?.params).toMatchObject({ already: true, position: 2 });
  });

  it('says when people are back, off hours', () => {
    const data = {
      chatId: 'c',
      position: 1,
      open: false,
      opensAt: '明天 9:00',
      agentsOnline: 0,
      already: false,
    };
    const played = play(initialState(), text('人工'), { answering: () => ({ ok: true, data }) });
    expect(played.text).toContain('明天 9:00');
    expect(played.state.mode).toBe('queued');
  });

  it('follows the chat when an agent has it already', () => {
    const data = { chatId: 'c', position: 0, open: true, opensAt: null, agentsOnline: 1, already: true };
    const played = play(initialState(), text('人工'), { answering: () => ({ ok: true, data }) });
    expect([played.keys, played.state.mode]).toEqual([['handoff_served'], 'human']);
  });

  it('apologises when the queue refuses, and claims nothing', () => {
    const played = play(initialState(), text('人工'), { answering: () => ({ ok: false, code: 'CONFLICT' }) });
    expect([played.keys, played.state.mode]).toEqual([['handoff_failed'], 'bot']);
  });

  it('counts even when the queue does not say the place', () => {
    const played = play(initialState(), text('人工'), { answering: () => ({ ok: true, data: null }) });
    expect([played.keys, played.state.mode]).toEqual([['handoff_queued'], 'queued']);
  });
});

describe('in the queue', () => {
  it('questions are answered, and the message ends with the place', () => {
    const played = play(queued(), text('怎么开发票'), { kb: found() });
    expect(played.keys).toEqual(['answer', 'queue_line']);
    expect(played.text.split('\n').at(-1)).toContain('第 2 位');
    expect(played.text.split('\n').at(-1)).toContain('取消排队');
  });

  it.each<[string, DialogueEvent, string[]]>([
    ['the menu', text('菜单'), ['menu', 'queue_line']],
    ['help', text('帮助'), ['help', 'queue_line']],
    ['取消, which ends no queue', text('取消'), ['nothing_running', 'queue_line']],
    ['contact', text('联系我们'), ['contact', 'queue_line']],
    ['a place', { t: 'location', latitude: 1, longitude: 2, label: 'x' }, ['location', 'queue_line']],
  ])('%s keeps the place', (_what, event, keys) => {
    const played = play(queued(), event);
    expect(new Set(played.keys)).toEqual(new Set(keys));
    expect(played.text.split('\n').at(-1)).toContain('取消排队');
    expect(played.state.mode).toBe('queued');
  });

  it('a chosen suggestion is answered above the place', () => {
    const suggested = play(queued(), text('发票'), { kb: near('a', 'b') });
    const played = play(suggested.state, text('1'));
    expect(new Set(played.keys)).toEqual(new Set(['answer', 'queue_line']));
    expect(played.text.indexOf('订单页')).toBeLessThan(played.text.indexOf('第 2 位'));
  });

  it('a failed look-up of the place leaves the answer alone', () => {
    const played = play(queued(), text('怎么开发票'), {
      kb: found(),
      answering: () => ({ ok: false, code: 'X' }),
    });
    expect(played.keys).toEqual(['answer']);
  });

  it('取消排队 leaves it, and so does #机器人', () => {
    expect(play(queued(), text('取消排队'))).toMatchObject({ keys: ['left_queue'], state: { mode: 'bot' } });
    expect(play(queued(), text('#机器人'))).toMatchObject({ keys: ['back_to_bot'], state: { mode: 'bot' } });
  });

  it('pictures are kept for the agent, and that is said', () => {
    const played = play(queued(), image);
    expect(played.keys).toEqual(['media_for_agent', 'queue_line']);
    expect(kinds(played)).toContain('media.save');
    expect(play(queued(), { t: 'media', kind: 'file', ref: '' }).text).toContain('文件名已转给客服');
  });

  it('a wish for a person without an answer tells the place', () => {
    expect(play(queued(), text('到底有没有人工啊'), { kb: nothing }).keys).toEqual(['handoff_queued']);
  });

  it('a dead end does not offer the queue again', () => {
    const played = play(queued(), text('啊啊啊'), { kb: nothing });
    expect(played.state.menu?.items.map(({ label }) => label)).toEqual(['菜单']);
  });
});

describe('rule 4, reserved words', () => {
  it.each(['取消', '上一步', '跳过', '进度', '继续'])('%s without a form says that nothing runs', (words) => {
    expect(play(stateAfter({ t: 'subscribe' }), text(words)).keys).toEqual(['nothing_running']);
  });

  it.each([
    ['菜单', 'menu'],
    ['帮助', 'help'],
    ['更多问题', 'questions'],
    ['取消排队', 'not_queued'],
    ['#机器人', 'already_bot'],
    ['更多', 'more_none'],
    ['重复', 'repeat_none'],
    ['都不是', 'none_of_these'],
    ['联系我们', 'contact'],
    ['服务时间', 'hours'],
  ])('%s', (words, key) => {
    expect(play(initialState(), text(words)).keys).toEqual([key]);
  });

  it('win over a menu item of the same words', () => {
    const state = stateAfter([
      text('发票'),
      { kind: 'suggest', candidates: [{ entry: buildEntry({ question: '帮助' }), score: 0.6 }] },
    ]);
    expect(play(state, text('帮助')).decision.rule).toBe(4);
  });

  it('are not looked for inside a sentence', () => {
    expect(play(initialState(), text('我想取消订阅怎么办'), { kb: found() }).keys).toEqual(['answer']);
  });

  it('重复 says the last reply again, with its menu, and not a remark made since', () => {
    const suggested = play(initialState(), text('发票'), { kb: near('a', 'b') });
    const remarked = play(suggested.state, text('9'));
    const again = play(remarked.state, text('重复'));
    expect(again.text).toBe(suggested.text);
    expect(play(again.state, text('2')).effects[0]).toMatchObject({ kind: 'kb.entry', args: { id: 'b' } });
  });

  it('重复 refuses a stored reply that an older version wrote', () => {
    const state = stateAfter([text('怎么开发票'), found()]);
    const old = JSON.parse(
      JSON.stringify(state).replace('"answer":"在订单页申请。"', '"a":1'),
    ) as DialogueState;
    expect(play(old, text('重复')).keys).toEqual(['repeat_none']);
    const unknown = JSON.parse(
      JSON.stringify(state).replace('"key":"answer"', '"key":"gone"'),
    ) as DialogueState;
    expect(play(unknown, text('重复')).keys).toEqual(['repeat_none']);
  });

  it('更多 and 继续 show the rest of a long answer, to its end', () => {
    const long = Array.from({ length: 150 }, (_, index) => `第${index}句话说完了。`).join('');
    let played = play(initialState(), text('怎么开发票'), { kb: found({ answer: long }) });
    let read = played.text;
    for (let page = 0; played.state.more !== undefined && page < 10; page += 1) {
      expect(played.text).toContain('更多');
      played = play(played.state, text(page % 2 === 0 ? '更多' : '继续'));
      read += played.text;
    }
    expect(read.replaceAll('\n（回复 更多 继续查看）', '')).toBe(long);
    expect(play(played.state, text('更多')).keys).toEqual(['more_none']);
  });

  it('says so when contacts cannot be looked up', () => {
    const played = play(initialState(), text('联系我们'), {
      answering: () => ({ ok: false, code: 'NOT_FOUND' }),
    });
    expect(played.keys).toEqual(['contact_failed']);
  });
});

describe('rule 5, menus', () => {
  const suggested = () => stateAfter([text('发票'), near('a', 'b')]);

  it.each<[string, DialogueEvent]>([
    ['a number', text('2')],
    ['a circled number', text('②')],
    ['第二个', text('第二个')],
    ['its words', text('问题b')],
    ['a tap', { t: 'tap', nonce: 't1', item: 2, text: '问题b' }],
    ['a spoken number', { t: 'media', kind: 'voice', ref: '', recognition: '选二。' }],
  ])('an item is chosen by %s', (_how, event) => {
    expect(play(suggested(), event).effects[0]).toMatchObject({ kind: 'kb.entry', args: { id: 'b' } });
  });

  it('最后一个 is the last', () => {
    expect(play(suggested(), text('最后一个')).keys).toEqual(['none_of_these']);
  });

  it.each([['4'], ['0'], ['99']])('%s is out of range: says what there is', (number) => {
    const played = play(suggested(), text(number));
    expect(played.keys).toEqual(['number_out_of_range']);
    expect(played.replies[0]?.params).toEqual({ last: 3 });
    expect(play(played.state, text('1')).effects[0]?.kind).toBe('kb.entry');
  });

  it('only the last menu shown binds', () => {
    const menu = play(suggested(), text('菜单')).state;
    expect(play(menu, text(numberOf('联系我们'))).keys).toEqual(['contact']);
  });

  it('a tap on an old menu counts as its words', () => {
    const state = play(suggested(), text('菜单')).state;
    const tap: DialogueEvent = { t: 'tap', nonce: 't1', item: 1, text: '问题a' };
    expect(play(state, tap, { kb: found() }).keys).toEqual(['answer']);
    expect(play(state, { ...tap, item: 3, text: '都不是' }).keys).toEqual(['none_of_these']);
    expect(play(state, { ...tap, text: '联系我们' }).keys).toEqual(['contact']);
  });

  it('a tap whose nonce came round again does not choose something else', () => {
    const tap: DialogueEvent = { t: 'tap', nonce: 't1', item: 1, text: '怎么退货' };
    const played = play(suggested(), tap, { kb: found() });
    expect(kinds(played)).not.toContain('kb.entry');
    expect(played.keys).toEqual(['answer']);
  });

  it('a tap without words binds by its id', () => {
    const tap: DialogueEvent = { t: 'tap', nonce: 't1', item: 1, text: '' };
    expect(play(suggested(), tap).effects[0]).toMatchObject({ kind: 'kb.entry', args: { id: 'a' } });
  });

  it('a popular question is answered as if it were typed', () => {
    expect(play(stateAfter({ t: 'subscribe' }), text('2'), { kb: found() }).keys).toEqual(['answer']);
  });

  it('a number without a menu is answered when an entry is about it, and explained otherwise', () => {
    expect(play(initialState(), text('12'), { kb: found() }).keys).toEqual(['answer']);
    const played = play(initialState(), text('2'), { kb: nothing });
    expect([played.keys, kinds(played)]).toEqual([['number_without_menu'], []]);
    expect(played.state.counters.unknownInRow).toBe(0);
  });

  it('an entry that is gone is told', () => {
    const played = play(suggested(), text('1'), { answering: () => ({ ok: false, code: 'NOT_FOUND' }) });
    expect(played.keys).toEqual(['entry_gone']);
  });

  it('都不是 records the question as missed and offers a person', () => {
    const played = play(suggested(), text('3'));
    expect(played.effects[0]).toMatchObject({
      kind: 'kb.miss',
      args: { text: '发票', norm: '发票', reason: 'none_of_these', best: { id: 'a', score: 0.6 } },
    });
    expect(played.state.menu?.items.map(({ label }) => label)).toEqual(['转人工', '菜单']);
    expect(play(played.state, text('1')).state.mode).toBe('queued');
  });

  it('都不是 to suggestions that are gone records nothing', () => {
    expect(play(stateAfter({ t: 'subscribe' }), text('都不是')).effects).toEqual([]);
  });
});

describe('rule 10, knowledge', () => {
  it('answers', () => {
    const played = play(initialState(), text('怎么开发票'), { kb: found() });
    expect(played).toMatchObject({
      text: '在订单页申请。',
      effects: [],
      decision: { rule: 10, command: 'ask_kb' },
    });
  });

  it('suggests at most three questions, numbered, and 都不是', () => {
    const played = play(initialState(), text('发票'), { kb: near('a', 'b', 'c', 'd') });
    expect(played.plain.split('\n').slice(1)).toEqual(['1 问题a', '2 问题b', '3 问题c', '4 都不是']);
  });

  it('never suggests small talk', () => {
    const chat = { entry: buildEntry({ id: 'x', category: '闲聊' }), score: 0.7 };
    const played = play(initialState(), text('发票'), { kb: { kind: 'suggest', candidates: [chat] } });
    expect(played.keys).toEqual(['fallback']);
    const mixed = near('a');
    if (mixed.kind === 'suggest') mixed.candidates.unshift(chat);
    expect(play(initialState(), text('发票'), { kb: mixed }).state.menu?.items).toHaveLength(2);
  });

  it('shows a question once', () => {
    expect(play(initialState(), text('发票'), { kb: near('a', 'a') }).state.menu?.items).toHaveLength(2);
  });

  it('small talk leaves the menu, the rest of a long answer and 重复 as they were', () => {
    const long = '长。'.repeat(1000);
    const state = stateAfter({ t: 'subscribe' }, [text('怎么开发票'), found({ answer: long })]);
    const played = play(state, text('谢谢'), { kb: found({ category: '闲聊', answer: '不客气' }) });
    expect(played).toMatchObject({ text: '不客气', keys: ['small_talk'] });
    expect(played.state).toMatchObject({ menu: state.menu, more: state.more, lastReply: state.lastReply });
  });

  it('inside a wish for a person answers and offers one', () => {
    const played = play(initialState(), text('你们有人工吗'), { kb: found() });
    expect(played.keys).toEqual(['answer', 'handoff_offer']);
    expect(play(played.state, text('1')).state.mode).toBe('queued');
    expect(play(initialState(), text('我想找人工客服'), { kb: nothing })).toMatchObject({
      keys: ['handoff_offer'],
      effects: [],
      state: { mode: 'bot' },
    });
    const suggested = play(initialState(), text('我想找人工客服'), { kb: near('a') });
    expect(suggested.state.menu?.items.map(({ label }) => label)).toEqual(['问题a', '都不是', '转人工']);
  });

  it('reads speech and account menu keys as typed words', () => {
    const voice: DialogueEvent = { t: 'media', kind: 'voice', ref: 'v1', recognition: '怎么开发票' };
    expect(play(initialState(), voice, { kb: found() })).toMatchObject({
      keys: ['answer'],
      effects: [{ kind: 'media.save', channel: 'outbox' }],
    });
    expect(play(initialState(), { t: 'click', key: 'CONTACT' }).keys).toEqual(['contact']);
    expect(play(initialState(), { t: 'click', key: 'NO_SUCH_KEY' }).keys).toEqual(['menu']);
    expect(play(initialState(), { t: 'click', key: '__proto__' }).keys).toEqual(['menu']);
  });

  it.each(['提交工单', '查工单', '服务预约', '预约进度', '服务编码'])(
    '%s is a question like others',
    (words) => {
      expect(play(initialState(), text(words), { kb: found() }).keys).toEqual(['answer']);
    },
  );
});

describe('rule 12, no answer', () => {
  it('says so, shows ways on and records the question', () => {
    const played = play(initialState(), text('嗯嗯啊'), { kb: nothing });
    expect(played.keys).toEqual(['fallback']);
    expect(played.text).toContain('#人工');
    expect(played.effects).toEqual([
      {
        key: '1:1',
        kind: 'kb.miss',
        args: { text: '嗯嗯啊', norm: '嗯嗯啊', reason: 'none', best: { id: 'k7', score: 0.2 } },
        channel: 'inline',
      },
    ]);
  });

  it('offers a person more clearly the second time in a row, and starts over after an answer', () => {
    const once = play(initialState(), text('嗯嗯啊'), { kb: nothing }).state;
    const twice = play(once, text('哦哦啊'), { kb: nothing });
    expect(twice.keys).toEqual(['fallback_again']);
    const answered = play(once, text('怎么开发票'), { kb: found() }).state;
    expect(play(answered, text('哦哦啊'), { kb: nothing }).keys).toEqual(['fallback']);
  });

  it('records nothing when nothing was searched', () => {
    expect(play(initialState(), text('嗯嗯啊'))).toMatchObject({ keys: ['fallback'], effects: [] });
  });
});

describe('rule 3, what has no words', () => {
  it.each<[DialogueEvent, string]>([
    [image, 'media_image'],
    [{ t: 'media', kind: 'voice', ref: 'v' }, 'media_voice'],
    [{ t: 'media', kind: 'voice', ref: 'v', recognition: '。' }, 'media_voice'],
    [{ t: 'media', kind: 'video', ref: 'v' }, 'media_video'],
    [{ t: 'media', kind: 'file', ref: '' }, 'media_file'],
    [{ t: 'location', latitude: 1, longitude: 2, label: '人民广场' }, 'location'],
    [{ t: 'other', kind: 'link', text: '菜单' }, 'link'],
    [{ t: 'other', kind: 'card' }, 'card'],
    [{ t: 'other', kind: 'sticker' }, 'sticker'],
    [text(''), 'sticker'],
    [text('[微笑]'), 'sticker'],
    [text('😀😀'), 'sticker'],
  ])('%j → %s', (event, key) => {
    expect(play(initialState(), event).keys).toEqual([key]);
  });

  it('saves what can be fetched', () => {
    expect(kinds(play(initialState(), image))).toEqual(['media.save']);
    expect(kinds(play(initialState(), { t: 'media', kind: 'file', ref: '' }))).toEqual([]);
  });

  it('says nothing to what it does not know', () => {
    expect(play(initialState(), { t: 'other', kind: 'unknown' }).text).toBe('');
  });
});

describe('a step', () => {
  it('ignores timers that it does not know, and says so', () => {
    const played = play(queued(), { t: 'timer', name: 'remind', data: {} });
    expect([played.text, played.effects]).toEqual(['', []]);
    expect(played.decision.why).toContain('remind');
  });

  it('ignores results that nobody waits for, twice the same one included', () => {
    const first = step(initialState(), text('人工'), {}, world);
    const result = onAGoodDay(first.effects[0]!);
    const event: DialogueEvent = { t: 'effect', key: first.effects[0]!.key, result };
    const second = step(first.state, event, {}, world);
    const third = step(second.state, event, {}, world);
    expect([second.replies.length, third.replies.length]).toEqual([1, 0]);
    expect(third.state).toEqual(second.state);
    expect(step(initialState(), { ...event, key: '__proto__' }, {}, world).replies).toEqual([]);
  });

  it('counts turns by outside events', () => {
    const played = play(initialState(), text('人工'));
    expect(played.state.turn).toBe(1);
    expect(played.state.calls).toEqual({ made: 1, open: {} });
  });

  it('leaves the state that it was given alone', () => {
    const state = queued();
    const before = JSON.stringify(state);
    play(state, text('怎么开发票'), { kb: found() });
    play(state, { t: 'unsubscribe' });
    expect(JSON.stringify(state)).toBe(before);
  });
});
