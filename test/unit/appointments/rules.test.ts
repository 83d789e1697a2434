import { reminderTimes } from '../../../src/appointments';
import { allowedActions, tidyForm, wrongFields } from '../../../src/appointments/appointment';
import { at } from '../hours/build-schedule';
import { buildBooking } from './build';

const START = at('2026-11-23 10:00');

describe('what a follower may still do', () => {
  const settings = { cancel: { hours_before: 2 }, reschedule: { hours_before: 4, max_times: 2 } };
  it.each<[string, string, '已提交' | '处理中' | '已完成' | '已取消', number, boolean, boolean]>([
    ['days before', '2026-11-21 10:00', '已提交', 0, true, true],
    ['accepted by staff', '2026-11-21 10:00', '处理中', 0, true, true],
    ['exactly four hours before', '2026-11-23 06:00', '已提交', 0, true, true],
    ['less than four hours before', '2026-11-23 06:01', '已提交', 0, true, false],
    ['exactly two hours before', '2026-11-23 08:00', '已提交', 0, true, false],
    ['less than two hours before', '2026-11-23 08:01', '已提交', 0, false, false],
    ['when it has begun', '2026-11-23 10:00', '处理中', 0, false, false],
    ['moved as often as possible', '2026-11-21 10:00', '已提交', 2, true, false],
    ['moved once', '2026-11-21 10:00', '已提交', 1, true, true],
    ['finished', '2026-11-21 10:00', '已完成', 0, false, false],
    ['cancelled', '2026-11-21 10:00', '已取消', 0, false, false],
  ])('%s', (_, now, status, reschedules, cancel, reschedule) => {
    expect(allowedActions({ status, startAt: START, reschedules }, settings, at(now))).toEqual({
      cancel,
      reschedule,
    });
  });

  it('with no time before: until it begins', () => {
    const free = { cancel: { hours_before: 0 }, reschedule: { hours_before: 0, max_times: 0 } };
    const booking = { status: '已提交', startAt: START, reschedules: 0 } as const;
    expect(allowedActions(booking, free, START - 1)).toEqual({ cancel: true, reschedule: false });
    expect(allowedActions(booking, free, START).cancel).toBe(false);
  });
});

describe('reminders', () => {
  const rules = [{ days_before: 1, at: '18:00' }, { minutes_before: 60 }];
  it.each<[string, string, typeof rules | [], string[]]>([
    ['both, the earlier first', '2026-11-20 10:00', rules, ['2026-11-22 18:00', '2026-11-23 09:00']],
    ['only what is still to come', '2026-11-22 18:00', rules, ['2026-11-23 09:00']],
    ['none when it is too late for all', '2026-11-23 09:00', rules, []],
    ['none without rules', '2026-11-20 10:00', [], []],
  ])('%s', (_, now, given, expected) => {
    expect(reminderTimes(START, at(now), given)).toEqual(expected.map(at));
  });

  it('never come at or after the beginning, and not twice at a time', () => {
    const odd = [
      { days_before: 0, at: '10:00' },
      { days_before: 0, at: '23:00' },
      { minutes_before: 30 },
      { days_before: 0, at: '09:30' },
    ];
    expect(reminderTimes(START, at('2026-11-20 10:00'), odd)).toEqual([at('2026-11-23 09:30')]);
  });
});

describe('the form', () => {
  it('is tidied and right', () => {
    const form = tidyForm(buildBooking({ orgName: ' 示例科技有限公司 ', contactPhone: '138 0000-1234' }));
    expect(form).toEqual(buildBooking());
    expect(wrongFields(form, { topic_max: 500 })).toEqual([]);
  });

  it.each([
    [{ orgName: '' }, 'orgName'],
    [{ contactName: '名'.repeat(21) }, 'contactName'],
    [{ contactPhone: '12345' }, 'contactPhone'],
    [{ product: '' }, 'product'],
    [{ topic: '' }, 'topic'],
    [{ topic: '长'.repeat(501) }, 'topic'],
  ])('with %j is refused for %s', (changes, field) => {
    expect(wrongFields(tidyForm(buildBooking(changes)), { topic_max: 500 })).toEqual([field]);
  });
});
