import type { DialogueEvent, Menu, MenuItem, SlotRule } from '../../../src/dialogue';
import { tapText } from '../../../src/dialogue';
import fc from '../../helpers/fast-check';
import type { Dice } from './business';
import type { Play } from './play';
import { goodAnswers, QUESTIONS, SAYINGS, WORDS } from './sayings';

/** What people do, and how often. */
const WEIGHTS = {
  answer: 26,
  block: 6,
  word: 6,
  correct: 5,
  question: 3,
  tap: 4,
  media: 2,
  wait: 3,
  agent: 4,
  other_flow: 2,
  burst: 1,
  noise: 1,
  odd: 1,
} as const;

type What = keyof typeof WEIGHTS;

export interface Move extends Dice {
  what: What;
  noise: string;
  /** Whose turn it is: mostly that of the one whom the play is about. */
  other: boolean;
}

const weighted = Object.entries(WEIGHTS).map(([what, weight]) => ({
  weight,
  arbitrary: fc.constant(what as What),
}));

export const move: fc.Arbitrary<Move> = fc.record({
  what: fc.oneof(...weighted),
  pick: fc.nat(99_999),
  luck: fc.nat(19),
  noise: fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.string({ unit: fc.constantFrom('改', '电', '话', '：', '1', ' ', '不', '是', '，') }),
  ),
  other: fc.nat(15).map((dice) => dice === 0),
});

/** A move of somebody who wants to get through, and is only human. */
export const willingMove: fc.Arbitrary<Move> = move.map((one) => {
  const human: What[] = ['question', 'word', 'correct', 'media', 'wait', 'tap'];
  const errs = one.pick % 6 === 0;
  return {
    ...one,
    what: errs ? choose(human, one.pick >> 3) : one.pick % 6 === 1 ? 'block' : 'answer',
    luck: one.pick % 12 === 0 ? one.luck : Math.max(one.luck, 5),
    other: false,
  };
});

/** Words of one who wants to get through. */
const PATIENT = ['帮助', '重复', '进度', '谢谢', '啊？', '条款', '菜单', '联系我们', '嗯嗯'];

export const choose = <T>(list: readonly T[], pick: number): T => list[pick % list.length] as T;

const text = (words: string): DialogueEvent => ({ t: 'text', text: words });

/** One of the ways in which a flow begins. */
export function opening(
  { triggers }: Play['options']['watched']['flows'][number],
  pick: number,
): DialogueEvent {
  const ways: DialogueEvent[] = [
    ...triggers.commands.map(text),
    ...triggers.phrases.slice(0, 2).flatMap((phrase) => [text(phrase), text(`${phrase}，指示灯闪红灯`)]),
    ...triggers.menu.map((key): DialogueEvent => ({ t: 'click', key })),
  ];
  return choose(ways, pick);
}

/** What a move comes to, as things stand: a burst is several messages, all else is one. */
export function eventsOf(play: Play, one: Move, willing: boolean): DialogueEvent[] {
  if (one.what !== 'burst') return [eventOf(play, one, willing)];
  const thirds = [0, 1, 2].map((part) => ({ ...one, pick: one.pick + part * 7, what: 'answer' as const }));
  return thirds.slice(0, 2 + (one.pick % 2)).map((part) => eventOf(play, part, willing));
}

function eventOf(play: Play, { what, pick, luck, noise }: Move, willing: boolean): DialogueEvent {
  switch (what) {
    case 'answer':
    case 'burst':
      return answer(play, { pick, luck }, willing);
    case 'block':
      return block(play, pick) ?? answer(play, { pick, luck }, willing);
    case 'word':
      return text(choose(willing ? PATIENT : WORDS, pick));
    case 'correct':
      return correction(play, pick, willing);
    case 'question':
      return text(choose(QUESTIONS, pick));
    case 'tap':
      return willing ? answer(play, { pick, luck }, true) : tap(play, pick);
    case 'media':
      return {
        t: 'media',
        kind: choose(['image', 'image', 'video', 'voice', 'file'] as const, pick),
        ref: pick % 9 === 0 ? '' : `media-${pick}`,
        ...(pick % 7 === 0 ? { recognition: '指示灯闪红灯' } : {}),
      };
    case 'agent':
      return agent(play, pick);
    case 'other_flow':
      return opening(choose(play.options.watched.flows, pick), pick >> 4);
    case 'noise':
      return text(noise);
    case 'odd':
      return odd(pick);
    case 'wait':
      // Time passes before; what is said then is an answer.
      return answer(play, { pick, luck }, willing);
  }
}

