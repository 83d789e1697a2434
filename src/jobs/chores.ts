import type { Logger } from '../kernel/logger';

/** Small regular work; a failure is logged and does not stop the next round. */
export function startChores(
  chores: readonly (readonly [everyMs: number, work: () => Promise<unknown>])[],
  logger: Logger,
): NodeJS.Timeout[] {
  return chores.map(([everyMs, work]) => {
    const timer = setInterval(() => {
      work().catch((error: unknown) => logger.warn({ err: error }, 'a regular chore failed'));
    }, everyMs);
    timer.unref();
    return timer;
  });
}
