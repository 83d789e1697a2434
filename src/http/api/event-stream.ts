import type { Writable } from 'node:stream';
import type { Presence } from '../../handoff';
import type { Logger } from '../../kernel/logger';
import { hasRole, type SessionService, type StaffSession } from '../../staff';
import type { EventHub, NumberedEvent } from './event-hub';

/** Keeps proxies from closing an idle stream, shows that the page is alive, and re-checks its session. */
export const HEARTBEAT_MS = 15_000;

/** A page that does not read is dropped; it connects again and gets what it missed. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

/** How long a page waits before it connects again. */
const RETRY_MS = 2_000;

export interface EventStreamDeps {
  hub: EventHub;
  presence: Presence;
  sessions: SessionService;
  logger: Logger;
  heartbeatMs: number;
}

/**
 * Writes one event stream (text/event-stream, HTML standard § 9.2) to `stream` until it closes. It begins with the
 * events after `lastEventId`, or with `reset` when that id is unknown: the page then reads everything anew. A first
 * block with only an id tells a page that saw no event yet where it stands, without dispatching anything.
 */
export function openEventStream(
  deps: EventStreamDeps,
  session: StaffSession,
  lastEventId: string | undefined,
  stream: Writable,
): void {
  const { hub, presence, sessions, logger } = deps;
  const write = (text: string) => {
    if (stream.writableEnded || stream.destroyed) return;
    stream.write(text);
    if (stream.writableLength > MAX_BUFFERED_BYTES) stream.destroy();
  };

  write(`retry: ${RETRY_MS}\n`);
  const missed = lastEventId === undefined ? [] : hub.since(parseId(lastEventId));
  if (missed === undefined) write(`event: reset\nid: ${hub.lastId}\ndata: {}\n\n`);
  else if (missed.length === 0) write(`id: ${hub.lastId}\n\n`);
  else for (const numbered of missed) write(format(numbered));

  const lease = hasRole(session.staff, ['agent']) ? presence.connect(session.staff.id) : undefined;
  const heartbeat = setInterval(() => {
    sessions.stillValid(session).then(
      (valid) => {
        if (valid === undefined) {
          stream.end();
          return;
        }
        lease?.renew();
        write(': heartbeat\n\n');
      },
      (error: unknown) => logger.warn({ err: error }, 'the session of an event stream could not be checked'),
    );
  }, deps.heartbeatMs);
  heartbeat.unref();
  // Subscribed in the same tick as the replay above: nothing is published in between.
  const unsubscribe = hub.subscribe({
    onEvent: (numbered) => write(format(numbered)),
    onClose: () => {
      stream.end();
    },
  });
  stream.once('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
    lease?.release();
  });
}

function format({ id, event }: NumberedEvent): string {
  return `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function parseId(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}
