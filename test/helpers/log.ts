import { Writable } from 'node:stream';
import { createLogger } from '../../src/kernel/logger';

/** A logger whose lines a test can read. */
export function captureLog(level = 'trace') {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { logger: createLogger(level, destination), lines };
}

export const silentLogger = createLogger('silent');
