/** The value below which a share `p` (0–1) of the samples lies, by nearest rank; NaN without samples. */
export function percentile(samples: readonly number[], p: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = Math.ceil(p * sorted.length);
  return sorted[Math.min(sorted.length - 1, Math.max(0, rank - 1))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** What one burst of messages came to. */
export interface Burst {
  messages: number;
  seconds: number;
  /** CPU time of the process that answered, all its threads, in microseconds. */
  cpuUs: number;
}

export interface Speed {
  /** Messages per second, the median of the rounds. */
  rate: number;
  /** CPU microseconds per message, over all rounds together. */
  cpuUsPerMessage: number;
}

export function summarise(bursts: readonly Burst[]): Speed {
  const total = (read: (burst: Burst) => number) => bursts.reduce((sum, burst) => sum + read(burst), 0);
  return {
    rate: median(bursts.map((burst) => burst.messages / burst.seconds)),
    cpuUsPerMessage: total((burst) => burst.cpuUs) / total((burst) => burst.messages),
  };
}

/**
 * The rate of `ours` as a share of `base`, round by round, and the median of that: the two bursts of a round run one
 * right after the other, so that what else the machine does weighs on both alike.
 */
export function medianRatio(ours: readonly Burst[], base: readonly Burst[]): number {
  const ratios = ours.flatMap((burst, round) => {
    const beside = base[round];
    return beside === undefined ? [] : [burst.messages / burst.seconds / (beside.messages / beside.seconds)];
  });
  return median(ratios);
}
