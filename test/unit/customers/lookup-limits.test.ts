import { LookupAlarm } from '../../../src/customers/lookup-alarm';
import { lookupHistoryMs, mayLookUp, type PastLookup } from '../../../src/customers/lookup-limits';
import fc from '../../helpers/fast-check';

const limits = { per_hour: 5, per_day: 20, misses_per_day: 10, lock_hours: 24, alarm_per_minute: 30 };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = 100 * DAY;
const past = (count: number, everyMs: number, hit = true): PastLookup[] =>
  Array.from({ length: count }, (_, n) => ({ at: NOW - n * everyMs, hit }));

describe('how often a follower may look up', () => {
  it('is five times an hour, counted back from now', () => {
    expect(mayLookUp(past(4, MINUTE), limits, NOW)).toBe(true);
    expect(mayLookUp(past(5, MINUTE), limits, NOW)).toBe(false);
    expect(mayLookUp(past(5, MINUTE), limits, NOW + HOUR - 4 * MINUTE)).toBe(true);
  });

  it('is twenty times a day', () => {
    expect(mayLookUp(past(19, HOUR), limits, NOW)).toBe(true);
    expect(mayLookUp(past(20, HOUR), limits, NOW)).toBe(false);
  });

  it('ends with the tenth miss of a day, for 24 hours from that miss', () => {
    expect(mayLookUp(past(9, HOUR, false), limits, NOW)).toBe(true);
    const ten = past(10, 2 * HOUR, false);
    expect(mayLookUp(ten, limits, NOW)).toBe(false);
    expect(mayLookUp(ten, limits, NOW + DAY - 1)).toBe(false);
    expect(mayLookUp(ten, limits, NOW + DAY)).toBe(true);
  });

  it('does not count misses that are more than a day apart together', () => {
    expect(mayLookUp(past(10, 3 * HOUR, false), limits, NOW)).toBe(true);
  });

  it('does not count what was found as a miss', () => {
    expect(mayLookUp([...past(9, HOUR, false), ...past(2, 40 * MINUTE)], limits, NOW)).toBe(true);
  });

  it('never allows more than the limits, however the follower times it, and always allows again after a pause', () => {
    const gaps = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 3 * HOUR }), hit: fc.boolean() }), {
      maxLength: 120,
    });
    fc.assert(
      fc.property(gaps, (tries) => {
        const done: PastLookup[] = [];
        let now = NOW;
        for (const { wait, hit } of tries) {
          now += wait;
          const seen = done.filter(({ at }) => at > now - lookupHistoryMs(limits));
          if (mayLookUp(seen, limits, now)) done.push({ at: now, hit });
        }
        for (const { at } of done) {
          const within = (ms: number) => done.filter((one) => one.at <= at && one.at > at - ms);
          expect(within(HOUR).length).toBeLessThanOrEqual(limits.per_hour);
          expect(within(DAY).length).toBeLessThanOrEqual(limits.per_day);
          expect(within(DAY).filter(({ hit }) => !hit).length).toBeLessThanOrEqual(limits.misses_per_day);
        }
        expect(mayLookUp(done, limits, now + DAY)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the alarm', () => {
  it('is raised once when thirty look-ups fall into a minute, and again after it was quiet', () => {
    const raised: number[] = [];
    const alarm = new LookupAlarm(30, (count) => raised.push(count));
    for (let n = 0; n < 29; n += 1) alarm.count(NOW + n);
    expect(raised).toEqual([]);
    for (let n = 0; n < 20; n += 1) alarm.count(NOW + 100 + n);
    expect(raised).toEqual([30]);
    alarm.count(NOW + 5 * MINUTE);
    for (let n = 0; n < 29; n += 1) alarm.count(NOW + 5 * MINUTE + n);
    expect(raised).toEqual([30, 30]);
  });

  it('is not raised by thirty look-ups that take longer', () => {
    const raised: number[] = [];
    const alarm = new LookupAlarm(30, (count) => raised.push(count));
    for (let n = 0; n < 300; n += 1) alarm.count(NOW + n * 2_100);
    expect(raised).toEqual([]);
  });
});
