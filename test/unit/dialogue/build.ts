import fs from 'node:fs';
import path from 'node:path';
import {
  type Composed,
  compose,
  type DialogueEvent,
  type DialogueState,
  type Effect,
  type EffectResult,
  initialState,
  type KbAnswer,
  type KbFinding,
  loadContent,
  type Reply,
  type StepResult,
  step,
  type WriteLink,
} from '../../../src/dialogue';
import type { Json } from '../../../src/kernel/json';

const FILE = path.join(__dirname, '../../../bot-flows/system.yaml');

export const shippedYaml = fs.readFileSync(FILE, 'utf8');
export const content = loadContent(shippedYaml, 'bot-flows/system.yaml');
export const world = { now: 1_700_000_000_000, content };

/** As part of a platform writes it. */
export const writeLink: WriteLink = (label, said, id) =>
  `<a href="weixin://bizmsgmenu?msgmenucontent=${encodeURIComponent(said)}&msgmenuid=${id}">${label}</a>`;

export function buildEntry(given: Partial<KbAnswer> = {}): KbAnswer {
  return { id: 'k1', question: '怎么开发票', answer: '在订单页申请。', category: '支付订阅', ...given };
}

export const found = (given: Partial<KbAnswer> = {}): KbFinding => ({
  kind: 'answer',
  entry: buildEntry(given),
  score: 0.9,
});
export const near = (...ids: string[]): KbFinding => ({
  kind: 'suggest',
  candidates: ids.map((id) => ({ entry: buildEntry({ id, question: `问题${id}` }), score: 0.6 })),
});
export const nothing: KbFinding = { kind: 'none', best: { id: 'k7', score: 0.2 } };

export const text = (words: string): DialogueEvent => ({ t: 'text', text: words });

export const PLACE = { position: 2, open: true, opensAt: null, agentsOnline: 1 };

/** What the features would answer, on a good day. */
export const RESULTS: Record<string, Json> = {
  'handoff.enqueue': { chatId: 'c1', ...PLACE, already: false },
  'handoff.position': PLACE,
  'handoff.leave_queue': {},
  'handoff.end': {},
  'kb.entry': { ...buildEntry() },
  'outlets.near': { outlets: [] },
  'outlets.in_city': { outlets: [], cities: ['北京'] },
  'documents.find': { documents: [] },
  'kb.find': { product: null, sure: true, entries: [{ id: 'k1', question: '怎么开发票' }] },
  'kb.hot': { entries: [] },
  'kb.miss': {},
  'channels.describe': {
    company: '示例科技有限公司',
    need: null,
    handoffOpen: true,
    channels: [
      {
        name: '服务热线',
        purpose: '紧急故障',
        entry: '400-000-0000',
        onlyFor: null,
        phoneMenu: [],
        hours: '周一至周五 9:00–18:00',
        open: false,
        opensAt: '明天 9:00',
        anyTime: false,
        replyTime: '接通即答',
        recommended: false,
      },
    ],
    handoffHours: '每天 0:00–24:00',
  },
};

export type Answering = (effect: Effect) => EffectResult;

export const onAGoodDay: Answering = ({ kind }) => ({ ok: true, data: RESULTS[kind] ?? null });

export interface Played extends Composed {
  replies: Reply[];
  keys: string[];
  effects: Effect[];
  decision: StepResult['decision'];
}

/** One turn to its end: the event, its inline effects, their results, the one message. */
export function play(
  state: DialogueState,
  event: DialogueEvent,
  { kb, answering = onAGoodDay, link }: { kb?: KbFinding; answering?: Answering; link?: WriteLink } = {},
): Played {
  const first = step(state, event, kb === undefined ? {} : { kb }, world);
  let last = first.state;
  const replies = [...first.replies];
  const effects = [...first.effects];
  for (let at = 0; at < effects.length; at += 1) {
    const effect = effects[at] as Effect;
    if (effect.channel === 'outbox') continue;
    const next = step(last, { t: 'effect', key: effect.key, result: answering(effect) }, {}, world);
    last = next.state;
    replies.push(...next.replies);
    effects.push(...next.effects);
  }
  const composed = compose(last, replies, world, link === undefined ? {} : { link });
  return { ...composed, replies, keys: replies.map(({ key }) => key), effects, decision: first.decision };
}

/** The state after a few turns. */
export function stateAfter(...events: (DialogueEvent | [DialogueEvent, KbFinding])[]): DialogueState {
  return events.reduce<DialogueState>((state, given) => {
    const [event, kb] = Array.isArray(given) ? given : [given, undefined];
    return play(state, event, kb === undefined ? {} : { kb }).state;
  }, initialState());
}

export const queued = (): DialogueState => stateAfter(text('#人工'));
export const withAgent = (): DialogueState =>
  stateAfter(text('#人工'), { t: 'agent', op: { kind: 'claimed', staffName: '小李' } });
