import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Middleware } from 'koa';
import getRawBody from 'raw-body';
import type { FakePlatform } from '../fake-platform';
import type { FaultKind } from '../faults';
import { type ApiContext, refuse } from './reply';

const MAX_BODY = '12mb';
const MAX_LOGGED = 20_000;

/**
 * Goes around every call of the API: reads the body, records the call on arrival, plays the planned faults, and
 * records the answer. `path` is the address below the mount point.
 */
export function recordCalls(platform: FakePlatform, pathOf: (ctx: ApiContext) => string): Middleware {
  return async (koaContext, next) => {
    const ctx = koaContext as unknown as ApiContext;
    const path = pathOf(ctx);
    const bodyBytes = await getRawBody(ctx.req, { limit: MAX_BODY });
    const isText = !/multipart|octet-stream|image|audio|video/.test(ctx.get('content-type'));
    const bodyText = isText ? bodyBytes.toString('utf8') : `[${bodyBytes.length} bytes]`;
    const body = isText ? parseJson(bodyText) : undefined;
    const began = performance.now();
    const call = platform.log.addCall({
      at: platform.clock.now(),
      method: ctx.method,
      path,
      query: Object.fromEntries(Object.entries(ctx.query).map(([name, value]) => [name, String(value)])),
      bodyText: bodyText.slice(0, MAX_LOGGED),
      body,
      openid: openidOf(body) ?? openidOf(ctx.query),
      status: undefined,
      answer: undefined,
      errcode: undefined,
      rid: `${randomBytes(4).toString('hex')}-${randomBytes(4).toString('hex')}-${randomBytes(4).toString('hex')}`,
      durationMs: undefined,
      quotaLeft: undefined,
    });
    Object.assign(ctx.state, { call, bodyBytes });

    const answered = await playFault(ctx, platform.faults.take(path), next);
    platform.log.finishCall(call, {
      ...(answered ? { status: ctx.status, answer: describeAnswer(ctx.body) } : {}),
      durationMs: Math.round(performance.now() - began),
      quotaLeft: call.openid === undefined ? undefined : platform.quota(call.openid).left,
    });
  };
}

/** Runs the call with the fault, and says whether an answer goes out. */
async function playFault(
  ctx: ApiContext,
  fault: FaultKind | undefined,
  next: () => Promise<unknown>,
): Promise<boolean> {
  switch (fault?.kind) {
    case undefined:
      await next();
      return true;
    case 'errcode':
      refuse(ctx, fault.errcode, fault.errmsg);
      return true;
    case 'http':
      ctx.status = fault.status;
      ctx.body = '<html><body>Bad Gateway</body></html>';
      return true;
    case 'malformed':
      if (fault.processed === true) await next();
      ctx.status = 200;
      ctx.type = 'application/json';
      ctx.body = '{"errcode":0,"errmsg":"o';
      return true;
    case 'delay':
      await sleep(fault.delayMs);
      await next();
      return true;
    case 'cut':
    case 'silence':
      if (fault.processed === true) await next();
      // From here on Koa leaves the connection alone: it stays open and silent, or ends without an answer.
      ctx.respond = false;
      if (fault.kind === 'cut') ctx.req.socket.destroy();
      return false;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function openidOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { touser, openid } = value as { touser?: unknown; openid?: unknown };
  const found = touser ?? openid;
  return typeof found === 'string' ? found : undefined;
}

function describeAnswer(body: unknown): string {
  if (Buffer.isBuffer(body)) return `[${body.length} bytes]`;
  return typeof body === 'string' ? body : JSON.stringify(body ?? '');
}
