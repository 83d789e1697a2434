import {
  type DialogueEvent,
  type Effect,
  type EffectResult,
  type Flow,
  type KbFinding,
  readEvent,
} from '../../src/dialogue';
import { formOf } from '../../src/dialogue/frame/form';
import { judgeValue } from '../../src/dialogue/frame/judge-value';
import { readOptions } from '../../src/dialogue/frame/options';
import { placeOf } from '../../src/dialogue/texts';
import type { Json } from '../../src/kernel/json';
import { byteLength } from '../../src/kernel/text';
import fc from '../helpers/fast-check';
import { near } from '../unit/dialogue/build';
import { answers, flowContent, flows, type Heard, Talk } from '../unit/dialogue/talk';

/**
 * Random conversations about forms, more than ten thousand in all: half of what is said answers the question, the rest is
 * anything at all. PROPERTY_SEED chooses which.
 */
jest.setTimeout(300_000);

/** Where frames have stood, over all runs of this file. */
const visited = new Set<string>();
const outcomes = new Set<string>();

/** A map of steps that remembers which were looked up. */
class WatchedPlaces extends Map<string, number> {
  constructor(
    private readonly flow: string,
    entries: Iterable<[string, number]>,
  ) {
    super();
    for (const [id, place] of entries) super.set(id, place);
  }

  override get(id: string): number | undefined {
    visited.add(`${this.flow}.${id}`);
    return super.get(id);
  }
}

const watched: Flow[] = flows.map((flow) => ({ ...flow, places: new WatchedPlaces(flow.id, flow.places) }));
const content = { ...flowContent, flows: new Map(watched.map((flow) => [flow.id, flow])) };

const ANSWERS: Record<string, string[]> = {
  name: ['我叫王小明', '李雷', '王女士'],
  phone: ['13800001234', '我的电话是 139 0000 1234', '17012345678', '1380000'],
  product: ['1', '2', '睿目', '选星云', '第二个', '9'],
  model: ['1', '2', '睿目一号', '最后一个'],
  problem: ['开机后黑屏，重启无效', '指示灯闪红灯', '短', '为什么闪红灯'],
  photos: ['跳过', '没有', '好了'],
  email: ['a@example.com', '跳过', 'A@qq.con'],
  span: ['1', '2', '周一下午'],
  org: ['示例科技有限公司', '示例', '某某集团'],
  review: ['1', '同意', '2', '3', '条款', '嗯嗯', '提交'],
  edit: ['1', '2', '3', '7', '电话', '产品'],
  resume: ['1', '2', '好'],
  cancel: ['1', '2', '是', '不'],
  exhausted: ['2', '1'],
  clarify: ['1', '2'],
  which: ['1', '2'],
  page: ['1'],
};

/** Of one who wants the form to succeed. */
const WILLING: Record<string, string[]> = {
  ...ANSWERS,
  review: ['1', '同意', '提交', '条款', '2'],
  resume: ['1', '好'],
  cancel: ['2', '不'],
  exhausted: ['2'],
};

const WORDS = [
  ...[
    '预约上门',
    '查编码',
    '取消',
    '上一步',
    '跳过',
    '帮助',
    '？',
    '重复',
    '进度',
    '继续',
    '菜单',
    '更多',
    '更多问题',
  ],
  ...[
    '改 电话 13900000000',
    '电话填错了',
    '不是睿目，是星云',
    '产品：星云',
    '姓名：王小明 电话：13800001234 部门：研发',
  ],
  ...[
    '指示灯闪红灯是什么意思',
    '你们有人工吗',
    '好',
    '不',
    '1',
    '2',
    '3',
    '9',
    '0',
    '都不是',
    '嗯',
    '条款',
    '修改',
  ],
  ...[
    '#人工',
    '取消排队',
    '#机器人',
    '联系我们',
    '没有',
    '完成',
    '',
    '[微笑]',
    '13800001234 或者 13900001234',
    '啊？',
  ],
  '长'.repeat(700),
];

