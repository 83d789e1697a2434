import type { RouterContext } from '@koa/router';
import type { PlatformChange } from './snapshot';

const HEARTBEAT_MS = 20_000;
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

/** Something that changes and says so. */
export interface ChangeSource {
  onChange(listener: (change: PlatformChange) => void): () => void;
}

/**
 * Server-sent events: every change of the sources, until the reader leaves or the sandbox closes. Written past Koa,
 * which would report each reader that leaves as a failure.
 */
export function streamChanges(
  ctx: RouterContext,
  sources: readonly ChangeSource[],
  stopped: AbortSignal,
): void {
  const { res } = ctx;
  ctx.respond = false;
  res.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  res.write(': open\n\n');
  const pass = (change: PlatformChange) => {
    res.write(`data: ${JSON.stringify(change)}\n\n`);
    // A page that does not read is dropped; it connects again and reads the whole state.
    if (res.writableLength > MAX_BUFFERED_BYTES) res.destroy();
  };
  const subscriptions = sources.map((source) => source.onChange(pass));
  const heartbeat = setInterval(() => res.write(': here\n\n'), HEARTBEAT_MS);
  const end = () => res.end();
  stopped.addEventListener('abort', end);
  res.on('error', () => {});
  res.on('close', () => {
    clearInterval(heartbeat);
    for (const unsubscribe of subscriptions) unsubscribe();
    stopped.removeEventListener('abort', end);
  });
}
