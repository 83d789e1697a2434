import { clusterMisses, draftPhrasing, type GapMiss, maskPersonal, proposalsOf } from '../../../src/kb';

let ids = 0;
const miss = (text: string, ...followerIds: string[]): GapMiss => {
  ids += 1;
  const followers = Math.max(1, followerIds.length);
  return { id: ids, text, followers, times: followers, reason: 'none', lastAt: ids, followerIds };
};

describe('gaps', () => {
  it('put together what means the same, and count different followers', async () => {
    const gaps = await clusterMisses([
      miss('附近有没有维修网点', 'a'),
      miss('会员生日有礼物吗', 'a', 'b', 'c'),
      miss('请问附近有维修网点吗', 'a', 'b'),
      miss('附件有没有维修网点呀', 'd'),
      miss('可以货到付款吗', 'e'),
    ]);
    expect(gaps.map(({ question, followers, questions }) => [question, followers, questions.length])).toEqual(
      [
        ['请问附近有维修网点吗', 3, 3],
        ['会员生日有礼物吗', 3, 1],
        ['可以货到付款吗', 1, 1],
      ].sort((a, b) => Number(b[1]) - Number(a[1])),
    );
    expect(gaps[0]?.draftSimilar).not.toContain('请问');
  });

  it('keep apart what only looks alike', async () => {
    const gaps = await clusterMisses([
      miss('发票为什么没收到'),
      miss('发票丢了怎么补'),
      miss('退款为什么没收到'),
    ]);
    expect(gaps).toHaveLength(3);
  });

  it('still count followers who were erased', async () => {
    const [gap] = await clusterMisses([{ ...miss('货到付款可以吗', 'a'), followers: 4 }]);
    expect(gap?.followers).toBe(4);
  });

  it.each([
    [['你好，请问能货到付款吗？谢谢'], '能货到付款吗'],
    [['手机138****1234收不到短信', '收不到短信'], '收不到短信'],
    [['手机138****1234收不到短信'], '手机 收不到短信'],
    [['？？'], ''],
  ])('%j could be added as %s', (texts, expected) => {
    expect(draftPhrasing(texts)).toBe(expected);
  });
});

describe('a proposal from a chat', () => {
  const talk = (...messages: [from: 'follower' | 'staff', text: string][]) => ({
    chatId: 'c',
    followerId: 'f',
    messages: messages.map(([from, text], place) => ({ id: place + 1, at: place, from, text })),
  });

  it('is the question before the reply, and all lines of the reply that say something', () => {
    const chat = talk(
      ['follower', '你好，工厂可以参观吗'],
      ['follower', '#人工'],
      ['staff', '您好，请稍等'],
      ['staff', '可以，每周三下午开放参观。'],
      ['staff', '请提前一天在公众号登记。'],
      ['follower', '好的'],
      ['staff', '不客气'],
    );
    expect(proposalsOf(chat, [])).toEqual([
      {
        id: 3,
        chatId: 'c',
        question: '工厂可以参观吗',
        answer: '可以，每周三下午开放参观。\n请提前一天在公众号登记。',
        at: 2,
      },
    ]);
  });

  it('holds nothing that names a person', () => {
    const text =
      '李先生您好，示例科技的工单 261122-00017 已寄往 a@example.com，电话 13800001234，单号 SF1234567890123';
    const masked = maskPersonal(text, ['示例科技']);
    for (const personal of [
      '李先生',
      '示例科技',
      '261122-00017',
      '13800001234',
      '1234567890123',
      'a@example',
    ]) {
      expect(masked).not.toContain(personal === 'a@example' ? '<' : personal);
    }
  });
});