interface Move {
  what:
    | 'answer'
    | 'word'
    | 'noise'
    | 'tap'
    | 'media'
    | 'timer'
    | 'agent'
    | 'click'
    | 'gone'
    | 'settings'
    | 'other';
  pick: number;
  luck: number;
  noise: string;
}

const move: fc.Arbitrary<Move> = fc.record({
  what: fc.oneof(
    { weight: 12, arbitrary: fc.constant('answer' as const) },
    { weight: 6, arbitrary: fc.constant('word' as const) },
    { weight: 1, arbitrary: fc.constant('noise' as const) },
    { weight: 2, arbitrary: fc.constant('tap' as const) },
    { weight: 1, arbitrary: fc.constant('media' as const) },
    { weight: 1, arbitrary: fc.constant('timer' as const) },
    { weight: 2, arbitrary: fc.constant('agent' as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('click' as const, 'gone' as const, 'settings' as const, 'other' as const),
    },
  ),
  pick: fc.nat(9_999),
  luck: fc.nat(19),
  noise: fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.string({ unit: fc.constantFrom('改', '电', '话', '：', '1', ' ', '不', '是', '，') }),
  ),
});
const conversation = fc.array(move, { minLength: 1, maxLength: 16 });

const choose = <T>(list: readonly T[], pick: number): T => list[pick % list.length] as T;

const FAILURES: Record<string, string[]> = {
  'test.find_spans': ['NONE_FREE', 'BROKEN'],
  'test.hold': ['TAKEN', 'BROKEN'],
  'test.book': ['EXPIRED', 'BROKEN'],
  'service_code.lookup': ['MISS', 'RATE_LIMITED', 'BROKEN'],
};

/** As `expect`, which takes most of the time when it is asked a million times. */
function must(holds: boolean, promise: string): void {
  if (!holds) throw new Error(`broken: ${promise}`);
}

/** A follower, an agent and a clock who do what the moves say, and a check after each turn. */
class Play {
  readonly talk = new Talk({ content });
  private asks: string | undefined;
  private luck = 19;
  private holds = 0;
  /** What is held and neither final nor given back. */
  readonly held = new Set<Json>();
  private readonly keys = new Set<string>();
  booked = 0;
  heard: Heard | undefined;

  constructor(private readonly says: Record<string, string[]> = ANSWERS) {
    this.talk.answering = (effect) => this.answer(effect);
    this.talk.knowledge = (text): KbFinding =>
      text.includes('红灯')
        ? answers('表示网络断开。'.repeat(1 + (this.luck % 3) * 60))
        : this.luck % 4 === 0
          ? near('a', 'b')
          : { kind: 'none' };
  }

  private answer(effect: Effect): EffectResult | undefined {
    const failures = FAILURES[effect.kind];
    if (failures !== undefined && this.luck < 5) {
      const code = choose(failures, this.luck);
      outcomes.add(`${effect.kind}:${code}`);
      return { ok: false, code };
    }
    if (failures !== undefined) outcomes.add(`${effect.kind}:ok`);
    switch (effect.kind) {
      case 'test.hold': {
        this.holds += 1;
        this.held.add(this.holds);
        return { ok: true, data: { id: this.holds } };
      }
      case 'test.release': {
        // Nothing is given back that was not held, or twice.
        const { hold } = effect.args as { hold: Json };
        must(this.held.delete(hold), 'only what is held is given back or kept');
        return { ok: true, data: null };
      }
      case 'test.book': {
        const { hold } = effect.args as { hold: Json };
        must(this.held.delete(hold), 'only what is held is given back or kept');
        this.booked += 1;
        return { ok: true, data: { number: 'V-1' } };
      }
      default:
        return undefined;
    }
  }

  take(one: Move): void {
    this.luck = one.luck;
    const event = this.eventOf(one);
    const before = this.talk.state.mode;
    const heard = this.talk.play(event);
    this.heard = heard;
    if (heard.asks !== undefined) this.asks = heard.asks;
    this.check(before, event, heard);
  }

