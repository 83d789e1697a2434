import fs from 'node:fs';
import path from 'node:path';
import {
  contactText,
  describe as describeSchedule,
  hoursOn,
  hoursText,
  isAlwaysOpen,
  loadDirectory,
  nextOpening,
  parseDirectory,
  scheduleOf,
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
    expect(hoursText(directory, at('2026-10-01 03:00')).handoff).toEqual({
      hours: '7×24 小时',
      holidays: '',
      open: true,
      opensAt: null,
    });
  });

  // @covers S1-08 S2-01 S4-06
  it('tells for each channel what it is for, how to enter, when it is open and when it opens again', () => {
    const contact = contactText(directory, at('2026-11-20 19:00'));
    expect(contact.company).toBe('示例科技有限公司');
    expect(contact.handoffHours).toBe('7×24 小时');
    expect(contact.channels.find(({ key }) => key === 'hotline')).toEqual({
      key: 'hotline',
      name: '服务热线',
      purpose: '紧急故障、商务咨询',
      entry: '400-000-0000（按 1 商务咨询，按 2 硬件产品，按 3 星云产品）',
      replyTime: '接通即答',
      recommended: false,
      hours: '周一至周五 9:30–12:00、13:00–18:00',
      holidays: '法定节假日休息',
      open: false,
      opensAt: '下周一 9:30',
    });
    expect(contact.order.urgent[0]).toBe('公众号人工客服');
    expect(contact.channels.some(({ entry }) => entry.includes('#人工'))).toBe(true);
  });

  // @covers S4-10
  it('gives a channel without a schedule the standard hours', () => {
    const remote = contactText(directory, at('2026-11-20 12:00')).channels.find(
      ({ key }) => key === 'remote',
    );
    expect(remote?.hours).toBe('周一至周六 8:00–17:30');
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
      .replace('[email, ticket]', '[fax]');
    const line = broken.split('\n').findIndex((text) => text.includes('telephone')) + 1;
    expect(() => parse({ channels: broken })).toThrow(
      `channels.yaml:${line}: channels.2.schedule: telephone is not a schedule`,
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
