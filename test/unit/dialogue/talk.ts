import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import {
  compose,
  type DialogueEvent,
  type DialogueState,
  EFFECTS,
  type Effect,
  type EffectRegistry,
  type EffectResult,
  type Flow,
  type Frame,
  initialState,
  type KbFinding,
  knowledgeText,
  loadFlows,
  type Reply,
  readEvent,
  type Signals,
  step,
  type World,
  withFlows,
} from '../../../src/dialogue';
import type { Json } from '../../../src/kernel/json';
import { content, RESULTS } from './build';

const folder = path.join(__dirname, '../../fixtures/flows');
const read = (name: string) => ({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') });
export const visitFile = read('visit.yaml');
export const codeFile = read('code.yaml');

const id = (data: Json) => ({ hold: (data as { id?: Json } | null)?.id ?? null });

/** The effects of the product and a few that only tests have. */
export const registry: EffectRegistry = {
  ...EFFECTS,
  'test.find_spans': { danger: 'read', args: z.unknown(), codes: ['NONE_FREE'], result: ['spans'] },
  'test.hold': {
    danger: 'reserve',
    args: z.unknown(),
    codes: ['TAKEN'],
    result: ['id'],
    undo: { kind: 'test.release', args: id },
    keptBy: ['test.book'],
  },
  'test.book': { danger: 'write', args: z.unknown(), codes: ['EXPIRED'], result: ['number'] },
  'test.release': { danger: 'write', args: z.unknown(), codes: [], result: [] },
};

export const flows: Flow[] = loadFlows([visitFile, codeFile], registry);
export const flowContent = withFlows(content, flows);

export const catalog = {
  serviceTypes: [],
  products: [
    {
      value: 'ruimu',
      label: '睿目',
      models: [
        { value: 'r1', label: '睿目一号' },
        { value: 'r2', label: '睿目二号' },
      ],
    },
    {
      value: 'xingyun',
      label: '星云',
      models: [
        { value: 'x1', label: '星云一号' },
        { value: 'x2', label: '星云二号' },
      ],
    },
  ],
};

export const NOW = Date.parse('2026-11-20T12:00:00+08:00');

export function buildWorld(given: Partial<World> = {}): World {
  return {
    now: NOW,
    content: flowContent,
    effects: registry,
    catalog,
    profile: {},
    settings: { visits_open: true, email_asked: false, email_required: false },
    ...given,
  };
}

export type Answering = (effect: Effect) => EffectResult | undefined;

/** What the features answer when all goes well. */
export function goodResult(effect: Effect): EffectResult {
  switch (effect.kind) {
    case 'test.find_spans':
      return { ok: true, data: { spans: ['周一上午', '周一下午'] } };
    case 'test.hold':
      return { ok: true, data: { id: `hold-${effect.key}` } };
    case 'test.book':
      return { ok: true, data: { number: 'V-1' } };
    case 'service_code.lookup':
      return { ok: true, data: { code: 'SC-88', valid_until: '2027-01-01' } };
    default:
      return { ok: true, data: RESULTS[effect.kind] ?? null };
  }
}

export interface Heard {
  text: string;
  keys: string[];
  /** The slot or question that closes the message. */
  asks: string | undefined;
  replies: Reply[];
  effects: Effect[];
  decision: ReturnType<typeof step>['decision'];
  faults: string[];
  searched: string | undefined;
}

/** One follower's conversation, played turn by turn with the results of effects coming back at once. */
export class Talk {
  state: DialogueState = initialState();
  world: World;
  answering: Answering = () => undefined;
  knowledge: (text: string) => KbFinding = () => ({ kind: 'none' });
  trigger: (text: string) => Signals['trigger'] = () => undefined;
  readonly effects: Effect[] = [];

  constructor(given: Partial<World> = {}) {
    this.world = buildWorld(given);
  }

  say(words: string): Heard {
    return this.play({ t: 'text', text: words });
  }

  /** Says several things and returns what the last one led to. */
  sayAll(...all: string[]): Heard {
    return all.map((words) => this.say(words)).at(-1) as Heard;
  }

  tap(nonce: string, item: number, words: string): Heard {
    return this.play({ t: 'tap', nonce, item, text: words });
  }

  wait(ms: number): this {
    this.world = { ...this.world, now: this.world.now + ms };
    return this;
  }

  timer(name: string, frame = this.frame?.id ?? ''): Heard {
    return this.play({ t: 'timer', name, data: { frame } });
  }

  play(event: DialogueEvent): Heard {
    const reading = readEvent(event, this.world.content);
    const searched = knowledgeText(this.state, event, reading, this.world);
    const trigger = searched === undefined ? undefined : this.trigger(searched);
    const signals: Signals = {
      ...(searched === undefined ? {} : { kb: this.knowledge(searched) }),
      ...(trigger === undefined ? {} : { trigger }),
    };
    const first = step(this.state, event, signals, this.world);
    let { state } = first;
    const replies = [...first.replies];
    const effects = [...first.effects];
    const faults = [...first.faults];
    for (let at = 0; at < effects.length; at += 1) {
      const effect = effects[at] as Effect;
      if (effect.channel === 'outbox') continue;
      const result = this.answering(effect) ?? goodResult(effect);
      const next = step(state, { t: 'effect', key: effect.key, result }, signals, this.world);
      state = next.state;
      replies.push(...next.replies);
      effects.push(...next.effects);
      faults.push(...next.faults);
    }
    const composed = compose(state, replies, this.world);
    // A conversation is stored between turns.
    this.state = JSON.parse(JSON.stringify(composed.state)) as DialogueState;
    this.effects.push(...effects);
    return {
      text: composed.plain,
      keys: replies.map(({ key }) => key),
      asks: replies.findLast((reply) => reply.asks !== undefined)?.asks,
      replies,
      effects,
      decision: first.decision,
      faults,
      searched,
    };
  }

  get frame(): Frame | undefined {
    return this.state.stack.at(-1);
  }

  get slots(): Record<string, Json> {
    return Object.fromEntries(
      Object.entries(this.frame?.slots ?? {}).map(([name, { value }]) => [name, value]),
    );
  }

  /** How often an effect was asked for. */
  count(kind: string): number {
    return this.effects.filter((effect) => effect.kind === kind).length;
  }
}

export const answers = (answer: string, question = '指示灯闪红灯是什么意思'): KbFinding => ({
  kind: 'answer',
  entry: { id: 'k1', question, answer, category: '故障' },
  score: 0.9,
});

/** The plain way to the question for a slot of the visit form. */
const WAY: [slot: string, answer: string][] = [
  ['name', '我叫王小明'],
  ['phone', '13800001234'],
  ['product', '1'],
  ['model', '2'],
  ['problem', '开机后黑屏，重启无效'],
  ['photos', '跳过'],
  ['span', '1'],
];

export function visitUntil(slot: string, talk = new Talk()): { talk: Talk; heard: Heard } {
  let heard = talk.say('预约上门');
  for (const [name, answer] of WAY) {
    if (name === slot) break;
    heard = talk.say(answer);
  }
  return { talk, heard };
}
