import type { Extraction, TimeSpan } from '../../../../src/dialogue/extract';
import { extractTimeSpan, isTimeSpan } from '../../../../src/dialogue/extract';
import { wordsOf } from './outcome';

function show({ from, to }: TimeSpan): string {
  return to === null ? from : `${from}-${to}`;
}

function outcome(extraction: Extraction<TimeSpan>): string {
  switch (extraction.kind) {
    case 'found':
      return extraction.candidates.map(({ value }) => show(value)).join(' | ');
    case 'ask':
      return `ask ${extraction.options?.map(({ value }) => show(value)).join(' / ')}`;
    case 'none':
      return extraction.hint === undefined ? 'none' : `none ${extraction.hint}`;
  }
}

describe('extractTimeSpan', () => {
  it.each([
    ['上午', '08:00-12:00'],
    ['明天上午', '08:00-12:00'],
    ['下午', '12:00-18:00'],
    ['下午吧', '12:00-18:00'],
    ['晚上', '18:00-24:00'],
    ['明晚', '18:00-24:00'],
    ['中午', '11:00-14:00'],
    ['早上', '06:00-09:00'],
    ['全天', '00:00-24:00'],
    ['随时', '00:00-24:00'],
    ['15:00', '15:00'],
    ['１５：００', '15:00'],
    ['15：30', '15:30'],
    ['09:00', '09:00'],
    ['9:30', '09:30'],
    ['15点', '15:00'],
    ['15点30', '15:30'],
    ['15时30分', '15:30'],
    ['十五点', '15:00'],
    ['12点', '12:00'],
    ['下午3点', '15:00'],
    ['下午三点', '15:00'],
    ['下午三点半', '15:30'],
    ['下午三點半', '15:30'],
    ['下午三点一刻', '15:15'],
    ['下午3点45', '15:45'],
    ['下午3:30', '15:30'],
    ['下午15:00', '15:00'],
    ['上午9点', '09:00'],
    ['早上八点', '08:00'],
    ['早8点', '08:00'],
    ['晚上8点', '20:00'],
    ['晚8点', '20:00'],
    ['中午12点', '12:00'],
    ['中午1点', '13:00'],
    ['凌晨2点', '02:00'],
    ['3pm', '15:00'],
    ['3:30 pm', '15:30'],
    ['9am', '09:00'],
    ['12pm', '12:00'],
    ['下午3点-5点', '15:00-17:00'],
    ['下午3点到5点', '15:00-17:00'],
    ['下午3点到5点都可以', '15:00-17:00'],
    ['下午三点可以吗', '15:00'],
    ['下午3-5点', '15:00-17:00'],
    ['下午三到五点', '15:00-17:00'],
    ['上午10点到下午2点', '10:00-14:00'],
    ['10点到2点', '10:00-14:00'],
    ['14:00-16:00', '14:00-16:00'],
    ['14:00到16:00', '14:00-16:00'],
    ['9am-5pm', '09:00-17:00'],
    ['3点到15点', '03:00-15:00'],
    ['下午3点以后', '15:00-24:00'],
    ['下午3点之前', '00:00-15:00'],
    ['明天下午3点', '15:00'],
    ['12月1日下午三点半', '15:30'],
    ['下周三上午', '08:00-12:00'],
    ['上午不行，下午吧', '12:00-18:00'],
    ['上午或下午', '08:00-12:00 | 12:00-18:00'],
  ])('reads %j as %s', (text, expected) => {
    expect(outcome(extractTimeSpan(text))).toBe(expected);
  });

  it.each([
    ['5点', 'ask 05:00 / 17:00'],
    ['五点', 'ask 05:00 / 17:00'],
    ['五点半', 'ask 05:30 / 17:30'],
    ['三点半', 'ask 03:30 / 15:30'],
    ['3:30', 'ask 03:30 / 15:30'],
    ['明天5点', 'ask 05:00 / 17:00'],
    ['5点吧', 'ask 05:00 / 17:00'],
    ['一点', 'ask 01:00 / 13:00'],
    ['两点到四点', 'ask 02:00-04:00 / 14:00-16:00'],
    ['2-4点', 'ask 02:00-04:00 / 14:00-16:00'],
    ['5点左右', 'ask 05:00 / 17:00'],
  ])('asks which half of the day %j is in', (text, expected) => {
    expect(outcome(extractTimeSpan(text))).toBe(expected);
  });

  it.each([
    ['5点', '17:00'],
    ['两点到四点', '14:00-16:00'],
    ['9点', '09:00'],
    ['8点', 'ask 08:00 / 20:00'],
  ])('uses the opening hours: %j is %s', (text, expected) => {
    expect(outcome(extractTimeSpan(text, { within: { from: '09:00', to: '18:00' } }))).toBe(expected);
  });

  it.each([
    ['5', 'none'],
    ['15', 'none'],
    ['几点', 'none'],
    ['一点点', 'none'],
    ['有一点问题', 'none'],
    ['我有两点建议', 'none'],
    ['两三点', 'none'],
    ['早点来', 'none'],
    ['一点都不好用', 'none'],
    ['3点建议', 'none'],
    ['你们下午几点下班', 'none'],
    ['上午有人吗', 'none'],
    ['25:00', 'none time_invalid'],
    ['25点', 'none time_invalid'],
    ['上午15点', 'none time_invalid'],
    ['比例3:2', 'none'],
    ['13800000000', 'none'],
    ['星云一号', 'none'],
    ['', 'none'],
  ])('finds no time in %j: %s', (text, expected) => {
    expect(outcome(extractTimeSpan(text))).toBe(expected);
  });

  it('points at the words', () => {
    expect(wordsOf('明天下午３点－５点，谢谢', extractTimeSpan('明天下午３点－５点，谢谢'))).toBe(
      '下午３点－５点',
    );
  });

  it('knows its own values', () => {
    expect(isTimeSpan({ from: '18:00', to: '24:00' })).toBe(true);
    expect(isTimeSpan({ from: '15:00', to: null })).toBe(true);
    expect(isTimeSpan({ from: '15:00', to: '14:00' })).toBe(false);
    expect(isTimeSpan({ from: '15', to: null })).toBe(false);
  });
});
