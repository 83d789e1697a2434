import path from 'node:path';
import { readSeedFiles } from '../../../src/kb';
import { createIndex, type Decision, decideAfter, type Index } from '../../../src/knowledge';

const entries = readSeedFiles(path.resolve(__dirname, '../../../kb-seed'));
const questions = new Map(entries.map(({ key, question }) => [key, question]));
let index: Index;

beforeAll(async () => {
  index = await createIndex(entries.map((entry) => ({ ...entry, id: entry.key })));
});

const decideIn = (id: string, text: string) =>
  decideAfter(index, text, { id, question: questions.get(id) ?? '' });
const idOf = (decision: Decision) => (decision.kind === 'answer' ? decision.id : decision.kind);

describe('a question that leans on the last answer', () => {
  it.each([
    ['refund-apply', '要多久', 'refund-time'],
    ['refund-apply', '那多久能到', 'refund-time'],
    ['invoice-apply', '几天能好', 'invoice-time'],
    ['invoice-apply', '需要什么信息', 'invoice-info'],
    ['invoice-apply', '如果开错了呢', 'invoice-wrong'],
    ['chat-hours', '那周末呢', 'chat-hours'],
    ['email-address', '多久回', 'email-reply-time'],
    ['code-what', '有什么用', 'code-why'],
    ['code-what', '在哪查', 'code-find'],
    ['booking-how', '谁可以', 'booking-who'],
    ['remote-what', '怎么申请', 'remote-how'],
    ['remote-what', '它安全吗', 'remote-safe'],
    ['suggest-how', '会有回复吗', 'suggest-result'],
    ['complain-how', '多久有结果', 'complain-result'],
    ['ticket-how-to-file', '还能改吗', 'ticket-edit'],
    ['agent-how', '那下班了呢', 'agent-off-hours'],
    ['erp-points-what', '有什么用', 'erp-points-use'],
  ])('%s, then %s: answered with %s', (last, text, expected) => {
    expect(idOf(index.decide(text))).not.toBe(expected);
    expect(idOf(decideIn(last, text))).toBe(expected);
  });

  it('means what it says where the last answer was about something else', () => {
    expect(idOf(decideIn('booking-how', '怎么取消'))).not.toBe('kc-favorite-remove');
    expect(idOf(decideIn('warranty-how-long', '怎么查'))).toBe('warranty-check-how');
    expect(idOf(decideIn('code-what', '怎么查'))).not.toBe('warranty-check-how');
  });

  it('offers what both together are near to when they are not sure', () => {
    expect(decideIn('repair-process', '要多久')).toMatchObject({
      kind: 'suggest',
      candidates: expect.arrayContaining([expect.objectContaining({ id: 'repair-how-long' })]),
    });
  });
});

describe('a text that stands by itself', () => {
  it.each([
    ['invoice-apply', '退款多久到账'],
    ['booking-how', '怎么取消工单'],
    ['ticket-how-to-file', '登录不上怎么办呢'],
    ['remote-what', '那发票怎么开'],
    ['remote-what', '还有发票多久能开好'],
    ['warranty-how-long', '怎么开发票呢'],
    ['plan-expire', '那积分呢'],
    ['code-what', '怎么转人工'],
    ['repair-process', '谢谢'],
    ['code-what', '在吗'],
    ['invoice-apply', '你好，我想咨询一下你们公司的保修期一般是多久呢'],
  ])('after %s, %s is decided as ever', (last, text) => {
    expect(decideIn(last, text)).toEqual(index.decide(text));
  });

  it.each([
    ['refund-apply', '那算了'],
    ['refund-apply', '那好吧'],
    ['hotline-number', '那股票呢'],
    ['warranty-how-long', '那保险呢'],
    ['agent-how', '那中奖了呢'],
    ['booking-how', '还有别的吗'],
    ['repair-process', '怎么办'],
    ['chat-hours', '火车票多少钱'],
    ['email-address', '然后呢'],
  ])('after %s, %s is no question that the last answer could help', (last, text) => {
    expect(decideIn(last, text).kind).not.toBe('answer');
  });
});