const lastMenu = ({ state, heard }: Play): Menu | undefined =>
  state.menu !== undefined && heard?.replies.some(({ menu }) => menu?.nonce === state.menu?.nonce) === true
    ? state.menu
    : undefined;

/** The number, the words or a tap of a menu's item. */
function say(menu: Menu, item: MenuItem, pick: number): DialogueEvent {
  const number = menu.items.indexOf(item) + 1;
  if (pick % 3 === 0) return { t: 'tap', nonce: menu.nonce, item: number, text: tapText(item) };
  return text(pick % 3 === 1 ? tapText(item) : String(number));
}

/** An answer to what was asked last: one in four is no good, from a careless one. */
function answer(play: Play, { pick }: Dice, willing: boolean): DialogueEvent {
  const dice = pick >> 2;
  const { flow, asks } = play;
  const rule = asks === undefined ? undefined : flow?.slots.get(asks);
  const menu = lastMenu(play);
  if (!willing && pick % 4 === 0)
    return text(choose(rule === undefined ? WORDS : SAYINGS[rule.type].bad, dice));
  if (play.frame === undefined && !willing) return opening(choose(play.options.watched.flows, pick), dice);
  if (menu !== undefined) return say(menu, chooseItem(menu.items, dice, willing), dice);
  if (rule === undefined) return text(choose(['1', '2', '好', '继续'], willing ? 0 : dice));
  if (rule.type === 'media_list' && dice % 2 === 0)
    return { t: 'media', kind: 'image', ref: `media-${pick}` };
  return text(choose(goodAnswers(rule.type, play.options.person), dice));
}

/** One who wants to get through does not ask for a person, give up or go back. */
function chooseItem(items: readonly MenuItem[], pick: number, willing: boolean): MenuItem {
  if (!willing) return choose(items, pick);
  const leads = items.filter(({ label, action }) => {
    if (action.kind === 'command') return false;
    if (action.kind !== 'form') return true;
    const { act } = action.choice;
    if (act === 'value') return !/人工|其他工单/.test(label);
    return !['no', 'cancel', 'drop', 'edit'].includes(act);
  });
  return choose(leads.length > 0 ? leads : items, pick);
}

/** `姓名：… 电话：…` for some slots of the form, in any order; careless ones add labels that mean nothing. */
function block({ flow, options: { person } }: Play, pick: number): DialogueEvent | undefined {
  const slots = [...(flow?.slots.values() ?? [])].filter(
    ({ ask, type }) => ask !== undefined && type !== 'media_list',
  );
  if (slots.length < 2) return undefined;
  const size = 2 + (pick % (slots.length - 1));
  const from = (pick >> 4) % slots.length;
  const some = [...slots.slice(from), ...slots.slice(0, from)].slice(0, size);
  const lines = some.map(
    (slot, at) => `${nameOf(slot, pick >> at)}：${writtenValue(slot, person, pick >> at)}`,
  );
  if (pick % 5 === 0) lines.push('部门：研发');
  return text(lines.join(pick % 2 === 0 ? '\n' : ' '));
}

