/**
 * Loaded before the program that is measured (`node --require`): tells over the channel what the process used so far.
 * The channel does not keep the process alive.
 */
export interface Usage {
  /** User and system time of all threads, in microseconds. */
  cpuUs: number;
  /** Resident memory, in bytes. */
  memory: number;
}

process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  const usage: Usage = { cpuUs: user + system, memory: process.memoryUsage.rss() };
  process.send?.(usage);
});
process.channel?.unref();
