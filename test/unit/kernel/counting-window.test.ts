import { ManualClock } from '../../../src/kernel/clock';
import { CountingWindow } from '../../../src/kernel/counting-window';

const start = () => {
  const clock = new ManualClock(1_000_000);
  return { clock, window: new CountingWindow({ points: 2, seconds: 10 }, clock) };
};

describe('a counting window', () => {
  it('allows so many times for each key, counted from the first', () => {
    const { clock, window } = start();
    expect([window.take('a'), window.take('a'), window.take('a')]).toEqual([true, true, false]);
    expect(window.take('b')).toBe(true);
    clock.advance(9_999);
    expect(window.take('a')).toBe(false);
    clock.advance(1);
    expect(window.take('a')).toBe(true);
  });

  it('forgets keys whose window is over', () => {
    const { clock, window } = start();
    for (let key = 0; key < 100; key += 1) window.take(`k${key}`);
    expect(window.size).toBe(100);
    clock.advance(10_000);
    window.take('late');
    expect(window.size).toBe(1);
  });

  it('does not shut anybody out when the clock is set back', () => {
    const { clock, window } = start();
    for (let count = 0; count < 3; count += 1) window.take('a');
    clock.advance(-3_600_000);
    expect(window.take('a')).toBe(true);
    expect(window.size).toBe(1);
  });
});
