/** The account of the measurements: no real one, and never reachable from outside. */
export const ACCOUNT = {
  appId: 'wx00000000000bench',
  appSecret: 'bench-secret',
  token: 'benchtoken',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  originalId: 'gh_bench00000000',
} as const;

export type BenchMode = 'plain' | 'secure';
export const MODES: readonly BenchMode[] = ['plain', 'secure'];