  private eventOf({ what, pick, noise }: Move): DialogueEvent {
    const { talk } = this;
    const text = (words: string): DialogueEvent => ({ t: 'text', text: words });
    switch (what) {
      case 'answer':
        return text(
          talk.state.stack.length === 0
            ? choose(['预约上门', '预约上门', '查编码'], pick)
            : choose(this.says[this.asks ?? ''] ?? WORDS, pick),
        );
      case 'word':
        return text(choose(WORDS, pick));
      case 'noise':
        return text(noise);
      case 'tap': {
        const nonces = [
          talk.state.menu?.nonce ?? 't1',
          ...(talk.frame?.menus.map(({ nonce }) => nonce) ?? []),
          'f1',
        ];
        const item = 1 + (pick % 4);
        const label =
          talk.state.menu?.items[item - 1]?.label ?? choose(['睿目', '星云', '提交', '取消'], pick);
        return { t: 'tap', nonce: choose(nonces, pick), item, text: label };
      }
      case 'media':
        return { t: 'media', kind: choose(['image', 'video', 'voice'] as const, pick), ref: `m${pick}` };
      case 'timer': {
        talk.wait(choose([60_000, 600_000, 7_200_000, 7 * 86_400_000], pick));
        const frame = talk.frame?.id ?? talk.state.draft?.frame.id ?? 'f0';
        return {
          t: 'timer',
          name: choose(['form_remind', 'form_expire', 'draft_expire', 'late'], pick),
          data: { frame },
        };
      }
      case 'agent': {
        const kind = choose(['claimed', 'handed_back', 'closed', 'requeued', 'fill_slot'] as const, pick);
        if (kind === 'fill_slot') {
          return {
            t: 'agent',
            op: {
              kind,
              values: {
                phone: choose(['13812345678', '12', '17012345678'], pick),
                product: choose(['xingyun', 'nope'], pick),
              },
            },
          };
        }
        return { t: 'agent', op: { kind, staffName: '小李' } as { kind: 'claimed'; staffName: string } };
      }
      case 'click':
        return { t: 'click', key: choose(['VISIT', 'HELP', 'X'], pick) };
      case 'gone':
        return { t: pick % 2 === 0 ? 'unsubscribe' : 'subscribe' };
      case 'settings':
        talk.world = {
          ...talk.world,
          settings: {
            visits_open: pick % 5 > 0,
            email_asked: pick % 2 === 0,
            email_required: pick % 3 === 0,
          },
        };
        return text('进度');
      case 'other':
        return { t: 'other', kind: 'card' };
    }
  }

  private check(before: string, event: DialogueEvent, heard: Heard): void {
    const { state, world } = this.talk;
    const count = (is: (reply: Heard['replies'][number]) => boolean) => heard.replies.filter(is).length;
    must(byteLength(heard.text) <= 2000, 'a message has at most 2000 bytes');
    must(count(({ key }) => placeOf(key) === 'prompt') <= 1, 'one question closes a message');
    must(count(({ menu }) => menu !== undefined) <= 1, 'one menu a message');
    must(state.stack.length <= 3, 'three forms at most');
    must(Object.keys(state.calls.open).length === 0, 'no effect is left waiting');
    // These flows have no mistake in them that any conversation could bring to light.
    must(heard.faults.length === 0, heard.faults.join('; '));
    if (before === 'human' && event.t !== 'agent' && readEvent(event, content).command !== 'back_to_bot') {
      must(heard.text === '', 'the bot is silent while a person answers');
    }
    for (const { key } of heard.effects) {
      must(!this.keys.has(key), `the effect key ${key} comes once`);
      this.keys.add(key);
    }
    // What is held is known to a form that is open.
    const known = state.stack.flatMap(({ results }) =>
      Object.values(results).flatMap(({ undo }) =>
        undo === undefined ? [] : [(undo.args as { hold: Json }).hold],
      ),
    );
    must(
      JSON.stringify([...this.held].sort()) === JSON.stringify(known.sort()),
      'an open form knows of everything that is held',
    );
    for (const frame of state.stack) {
      const form = formOf(frame, state, world);
      if (form === 'gone') throw new Error('the flows of this test are never lost');
      for (const [name, slot] of Object.entries(frame.slots)) {
        const rule = form.flow.slots.get(name);
        if (rule === undefined) throw new Error(`no slot ${name}`);
        // Options that have to be searched again are judged when they are there.
        if (rule.options !== undefined && readOptions(form, rule) === undefined) continue;
        must(judgeValue(form, rule, slot.value).kind === 'good', `the slot ${name} may hold its value`);
      }
    }
    // Where the bot waits for an answer it has asked for one.
    const waits = state.mode === 'bot' && state.stack.length > 0 && heard.text !== '' && event.t !== 'timer';
    const hasMenu = heard.replies.some(({ menu }) => menu !== undefined);
    must(!waits || hasMenu || heard.asks !== undefined, 'a form that waits has asked');
  }
}

