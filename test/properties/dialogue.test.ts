import { isDeepStrictEqual } from 'node:util';
import {
  compose,
  type DialogueEvent,
  type DialogueState,
  type Effect,
  type EffectResult,
  initialState,
  type KbFinding,
  knowledgeText,
  type Reply,
  readEvent,
  readText,
  step,
} from '../../src/dialogue';
import { cutAtSentence } from '../../src/dialogue/cut';
import type { Json } from '../../src/kernel/json';
import { byteLength } from '../../src/kernel/text';
import fc from '../helpers/fast-check';
import { buildEntry, content, RESULTS, world, writeLink } from '../unit/dialogue/build';

/**
 * Random conversations, more than ten thousand in all. Every turn is played to its end with random results of its
 * effects and checked against what must always hold. PROPERTY_SEED chooses which.
 */
const RUNS = 2_000;
jest.setTimeout(120_000);
const settings = { numRuns: RUNS };

const WORDS = [
  ...[
    '#人工',
    '＃人工',
    '人工',
    '转人工',
    '轉人工！',
    '真人',
    '#机器人',
    '取消排队',
    '菜单',
    '帮助',
    '?',
    '更多',
    '重复',
  ],
  ...[
    '取消',
    '上一步',
    '跳过',
    '进度',
    '继续',
    '联系我们',
    '服务时间',
    '更多问题',
    '都不是',
    '1',
    '2',
    '②',
    '第三个',
  ],
  ...[
    '9',
    '0',
    '最后一个',
    '怎么开发票',
    '我想找人工客服',
    '你好',
    '提交工单',
    '[微笑]',
    '',
    '   ',
    '问题a',
    '怎么申请退款',
  ],
];
const words = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.constantFrom('人', '工', '#', '。', '{', '%', '<', '1', ' ', '\ud83d') }),
  },
);
const nonce = fc.oneof(
  fc.nat(12).map((turn) => `t${turn}`),
  fc.string(),
);

const followerEvent: fc.Arbitrary<DialogueEvent> = fc.oneof(
  { weight: 12, arbitrary: words.map((text): DialogueEvent => ({ t: 'text', text })) },
  {
    weight: 3,
    arbitrary: fc.record({
      t: fc.constant('tap' as const),
      nonce,
      item: fc.integer({ min: -1, max: 12 }),
      text: words,
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('image', 'voice', 'video', 'file'), fc.constantFrom('', 'm1'), fc.option(words))
      .map(
        ([kind, ref, recognition]): DialogueEvent => ({
          t: 'media',
          kind: kind as 'image',
          ref,
          ...(recognition === null ? {} : { recognition }),
        }),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('MENU_HOME', 'CONTACT', 'HANDOFF', 'HOURS', 'X', '__proto__')
      .map((key): DialogueEvent => ({ t: 'click', key })),
  },
  { weight: 1, arbitrary: fc.constant<DialogueEvent>({ t: 'subscribe' }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('link', 'card', 'sticker', 'scan', 'unknown')
      .map((kind): DialogueEvent => ({ t: 'other', kind: kind as 'link' })),
  },
  {
    weight: 1,
    arbitrary: words.map((label): DialogueEvent => ({ t: 'location', latitude: 1, longitude: 2, label })),
  },
);

const ownEvent: fc.Arbitrary<DialogueEvent> = fc.oneof(
  fc.constant<DialogueEvent>({ t: 'unsubscribe' }),
  fc.string().map((name): DialogueEvent => ({ t: 'timer', name, data: null })),
  fc
    .constantFrom('claimed', 'claimed', 'transferred', 'requeued', 'handed_back', 'closed')
    .map((kind): DialogueEvent => ({ t: 'agent', op: { kind: kind as 'claimed', staffName: '小李' } })),
  fc.string().map((key): DialogueEvent => ({ t: 'effect', key, result: { ok: true, data: {} } })),
);

const event = fc.oneof({ weight: 5, arbitrary: followerEvent }, { weight: 1, arbitrary: ownEvent });

const PIECES = [
  '长句子。',
  '很长，',
  '字',
  '\n',
  'a b ',
  '😀',
  '<a href="https://example.com/?a=1">看</a>',
  'https://example.com/abc',
];
const answerText = fc.oneof(
  fc.constant('在订单页申请。'),
  fc
    .tuple(
      fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 25 }),
    )
    .map(([pieces, times]) => pieces.join('').repeat(times)),
  fc.constant(`<a href="https://example.com/${'x'.repeat(2500)}">看这里</a>`),
);
const entry = fc
  .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('闲聊', '支付订阅', '账号'), answerText)
  .map(([id, category, answer]) =>
    buildEntry({ id, category, answer, question: `问题${id}${'很长'.repeat(20)}` }),
  );
