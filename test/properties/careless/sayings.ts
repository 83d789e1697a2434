import type { SlotType } from '../../../src/dialogue';
import type { Person } from './person';

/** What people answer to a question for a slot of a type: usable, and not. A new type of slot needs its line here. */
interface Sayings {
  good: (person: Person) => readonly string[];
  bad: readonly string[];
}

const always =
  (...texts: string[]) =>
  () =>
    texts;

export const SAYINGS: Readonly<Record<SlotType, Sayings>> = {
  text: { good: always('二楼机房的第三台', '蓝色的那一个', 'A 座 302'), bad: ['', '为什么要填这个？'] },
  longtext: {
    good: always(
      '开机后黑屏，指示灯闪红灯，重启三次无效',
      '昨天下午三点起一直连不上服务器，前台两台设备不能办公',
      '希望导出报表时能选日期范围，对账不用再手工筛选',
      `${'设备一直重启，'.repeat(60)}没法用`,
    ),
    bad: ['坏了', '为什么会闪红灯？', '字'.repeat(2_400)],
  },
  person_name: {
    good: ({ name }) => [name, `我叫${name}`, '李雷'],
    bad: ['1380', '某某科技有限公司', '怎么称呼？'],
  },
  phone_cn: {
    good: ({ phone }) => [
      phone,
      `我的电话是 ${phone}`,
      `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`,
    ],
    bad: ['1380000', '138000012345678', '没有电话', '010-62345678'],
  },
  email: {
    good: ({ email }) => [email, `邮箱 ${email}`, email.toUpperCase()],
    bad: ['someone@', 'a@qq.con', '没有邮箱'],
  },
  choice: { good: always('1', '2', '第一个', '最后一个'), bad: ['99', '随便', '都可以吧？', '250101-00009'] },
  catalog: { good: always('1', '2', '第二个', '最后一个'), bad: ['99', '没有我的产品', '0'] },
  number: { good: always('3', '五', '2个'), bad: ['很多', '一点点'] },
  date: {
    good: always('明天', '后天', '下周三', '周五', '大后天', '下周一'),
    bad: ['昨天', '13月40日', '过几天', '2020-01-01'],
  },
  time_span: { good: always('下午', '上午', '15:00', '两点到四点'), bad: ['5点', '随时', '25:00'] },
  media_list: { good: always('跳过', '没有', '好了'), bad: ['我待会儿发', '什么图片？'] },
  org_full_name: {
    good: ({ org }) => [org, '示例科技有限公司'],
    bad: ['示例', '', '我们公司？', '很长的名字'.repeat(30)],
  },
  serial_no: { good: always('SN20260001A', 'XY1-AB12-3456'), bad: ['ABC', '没贴', '序列号'] },
  ticket_no: { good: always('261119-00001', '工单 261119-00002'), bad: ['261119', '我忘了', '12-3'] },
  one_time_code: { good: always('123456', '重发'), bad: ['12345', '没看到', '1234567'] },
  service_code: { good: always('GS2026000001', 'gs 2026 000002'), bad: ['GS1', '不知道'] },
};

/** Usable answers to a slot of this type: what the person knows first, which a form is most likely to accept. */
export function goodAnswers(type: SlotType, person: Person): readonly string[] {
  const known = person.knows[type] ?? [];
  return [...known, ...known, ...SAYINGS[type].good(person)];
}

/** What anybody may say at any time. */
export const WORDS = [
  ...[
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
    '条款',
    '修改',
  ],
  ...[
    '好',
    '不',
    '嗯嗯',
    '是的',
    '1',
    '2',
    '3',
    '4',
    '9',
    '0',
    '都不是',
    '没有',
    '完成',
    '保留',
    '同意',
    '放弃',
  ],
  ...[
    '#人工',
    '取消排队',
    '#机器人',
    '联系我们',
    '联系我们 紧急',
    '热点问题',
    '服务网点',
    '服务网点 上海',
    '文档',
    '下载 星云',
    '微分享',
    '搜',
    '搜 发票 @星云',
    '服务时间',
    '你们有人工吗',
    '描述模板',
    '我要投诉',
    '查工单',
  ],
  ...['', '[微笑]', '啊？', '13800001234 或者 13900001234', '谢谢', '我想取消订阅怎么办', '长'.repeat(700)],
];

/** Questions that the knowledge base of the play answers, at length, nearly, or not at all. */
export const QUESTIONS = [
  '指示灯闪红灯是什么意思',
  '怎么开发票？',
  '怎么提交工单？',
  '保修期有多久？',
  '今天天气怎么样？',
];
