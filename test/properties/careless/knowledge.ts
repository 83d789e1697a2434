import type { Flow, KbAnswer, KbFinding, Signals } from '../../../src/dialogue';

const entry = (id: string, question: string, answer: string): KbAnswer => ({
  id,
  question,
  answer,
  category: '故障',
});

export const ENTRIES: readonly KbAnswer[] = [
  entry('red-light', '指示灯闪红灯是什么意思', '表示网络断开，请检查网线。'),
  entry('invoice', '怎么开发票', '在订单页申请，三个工作日内发到邮箱。'.repeat(60)),
  entry('ticket', '怎么提交工单', '回复 提交工单 就可以。'),
];

/** A knowledge base of three entries, so that what is found hangs on the words and on luck alone. */
export function look(
  text: string,
  flows: readonly Flow[],
  luck: number,
): { kb: KbFinding; trigger?: NonNullable<Signals['trigger']> } {
  const phrase = flows.find(({ triggers }) => triggers.phrases.some((one) => text.startsWith(one)));
  const trigger = phrase === undefined ? undefined : { flow: phrase.id, score: 0.95, margin: 0.5 };
  return { kb: find(text, luck), ...(trigger === undefined ? {} : { trigger }) };
}

export function find(text: string, luck: number): KbFinding {
  const words: [string, number][] = [
    ['红灯', 0],
    ['发票', 1],
    ['提交工单', 2],
  ];
  const [, place] = words.find(([word]) => text.includes(word)) ?? [];
  const found = place === undefined ? undefined : ENTRIES[place];
  if (found !== undefined) return { kind: 'answer', entry: found, score: 0.9 };
  if (luck % 5 > 0) return { kind: 'none', best: { id: 'red-light', score: 0.2 } };
  return { kind: 'suggest', candidates: ENTRIES.map((one) => ({ entry: one, score: 0.6 })) };
}

/** What may make a ticket needless: a sure answer, or, when that will do, those that are near. */
export function near(text: string, luck: number, orNear: boolean): { question: string; answer: string }[] {
  const found = text.trim() === '' ? { kind: 'none' as const } : find(text, luck);
  const candidates = found.kind === 'suggest' && orNear ? found.candidates.map(({ entry: one }) => one) : [];
  const entries = found.kind === 'answer' ? [found.entry] : candidates;
  return entries.map(({ question, answer }) => ({ question, answer }));
}