const kb: fc.Arbitrary<KbFinding | undefined> = fc.oneof(
  entry.map((found): KbFinding => ({ kind: 'answer', entry: found, score: 0.9 })),
  fc.array(entry, { maxLength: 5 }).map(
    (entries): KbFinding => ({
      kind: 'suggest',
      candidates: entries.map((one) => ({ entry: one, score: 0.5 })),
    }),
  ),
  fc.constant<KbFinding>({ kind: 'none' }),
  fc.constant<KbFinding>({ kind: 'none', best: { id: 'z', score: 0.1 } }),
  fc.constant(undefined),
);

/** How effects end: as they should, with a failure, or with data that no contract knows. The queue always works. */
const luck = fc.constantFrom<'good' | 'fails' | 'odd'>('good', 'good', 'good', 'fails', 'odd');

interface Move {
  event: DialogueEvent;
  kb: KbFinding | undefined;
  luck: 'good' | 'fails' | 'odd';
}
const move: fc.Arbitrary<Move> = fc.record({ event, kb, luck });
const conversation = fc.array(move, { minLength: 1, maxLength: 14 });

function resultOf(effect: Effect, how: Move['luck']): EffectResult {
  const isQueue = effect.kind === 'handoff.enqueue';
  if (how === 'fails' && !isQueue) return { ok: false, code: 'NOT_FOUND' };
  if (how === 'odd') return { ok: true, data: isQueue ? { chatId: 'c' } : (['odd', null] as Json) };
  return { ok: true, data: RESULTS[effect.kind] ?? null };
}

interface Turned {
  state: DialogueState;
  replies: Reply[];
  effects: Effect[];
  text: string;
}

function takeTurn(before: DialogueState, { event: happened, kb: finding, luck: how }: Move): Turned {
  const reading = readEvent(happened, content);
  const searched = knowledgeText(before, happened, reading) !== undefined;
  const signals = searched && finding !== undefined ? { ...reading, kb: finding } : reading;
  const first = step(before, happened, signals, world);
  let state = first.state;
  const replies = [...first.replies];
  const effects = [...first.effects];
  let rounds = 0;
  for (let at = 0; at < effects.length; at += 1) {
    const effect = effects[at] as Effect;
    if (effect.channel === 'outbox') continue;
    rounds += 1;
    expect(rounds).toBeLessThanOrEqual(10);
    const next = step(state, { t: 'effect', key: effect.key, result: resultOf(effect, how) }, signals, world);
    state = next.state;
    replies.push(...next.replies);
    effects.push(...next.effects);
  }
  const composed = compose(state, replies, world, { link: writeLink });
  return { state: composed.state, replies, effects, text: composed.text };
}

/** Plays a conversation and hands each turn to a check. */
function playAll(
  moves: Move[],
  check: (before: DialogueState, move: Move, turned: Turned) => void,
): DialogueState {
  return moves.reduce((before, one) => {
    const turned = takeTurn(before, one);
    check(before, one, turned);
    return turned.state;
  }, initialState());
}

/** Strict about undefined, quicker than a matcher, and blind to the realm that an object was made in. */
const isSame = (one: unknown, other: unknown) =>
  isDeepStrictEqual(structuredClone(one), structuredClone(other));

const isAgentsDoing = (happened: DialogueEvent) => happened.t === 'agent';
const saysBackToBot = (happened: DialogueEvent) => readEvent(happened, content).command === 'back_to_bot';