function play(moves: readonly Move[]): Play {
  const run = new Play();
  for (const one of moves) run.take(one);
  return run;
}

describe('any conversation about forms', () => {
  it('keeps the promises of a turn', () => {
    fc.assert(
      fc.property(conversation, (moves) => {
        play(moves);
      }),
      { numRuns: 6_000 },
    );
  });

  it('reaches a person in one turn by #人工, whatever went before', () => {
    fc.assert(
      fc.property(conversation, (moves) => {
        const { talk } = play(moves);
        talk.say('＃人工');
        expect(['queued', 'human']).toContain(talk.state.mode);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same bytes when it is played again', () => {
    fc.assert(
      fc.property(conversation, (moves) => {
        const bytes = () => {
          const run = play(moves);
          return JSON.stringify([run.talk.state, run.talk.effects, run.heard?.text]);
        };
        expect(bytes()).toBe(bytes());
      }),
      { numRuns: 1_000 },
    );
  });

  it('ends with nothing held when the follower leaves', () => {
    fc.assert(
      fc.property(conversation, (moves) => {
        const run = play(moves);
        run.talk.play({ t: 'unsubscribe' });
        expect(run.held.size).toBe(0);
        expect(run.talk.state.stack).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('comes to its end for most who want to get there', () => {
    const cooperative = fc.array(
      move.map(
        (one): Move => ({
          ...one,
          what: one.pick % 10 < 8 ? 'answer' : 'word',
          luck: Math.max(one.luck, one.pick % 20),
        }),
      ),
      { minLength: 40, maxLength: 40 },
    );
    let runs = 0;
    let completed = 0;
    fc.assert(
      fc.property(cooperative, (moves) => {
        const run = new Play(WILLING);
        for (const one of moves) {
          const word = choose(WORDS, one.pick);
          const isStop = ['取消', '#人工', '取消排队', '2', '3', '不'].includes(word);
          run.take(one.what === 'word' && isStop ? { ...one, what: 'answer' } : one);
          if (run.booked > 0) break;
        }
        runs += 1;
        if (run.booked > 0) completed += 1;
      }),
      { numRuns: 300 },
    );
    process.stdout.write(`form properties: ${completed} of ${runs} cooperative runs completed\n`);
    expect(completed / runs).toBeGreaterThanOrEqual(0.6);
  });

  it('has stood at every step and seen every outcome', () => {
    const steps = flows.flatMap((flow) => flow.steps.map(({ id }) => `${flow.id}.${id}`));
    expect(steps.filter((step) => !visited.has(step))).toEqual([]);
    const all = Object.entries(FAILURES).flatMap(([kind, codes]) =>
      ['ok', ...codes].map((code) => `${kind}:${code}`),
    );
    expect(all.filter((outcome) => !outcomes.has(outcome))).toEqual([]);
  });
});
