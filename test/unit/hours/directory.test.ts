import fs from 'node:fs';
import path from 'node:path';
import {
  describe as describeSchedule,
  hoursOn,
  isAlwaysOpen,
  loadDirectory,
  type Need,
  nextOpening,
  offerChannels,
  parseDirectory,
  scheduleOf,
  viewChannels,
  viewHours,
} from '../../../src/hours';
import { at } from './build-schedule';

const folder = path.resolve(__dirname, '../../../kb-seed/data');
const read = (name: string) => ({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') });
const files = { hours: read('hours.yaml'), holidays: read('holidays.yaml'), channels: read('channels.yaml') };
const parse = (changes: Partial<Record<keyof typeof files, string>>) => {
  const pick = (name: keyof typeof files) => ({ ...files[name], text: changes[name] ?? files[name].text });
  return parseDirectory(pick('hours'), pick('holidays'), pick('channels'));
};

describe('the shipped content', () => {
  const directory = loadDirectory(folder);

  it('answers chats 7×24 until the operator edits it', () => {
    expect(describeSchedule(scheduleOf(directory, 'handoff'))).toBe('7×24 小时');
    expect(viewHours(scheduleOf(directory, 'handoff'), at('2026-10-01 03:00'))).toEqual({
      hours: '7×24 小时',
      holidays: '',
      open: true,
      opensAt: null,
    });
  });

  const offered = (time: string, need: Need | null, roles: string[] = ['follower'], changed = directory) =>
    offerChannels(changed, viewChannels(changed, at(time)), { need, roles });
  const names = (...asked: Parameters<typeof offered>) => offered(...asked).map(({ name }) => name);

  // @covers S1-08 S2-01 S4-06
  it('tells for each channel what it is for, how to enter, when it is open and when it opens again', () => {
    expect(offered('2026-11-20 19:00', 'urgent').find(({ name }) => name === '服务热线')).toEqual({
      name: '服务热线',
      purpose: '紧急故障、商务咨询',
      entry: '400-000-0000',
      onlyFor: null,
      phoneMenu: ['1 商务咨询', '2 硬件产品', '3 星云产品'],
      replyTime: '接通即答',
      recommended: false,
      hours: '周一至周五 9:30–12:00、13:00–18:00',
      holidays: '法定节假日休息',
      open: false,
      opensAt: '下周一 9:30',
      anyTime: true,
    });
  });

  // @covers S2-32
  it('has an order of channels for each need', () => {
    const friday = '2026-11-20 10:00';
    expect(names(friday, 'urgent', ['vip'])).toEqual([
      '公众号人工客服',
      '服务热线',
      '云 ERP 专线',
      '在线应用付费专线',
      '云镜像专线',
      '服务邮箱',
      '工单',
    ]);
    expect(names(friday, 'general')).toEqual([
      '帮助文档与知识库',
      '公众号人工客服',
      '官网在线客服',
      '在线应用付费专线',
      '工单',
      '服务邮箱',
    ]);
    expect(names(friday, 'suggestion')).toEqual(['服务邮箱', '用户交流群', '工单', '官方微博']);
    expect(names(friday, null)).toEqual(['公众号人工客服', '服务热线', '服务邮箱']);
  });

  // @covers S4-11 S4-12
  it('puts what is closed behind what answers: by night tickets and e-mail, the phone when it is urgent', () => {
    const weekdays = files.hours.text.replace(
      '  handoff:\n    weekly: 7x24',
      '  handoff:\n    weekly: { mon-fri: ["9:00-18:00"] }',
    );
    const office = parse({ hours: weekdays });
    const night = '2026-11-20 22:00';
    expect(names(night, 'general', [], office).slice(0, 3)).toEqual(['帮助文档与知识库', '工单', '服务邮箱']);
    expect(names(night, 'urgent', [], office)).toEqual([
      '服务热线',
      '在线应用付费专线',
      '服务邮箱',
      '工单',
      '公众号人工客服',
      '云 ERP 专线',
      '云镜像专线',
    ]);
    const [first] = offered(night, 'urgent', [], office);
    expect(first).toMatchObject({ open: false, anyTime: true });
    expect(offered('2026-11-20 10:00', 'urgent', [], office)[1]).toMatchObject({ anyTime: false });
  });

  // @covers S2-05
  it('shows the number of the line for paid users to those alone, and in an emergency to everyone', () => {
    const paid = (need: Need, roles: string[]) =>
      offered('2026-11-20 10:00', need, roles).find(({ name }) => name === '在线应用付费专线');
    expect(paid('general', ['follower', 'registered'])).toMatchObject({
      entry: null,
      onlyFor: 'vip',
      phoneMenu: [],
    });
    expect(paid('general', ['follower', 'registered', 'vip'])).toMatchObject({
      entry: '400-000-0002',
      onlyFor: null,
    });
    expect(paid('urgent', ['follower'])).toMatchObject({ entry: '400-000-0002', onlyFor: null });
  });

  // @covers S4-10
  it('gives a channel without a schedule the standard hours', () => {
    expect(viewChannels(directory, at('2026-11-20 12:00')).get('remote')?.hours).toBe(
      '周一至周六 8:00–17:30',
    );
  });
});

describe('a wrong content file', () => {
  const hours = (schedule: string) => `standard: handoff\nschedules:\n  handoff:\n${schedule}`;

  it.each([
    [
      hours('    weekly: { mon-fri: ["9:00-18:60"] }'),
      'hours.yaml:4: schedules.handoff.weekly.mon-fri: "9:00-18:60" must be like',
    ],
    [
      hours('    weekly:\n      mon: ["18:00-9:00"]'),
      'hours.yaml:5: schedules.handoff.weekly.mon: "18:00-9:00" must be like',
    ],
    [hours('    weekly: { mon: ["9:00-12:00", "11:00-13:00"] }'), 'the intervals overlap'],
    [hours('    weekly: { mon-wed: closed, tue: closed }'), 'names a day that another line names too'],
    [hours('    weekly: { monday: closed }'), 'weekly.monday: must be a day or a range'],
    [hours('    weekly: 5x8'), 'must be 7x24 or days'],
    [
      hours('    weekly: 7x24\n    holiday: closed'),
      'hours.yaml:4: schedules.handoff: Unrecognized key: "holiday"',
    ],
    [
      hours('    weekly: 7x24\n    holidays: shut'),
      'hours.yaml:5: schedules.handoff.holidays: must be as_usual, closed',
    ],
    [hours('    weekly: 7x24\n    special: { 2026-02-30: closed }'), 'must be a date such as'],
    [hours('    weekly: 7x24\n    blackout: ["2026-12-31..2026-12-30"]'), 'must be a date such as'],
    ['standard: usual\nschedules:\n  usual:\n    weekly: 7x24\n', 'the schedule handoff is missing'],
    [hours('    weekly: 7x24\n    weekly: 7x24'), 'hours.yaml:5: Map keys must be unique'],
  ])('is refused with its line and remedy', (text, message) => {
    expect(() => parse({ hours: text })).toThrow(
      expect.objectContaining({ code: 'SEED_INVALID', message: expect.stringContaining(message) }),
    );
  });

  it('closes on blackout days, except where a day has hours of its own', () => {
    const text = hours(
      '    weekly: 7x24\n    blackout: ["2026-12-24", "2026-12-30..2026-12-31"]\n    special: { 2026-12-31: ["9:00-12:00"] }',
    );
    const schedule = scheduleOf(
      parse({
        hours: `${text}\n  standard:\n    weekly: 7x24\n  hotline:\n    weekly: 7x24\n  paid_hotline:\n    weekly: 7x24\n  image_hotline:\n    weekly: 7x24\n  chat:\n    weekly: 7x24\n  always:\n    weekly: 7x24`,
      }),
      'handoff',
    );
    expect(
      ['2026-12-23', '2026-12-24', '2026-12-30', '2026-12-31'].map((day) => hoursOn(schedule, day)),
    ).toEqual([[{ from: 0, to: 1440 }], [], [], [{ from: 540, to: 720 }]]);
    expect(nextOpening(schedule, at('2026-12-30 08:00'))).toBe(at('2026-12-31 09:00'));
    expect(isAlwaysOpen(schedule)).toBe(false);
  });

  it('names a channel whose schedule or key does not exist', () => {
    const broken = files.channels.text
      .replace('schedule: hotline', 'schedule: telephone')
      .replace('[email, community, ticket, weibo]', '[fax]');
    const line = broken.split('\n').findIndex((text) => text.includes('telephone')) + 1;
    expect(() => parse({ channels: broken })).toThrow(
      `channels.yaml:${line}: channels.1.schedule: telephone is not a schedule`,
    );
    expect(() => parse({ channels: broken })).toThrow('fax is not a channel');
  });

  it('reads spans of holidays and refuses one that runs backwards', () => {
    const year = (span: string) =>
      `years:\n  "2041":\n    holidays: ["${span}"]\n    workdays: ["2041-02-09"]\n`;
    const { calendar } = parse({ holidays: year('2041-02-01..2041-02-03') });
    expect(['2041-02-01', '2041-02-03', '2041-02-04', '2041-02-09'].map(calendar.kindOf)).toEqual([
      'holiday',
      'holiday',
      'ordinary',
      'makeup',
    ]);
    expect(() => parse({ holidays: year('2041-02-03..2041-02-01') })).toThrow(
      'holidays.yaml:3: years.2041.holidays.0: must be a date',
    );
  });
});
