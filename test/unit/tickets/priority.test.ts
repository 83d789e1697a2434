import path from 'node:path';
import { loadBusinessData } from '../../../src/catalog';
import { triage } from '../../../src/tickets';
import { moreUrgent } from '../../../src/tickets/priority';

const { settings } = loadBusinessData(path.resolve(__dirname, '../../../kb-seed/data'));

describe('triage with the shipped rules', () => {
  it.each([
    ['我的账号被盗了，有人在发广告', 'P1', true, '账户安全'],
    ['昨天的数据不见了', 'P1', true, '数据丢失风险'],
    ['付费功能全部无法使用', 'P1', true, '付费功能完全不可用'],
    ['重要 文档 导出失败，明天要交', 'P1', true, '重要文档无法导出'],
    ['报表导出失败', 'P2', false, '导出异常'],
    ['我登录不了', 'P2', false, '账户问题'],
    ['开机后黑屏，指示灯闪红灯', 'P2', false, '功能异常'],
    ['请问怎么修改头像', 'P3', false, null],
    ['希望增加夜间模式', 'P3', false, null],
    ['', 'P3', false, null],
  ])('%s is %s', (text, priority, emergency, rule) => {
    expect(triage(text, settings.priority)).toEqual({ priority, emergency, rule });
  });

  it('asks for all words of a combination', () => {
    const rules = {
      default: 'P3',
      rules: [{ name: '组合', priority: 'P1', emergency: true, words: [['重要', '导不出']] }],
    } as const;
    const judge = (text: string) => triage(text, structuredClone(rules) as never).priority;
    expect([judge('重要文件'), judge('导不出'), judge('这份导不出来，很重要')]).toEqual(['P3', 'P3', 'P1']);
  });

  it('lets the first rule decide', () => {
    expect(triage('数据丢失后报错', settings.priority).rule).toBe('数据丢失风险');
  });
});

it('the more urgent of two priorities is the lower number', () => {
  expect([moreUrgent('P2', 'P1'), moreUrgent('P2', 'P3'), moreUrgent('P3', 'P3')]).toEqual([
    'P1',
    'P2',
    'P3',
  ]);
});
