import { z } from 'zod';
import { AppError } from '../../kernel/errors';
import { CHAT_READERS } from './chat-access';
import type { StaffApiDeps } from './deps';
import { HEARTBEAT_MS, openEventStream } from './event-stream';
import { defineRoute, type Route } from './route';

/** Pages of one account that may stay open at the same time. */
const MAX_STREAMS = 20;

/** The stream that tells open workbenches what changed. */
export function eventRoutes(deps: StaffApiDeps, heartbeatMs: number = HEARTBEAT_MS): Route[] {
  const open = new Map<string, number>();
  return [
    defineRoute({
      method: 'GET',
      path: '/api/events',
      summary:
        'Server-sent events chat.changed and message.created; an unknown Last-Event-ID gets the event reset',
      access: CHAT_READERS,
      success: { status: 200, schema: z.unknown(), contentType: 'text/event-stream' },
      failures: ['TOO_MANY_REQUESTS'],
      handle: async ({ session, ctx }) => {
        // The router answers HEAD with the handler of GET: a stream without a body would stay open for nothing.
        if (ctx.method === 'HEAD') return;
        const { id } = session.staff;
        const streams = (open.get(id) ?? 0) + 1;
        if (streams > MAX_STREAMS)
          throw new AppError('TOO_MANY_REQUESTS', 'too many open event streams', { retryAfterSeconds: 5 });
        open.set(id, streams);
        ctx.set({
          'Content-Type': 'text/event-stream; charset=utf-8',
          'Cache-Control': 'no-store, no-transform',
          // nginx would otherwise collect events before it passes them on.
          'X-Accel-Buffering': 'no',
        });
        ctx.status = 200;
        // Koa would report every page that goes away as a failed response; this one is ours from here on.
        ctx.respond = false;
        ctx.res.flushHeaders();
        ctx.res.once('close', () => open.set(id, (open.get(id) ?? 1) - 1));
        const lastEventId = ctx.get('Last-Event-ID');
        openEventStream(
          { ...deps, heartbeatMs },
          session,
          lastEventId === '' ? undefined : lastEventId,
          ctx.res,
        );
      },
    }),
  ];
}
