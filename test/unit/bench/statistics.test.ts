import { median, medianRatio, percentile, summarise } from '../../../src/cli/bench/statistics';

describe('the arithmetic of the measurements', () => {
  it.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
    [0, 1],
    [0.005, 1],
  ])('takes percentile %d of 1…100 by nearest rank', (p, expected) => {
    const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(samples, p)).toBe(expected);
  });

  it('has no percentile and no median of nothing', () => {
    expect(percentile([], 0.5)).toBeNaN();
    expect(median([])).toBeNaN();
  });

  it('takes the middle one, or the mean of the two in the middle', () => {
    expect(median([9, 1, 4])).toBe(4);
    expect(median([9, 1, 4, 2])).toBe(3);
  });

  it('leaves the samples in their order', () => {
    const samples = [3, 1, 2];
    median(samples);
    percentile(samples, 0.5);
    expect(samples).toEqual([3, 1, 2]);
  });

  it('weighs CPU by messages and takes the median of the rates', () => {
    const speed = summarise([
      { messages: 100, seconds: 1, cpuUs: 1_000 },
      { messages: 300, seconds: 1, cpuUs: 9_000 },
      { messages: 200, seconds: 1, cpuUs: 2_000 },
    ]);
    expect(speed).toEqual({ rate: 200, cpuUsPerMessage: 20 });
  });

  it('compares round by round, so that one slow round does not decide', () => {
    const burst = (messages: number) => ({ messages, seconds: 1, cpuUs: 1 });
    const ours = [burst(50), burst(1), burst(40)];
    const base = [burst(100), burst(100), burst(100)];
    expect(medianRatio(ours, base)).toBe(0.4);
  });
});
