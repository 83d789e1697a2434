import path from 'node:path';
import { readEngineData, readSeedFiles } from '../../../src/kb';
import { createIndex, type Index } from '../../../src/knowledge';

const folder = path.resolve(__dirname, '../../../kb-seed');

/** What goes wrong between a head and a keyboard, by kind; our own examples. */
const NOISE: Record<string, [asked: string, entry: string][]> = {
  homophone: [
    ['怎么开法票', 'invoice-apply'],
    ['忘记蜜码怎么办', 'account-forgot-password'],
    ['售后热线几点有人街', 'hotline-hours'],
    ['怎么提交公单', 'ticket-how-to-file'],
    ['退款多久到帐', 'refund-time'],
    ['怎么查服务编马', 'code-find'],
    ['产品保修期事多久', 'warranty-how-long'],
    ['怎么注消账号', 'account-delete'],
  ],
  trad: [
    ['怎麼開發票', 'invoice-apply'],
    ['忘記密碼怎麼辦', 'account-forgot-password'],
    ['產品保修期是多久', 'warranty-how-long'],
    ['帳號被鎖定了怎麼解鎖', 'account-locked'],
    ['維修一般要多長時間', 'repair-how-long'],
    ['怎麼申請遠程服務', 'remote-how'],
    ['公司地址在哪裡', 'office-address'],
  ],
  width: [
    ['怎么开　发票', 'invoice-apply'],
    ['云ＥＲＰ的服务热线是多少', 'erp-hotline-number'],
    ['怎 么 注 册 账 号', 'account-register'],
    ['ＡＰＩ文档在哪里', 'api-docs-where'],
    ['ｖｉｐ通道是什么', 'erp-vip-channel-what'],
    ['７×２４和５×８是什么意思', 'img-nxm'],
  ],
  dropdup: [
    ['怎么开票发', 'invoice-apply'],
    ['忘记密怎么办', 'account-forgot-password'],
    ['怎么怎么查工单进度', 'ticket-query-how'],
    ['退款多久久到账', 'refund-time'],
    ['硬件返修流程什么', 'repair-process'],
    ['工单号忘了怎办', 'ticket-number-lost'],
    ['在线客服几点点上班', 'chat-hours'],
  ],
  chatty: [
    ['你好，请问一下怎么开发票呀，谢谢', 'invoice-apply'],
    ['在吗在吗，我想问问忘记密码怎么办啊', 'account-forgot-password'],
    ['打扰了，麻烦问下售后热线几点有人接呢', 'hotline-hours'],
    ['亲，帮我看看退款多久到账，急', 'refund-time'],
    ['老师好，我就想知道产品保修期是多久，多谢', 'warranty-how-long'],
    ['那个，不好意思，怎么取消预约呀', 'booking-cancel'],
  ],
  nopunct: [
    ['你好我想开发票怎么弄', 'invoice-apply'],
    ['密码忘了登不上去怎么办', 'account-forgot-password'],
    ['我的设备过保了还能不能修', 'warranty-expired'],
    ['工单提交了想改一下还能修改吗', 'ticket-edit'],
    ['寄回去修运费谁出啊', 'repair-freight'],
    ['昨天退的钱几天到', 'refund-time'],
  ],
  pinyin: [
    ['zenme kai fapiao', 'invoice-apply'],
    ['wangji mima zenmeban', 'account-forgot-password'],
    ['tuikuan duojiu daozhang', 'refund-time'],
    ['怎么查 fuwu bianma', 'code-find'],
    ['zenme zhuce zhanghao', 'account-register'],
    ['怎么 quxiao yuyue', 'booking-cancel'],
    ['baoxiuqi 是多久', 'warranty-how-long'],
  ],
  combo: [
    ['你好，怎麼開法票', 'invoice-apply'],
    ['請問 wangji 密碼怎麼辦', 'account-forgot-password'],
    ['在吗，退欵多久到帐啊', 'refund-time'],
    ['麻烦问下 zenme 查服务编马', 'code-find'],
    ['ＥＲＰ热线　怎么按鍵', 'erp-hotline-keys'],
    ['老师，保修其是多久呀谢谢', 'warranty-how-long'],
  ],
};

/** The same mistakes in questions that are none of our business. */
const FOREIGN = [
  '火車票怎麼改簽',
  'zenme zuo hongshaorou',
  '你好，请问谷票怎么买呀',
  '公积金怎么提提取',
  '感冒了　吃什么　药',
];

describe('the shipped knowledge', () => {
  let index: Index;
  beforeAll(async () => {
    const entries = readSeedFiles(folder).map((entry) => ({ ...entry, id: entry.key }));
    index = await createIndex(entries, readEngineData(folder));
  });

  describe.each(Object.entries(NOISE))('answers despite %s', (_kind, asked) => {
    it.each(asked)('%s', (text, id) => {
      expect(index.decide(text)).toMatchObject({ kind: 'answer', id });
    });
  });

  it.each(FOREIGN)('does not answer %s', (text) => {
    expect(index.decide(text).kind).not.toBe('answer');
  });
});
