import { describeDay, describeSlot, readSlotValue, slotChoice, slotValue } from '../../../src/appointments';
import { at } from '../hours/build-schedule';

const slot = (from: string, to: string) => ({
  startAt: at(`2026-11-23 ${from}`),
  endAt: at(`2026-11-23 ${to}`),
});

it('writes slots as values and reads them back', () => {
  const value = slotValue(slot('09:00', '10:30'));
  expect(value).toBe('2026-11-23T09:00/90');
  expect(readSlotValue(value)).toEqual(slot('09:00', '10:30'));
});

it.each(['', '2026-11-23', '2026-11-23T09:00', '2026-11-23T25:00/60', '2026-02-30T09:00/60', "1' OR 1"])(
  'reads no slot from %j',
  (value) => {
    expect(readSlotValue(value)).toBeUndefined();
  },
);

it.each<[string, string, string[]]>([
  ['09:00', '9:00–10:00', ['上午', '9点', '九点', '上午9点', '9:00']],
  ['12:00', '12:00–13:00', ['下午', '12点', '十二点', '下午12点']],
  ['15:30', '15:30–16:30', ['下午', '3点半', '三点半', '下午三点半', '15:30', '3:30', '15点半']],
  ['19:00', '19:00–20:00', ['晚上', '7点', '晚上七点', '19点']],
])('calls the slot at %s by all its names', (from, label, names) => {
  const end = `${String(Number(from.slice(0, 2)) + 1).padStart(2, '0')}${from.slice(2)}`;
  const choice = slotChoice(slot(from, end));
  expect(choice.label).toBe(label);
  expect(choice.aliases).toEqual(expect.arrayContaining(names));
});

it('says days and slots as people do', () => {
  expect(describeDay('2026-12-06')).toBe('12月6日 周日');
  expect(describeSlot(slot('09:00', '10:00'))).toBe('11月23日 周一 9:00–10:00');
});
