import { ANSWER_SCORE, createIndex, type Entry, type Index, SUGGEST_SCORE } from '../../../src/knowledge';

const entries: Entry[] = [
  { id: 'invoice', question: '怎么开发票', similar: ['发票在哪里申请'] },
  { id: 'refund', question: '怎么申请退款', similar: ['我想退货', '退款流程'] },
  { id: 'password', question: '忘记密码怎么办', similar: ['怎么重置密码'] },
  { id: 'hours', question: '人工客服几点上班' },
  { id: 'license', question: '提示授权失效怎么办', similar: ['软件授权过期了'] },
  { id: 'print', question: '打印机连不上' },
  { id: 't3', question: 'T3怎么年结' },
  { id: 't6', question: 'T6怎么年结' },
  { id: 'hello', question: '你好' },
  { id: 'thanks', question: '谢谢' },
];

const best = (index: Index, text: string) => index.search(text, 1)[0];

describe('searching', () => {
  let index: Index;
  beforeAll(async () => {
    index = await createIndex(entries);
  });

  it.each([
    ['the question as it is', '怎么开发票', 'invoice'],
    ['another phrasing', '我想退货', 'refund'],
    ['words around it', '你好，请问怎么开发票呀，谢谢', 'invoice'],
    ['traditional characters', '怎麼開發票', 'invoice'],
    ['full width', 'Ｔ３怎么年结', 't3'],
    ['blanks in between', '忘 记 密 码 怎 么 办', 'password'],
    ['punctuation all over', '人工，客服！几点……上班', 'hours'],
  ])('is certain of %s', (_kind, text, id) => {
    expect(best(index, text)).toMatchObject({ id, score: 1, parts: { exact: true } });
  });

  it.each([
    ['a homophone', '怎么开法票', 'invoice'],
    ['a similar sound', '打映机连不桑', 'print'],
    ['pinyin', 'zenme kai fapiao', 'invoice'],
    ['a word in pinyin', '忘记mima怎么办', 'password'],
    ['a dropped character', '忘记密怎么办', 'password'],
    ['a doubled character', '忘记记密码怎么办', 'password'],
    ['swapped characters', '怎么发开票', 'invoice'],
    ['all of it at once', '您好，請問忘記迷馬zenme办呀', 'password'],
    ['a short form', '发票', 'invoice'],
    [
      'a story before the question',
      '我上个月买了你们家的东西用到今天早上都很好，刚才打开就提示授权失效，急死我了',
      'license',
    ],
  ])('finds it despite %s', (_kind, text, id) => {
    const hit = best(index, text);
    expect(hit?.id).toBe(id);
    expect(hit?.parts.exact).toBe(false);
    expect(hit?.score).toBeGreaterThanOrEqual(SUGGEST_SCORE);
    expect(hit?.score).toBeLessThan(1);
  });

  it('tells versions apart by their numbers', () => {
    expect(best(index, 'T6年结怎么做呢')?.id).toBe('t6');
    expect(best(index, 'T3年结怎么做呢')?.id).toBe('t3');
  });

  it('lets small talk answer small talk and never a question', () => {
    expect(best(index, '你好呀')?.id).toBe('hello');
    expect(index.decide('谢谢')).toMatchObject({ kind: 'answer', id: 'thanks' });
    expect(index.decide('谢谢你，退款流程')).toMatchObject({ kind: 'answer', id: 'refund' });
    expect(index.decide('你好，人工客服几点上班，谢谢')).toMatchObject({ kind: 'answer', id: 'hours' });
  });

  it('returns at most k hits, best first, with scores from 0 to 1', () => {
    const hits = index.search('怎么办', 3);
    expect(hits.length).toBeLessThanOrEqual(3);
    const scores = hits.map((hit) => hit.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const score of scores) expect(score > 0 && score < 1).toBe(true);
    expect(index.search('怎么办', 0)).toEqual([]);
  });

  it.each(['', '   ', '？？？', '😀😀'])('finds nothing for %j', (text) => {
    expect(index.search(text, 5)).toEqual([]);
    expect(index.decide(text)).toEqual({ kind: 'none' });
  });

  it('shows the parts of a score, which add up', () => {
    const hit = best(index, '怎么开法票');
    expect(hit).toBeDefined();
    const { channels, otherPhrasings, softMatch, spelling, questionKind, numbers, negation, similarity } =
      hit!.parts;
    const sum = Object.values(channels).reduce((total, share) => total + share, 0);
    expect((sum + otherPhrasings + softMatch) * spelling * questionKind * numbers * negation).toBeCloseTo(
      similarity,
      8,
    );
    expect(hit!.parts.phrasing).toBe('怎么开发票');
    expect(channels.syllables).toBeGreaterThan(0);
  });

  it('names the clause that matched in a long message', () => {
    const hit = best(index, '昨天我们单位新来的同事把电脑重新装了一遍系统，然后打印机连不上，大家都等着用呢');
    expect(hit?.id).toBe('print');
    expect(hit?.parts.clause ?? hit?.parts.phrasing).toContain('打印机连不上');
  });
});