function correction(
  { flow, frame, options: { person } }: Play,
  pick: number,
  willing: boolean,
): DialogueEvent {
  const asked = [...(flow?.slots.values() ?? [])].filter(({ ask }) => ask !== undefined);
  const filled = asked.filter(({ name }) => frame?.slots[name] !== undefined);
  const slots = willing || pick % 3 > 0 ? filled : asked;
  if (slots.length === 0) return text(choose(willing ? PATIENT : WORDS, pick));
  const slot = choose(slots, pick >> 2);
  const name = nameOf(slot, pick >> 3);
  const value = writtenValue(slot, person, pick >> 4);
  return text(
    choose(
      [
        `改 ${name} ${value}`,
        `${name}填错了`,
        `${name}：${value}`,
        `不是${writtenValue(slot, person, pick)}，是${value}`,
      ],
      pick,
    ),
  );
}

const nameOf = ({ label, aliases }: SlotRule, pick: number): string =>
  choose([label, label, ...aliases], pick);

/** A value as one writes it behind a label: for a choice one of its labels, when the file lists them. */
function writtenValue({ type, options }: SlotRule, person: Play['options']['person'], pick: number): string {
  if (Array.isArray(options)) return choose(options, pick).label;
  const known = type === 'catalog' ? ['星云', '睿目', '星云一号', 'ERP 云服务', '硬件故障', '其他'] : [];
  return choose([...known, ...goodAnswers(type, person)], pick);
}

/** A tap on any menu that was ever shown, or on one that never was. */
function tap({ menus }: Play, pick: number): DialogueEvent {
  const menu = choose([...menus, ...menus.slice(-1)], pick >> 3);
  if (menu === undefined || pick % 11 === 0)
    return { t: 'tap', nonce: `f${pick % 9}`, item: 1 + (pick % 4), text: '提交' };
  const item = pick % menu.items.length;
  const label = menu.items[item];
  return { t: 'tap', nonce: menu.nonce, item: item + 1, text: label === undefined ? '' : tapText(label) };
}

/** What a person at the workbench can do now. */
function agent({ state, flow, options: { business, person } }: Play, pick: number): DialogueEvent {
  const { chats } = business;
  const op = (kind: 'claimed' | 'transferred' | 'requeued' | 'handed_back' | 'closed'): DialogueEvent => ({
    t: 'agent',
    op: { kind, staffName: '小李' } as { kind: 'claimed'; staffName: string },
  });
  switch (state.mode) {
    case 'bot':
    case 'after_human':
      // Most wait until they are called; some take over uninvited.
      if (pick % 3 > 0) return { t: 'text', text: '#人工' };
      chats.set(person.id, 'human');
      return op('claimed');
    case 'queued':
      chats.set(person.id, 'human');
      return op('claimed');
    case 'human': {
      if (pick % 3 === 0) {
        const slots = [...(flow?.slots.values() ?? [])];
        const values = [0, 1, 2].flatMap((part) => {
          const slot = slots[(pick >> (2 * part)) % Math.max(1, slots.length)];
          return slot === undefined ? [] : [[slot.name, agentsValue(slot, person, pick >> part)] as const];
        });
        return { t: 'agent', op: { kind: 'fill_slot', values: Object.fromEntries(values) } };
      }
      const kind = choose(
        ['handed_back', 'closed', 'handed_back', 'requeued', 'transferred'] as const,
        pick >> 2,
      );
      if (kind === 'requeued') chats.set(person.id, 'queued');
      else if (kind !== 'transferred') chats.delete(person.id);
      return op(kind);
    }
  }
}

function agentsValue(slot: SlotRule, person: Play['options']['person'], pick: number): string | number {
  if (pick % 5 === 0) return choose(SAYINGS[slot.type].bad, pick);
  if (Array.isArray(slot.options)) return choose(slot.options, pick).value;
  return writtenValue(slot, person, pick);
}

function odd(pick: number): DialogueEvent {
  return choose<DialogueEvent>(
    [
      { t: 'unsubscribe' },
      { t: 'subscribe' },
      { t: 'location', latitude: 31.2, longitude: 121.5, label: '人民广场' },
      { t: 'other', kind: 'card' },
      { t: 'other', kind: 'sticker' },
      { t: 'other', kind: 'unknown' },
      { t: 'click', key: 'HANDOFF' },
      { t: 'click', key: 'NO_SUCH_KEY' },
    ],
    pick,
  );
}