describe('any conversation', () => {
  it('keeps the promises of a turn', () => {
    fc.assert(
      fc.property(conversation, (moves) => {
        const keys = new Set<string>();
        playAll(moves, (before, { event: happened }, { state, replies, effects, text }) => {
          // One message, within the platform's limit, with one menu at most, whose digits then bind.
          expect(byteLength(text)).toBeLessThanOrEqual(content.settings.maxReplyBytes);
          const menus = replies.filter((reply) => reply.menu !== undefined);
          expect(menus.length).toBeLessThanOrEqual(1);
          if (menus.length === 1) expect(isSame(state.menu, menus[0]?.menu)).toBe(true);
          expect(replies.filter(({ key }) => key === 'queue_line').length).toBeLessThanOrEqual(1);

          // Effects have keys of their own, and none is left waiting.
          for (const { key } of effects) {
            expect(keys.has(key)).toBe(false);
            keys.add(key);
          }
          expect(Object.keys(state.calls.open).length).toBe(0);

          // While a person answers, the bot is silent.
          if (before.mode === 'human' && !isAgentsDoing(happened) && !saysBackToBot(happened)) {
            expect(text).toBe('');
            if (happened.t !== 'unsubscribe') expect(state.mode).toBe('human');
          }
          // Who waits is told the way out in every message.
          if (
            before.mode === 'queued' &&
            state.mode === 'queued' &&
            replies.some(({ key }) => key === 'queue_line')
          ) {
            expect(text.split('\n').at(-1)).toContain('取消排队');
          }
          // The state is plain data.
          expect(isSame(JSON.parse(JSON.stringify(state)), state)).toBe(true);
        });
      }),
      { ...settings, numRuns: 5_000 },
    );
  });

  it('reaches a person in one turn by #人工, whatever went before', () => {
    const asking = fc.constantFrom(
      '#人工',
      '＃ 人工。',
      '人工',
      '转人工',
      '轉人工',
      '人工客服',
      '找客服',
      '真人',
    );
    fc.assert(
      fc.property(conversation, asking, luck, (moves, words_, how) => {
        const state = playAll(moves, () => undefined);
        const { state: end } = takeTurn(state, {
          event: { t: 'text', text: words_ },
          kb: undefined,
          luck: how,
        });
        expect(['queued', 'human']).toContain(end.mode);
      }),
      settings,
    );
  });

  it('is the same bytes when it is played again', () => {
    fc.assert(
      fc.property(conversation, (moves) => {
        const play = () => {
          const bytes: string[] = [];
          playAll(moves, (_before, _move, turned) => bytes.push(JSON.stringify(turned)));
          return bytes;
        };
        expect(play()).toEqual(play());
      }),
      settings,
    );
  });

  it('goes on from its stored form as from memory', () => {
    fc.assert(
      fc.property(conversation, move, (moves, last) => {
        const state = playAll(moves, () => undefined);
        const stored = JSON.parse(JSON.stringify(state)) as DialogueState;
        expect(JSON.stringify(takeTurn(stored, last))).toBe(JSON.stringify(takeTurn(state, last)));
      }),
      settings,
    );
  });

  it('never changes the state that it was given', () => {
    fc.assert(
      fc.property(conversation, (moves) => {
        playAll(moves, (before, one) => {
          const bytes = JSON.stringify(before);
          takeTurn(before, one);
          expect(JSON.stringify(before)).toBe(bytes);
        });
      }),
      { ...settings, numRuns: 500 },
    );
  });
});

describe('any text', () => {
  const anything = fc.oneof(
    words,
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme' }),
  );

  it('is read without an exception, and the same way when it is already normalised', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const reading = readText(text);
        expect(readText(reading.norm).norm).toBe(reading.norm);
      }),
      { ...settings, numRuns: 10_000 },
    );
  });

  it('is cut within the limit, loses nothing but blanks, and comes to an end', () => {
    const long = fc.oneof(answerText, anything);
    const bare = (text: string) => text.replace(/\s/gu, '');
    fc.assert(
      fc.property(long, fc.integer({ min: 8, max: 400 }), (text, bytes) => {
        const given = text.slice(0, 800).replace(/\p{Cs}/gu, '?');
        let rest = given;
        let read = '';
        for (let page = 0; rest !== ''; page += 1) {
          expect(page).toBeLessThan(2_000);
          const cut = cutAtSentence(rest, bytes);
          expect(byteLength(cut.head)).toBeLessThanOrEqual(bytes);
          expect(byteLength(cut.rest)).toBeLessThan(byteLength(rest));
          read += cut.head;
          rest = cut.rest;
        }
        expect(bare(read)).toBe(bare(given));
      }),
      settings,
    );
  });
});