describe('deciding', () => {
  it('answers a sure one, offers what is close together, and refuses what is foreign', async () => {
    const index = await createIndex([
      ...entries,
      { id: 'bill-a', question: '电子账单什么时候发送' },
      { id: 'bill-b', question: '电子账单什么时候寄送' },
    ]);
    expect(index.decide('发票怎么开')).toMatchObject({ kind: 'answer', id: 'invoice' });
    const close = index.decide('电子账单');
    expect(close.kind).not.toBe('none');
    if (close.kind === 'suggest') {
      expect(close.candidates.map((candidate) => candidate.id).slice(0, 2)).toEqual(['bill-a', 'bill-b']);
      for (const { score } of close.candidates) {
        expect(score).toBeGreaterThanOrEqual(SUGGEST_SCORE);
      }
      expect(close.candidates[0]!.score).toBeLessThan(ANSWER_SCORE);
    }
    expect(index.decide('今天晚上月亮真圆').kind).toBe('none');
  });

  it('says what came closest when nothing fits', async () => {
    const index = await createIndex(entries);
    const decision = index.decide('附近公园樱花开没开');
    expect(decision.kind).toBe('none');
    if (decision.kind === 'none' && decision.best) expect(decision.best.score).toBeLessThan(SUGGEST_SCORE);
  });
});

describe('changing', () => {
  it('finds what was added, what was changed, and no longer what was removed', async () => {
    const index = await createIndex(entries);
    expect(index.size).toBe(10);
    index.add({ id: 'delivery', question: '多久发货' });
    expect(best(index, '多长时间发货')).toMatchObject({ id: 'delivery', score: 1 });
    index.update({ id: 'delivery', question: '快递单号在哪里看' });
    expect(best(index, '多久发货')?.score ?? 0).toBeLessThan(1);
    expect(best(index, '快递单号在哪里看')).toMatchObject({ id: 'delivery', score: 1 });
    expect(index.remove('delivery')).toBe(true);
    expect(index.remove('delivery')).toBe(false);
    expect(index.search('快递单号在哪里看', 5).map((hit) => hit.id)).not.toContain('delivery');
    expect(index.size).toBe(10);
  });

  it('refuses a second entry of the same id and a change of a missing one', async () => {
    const index = await createIndex(entries);
    expect(() => index.add({ id: 'hello', question: '早' })).toThrow('already');
    expect(() => index.update({ id: 'nobody', question: '早' })).toThrow('no entry');
    await expect(createIndex([...entries, { id: 'hello', question: '早' }])).rejects.toThrow('already');
  });

  it('works without any entry', async () => {
    const index = await createIndex([]);
    expect(index.decide('怎么开发票')).toEqual({ kind: 'none' });
    index.add({ id: 'a', question: '怎么开发票' });
    expect(index.decide('怎么开发票')).toEqual({ kind: 'answer', id: 'a', score: 1 });
  });

  it('lets two entries share a phrasing, both certain', async () => {
    const index = await createIndex([
      { id: 'b', question: '退款' },
      { id: 'a', question: '怎么退款', similar: ['退款'] },
    ]);
    expect(index.search('退款', 2).map((hit) => [hit.id, hit.score])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
  });
});
