import Router from '@koa/router';
import type { Context } from 'koa';
import getRawBody from 'raw-body';
import type { Clock } from '../kernel/clock';
import { AppError } from '../kernel/errors';
import type { Logger } from '../kernel/logger';
import type { TurnReply } from '../turns';
import {
  ACKNOWLEDGEMENT,
  type InboundMessage,
  MAX_BODY_BYTES,
  type Opened,
  type PassiveReply,
  type Receiver,
  repliesPossible,
  writeReply,
} from '../wechat';

export interface WebhookDeps {
  receiver: Receiver;
  clock: Clock;
  logger: Logger;
  receive(message: InboundMessage, delivery: { arrivedAt: number; isOpen(): boolean }): Promise<TurnReply>;
  /** A delivery took a reply that was already late. */
  replyTaken(turnId: number): Promise<void>;
  onRefused(code: string): void;
  /** The one account of the platform's agent tool that gets what is passed on; default: whoever is free. */
  kfAccount?: string | undefined;
}

/** `GET|POST /wechat`: what the platform calls. Refusals are plain text; the platform reads nothing else. */
export function createWebhookRouter(deps: WebhookDeps): Router {
  const router = new Router();
  router.get('/wechat', (ctx) =>
    refuseInPlainText(ctx, deps, () => {
      ctx.set('Cache-Control', 'no-store');
      ctx.type = 'text/plain; charset=utf-8';
      ctx.body = deps.receiver.verifyUrl(ctx.query);
    }),
  );
  router.post('/wechat', (ctx) => refuseInPlainText(ctx, deps, () => answerPush(ctx, deps)));
  return router;
}

async function answerPush(ctx: Context, deps: WebhookDeps): Promise<void> {
  const arrivedAt = deps.clock.now();
  const body = await readBody(ctx);
  const opened = deps.receiver.open(ctx.query, body);
  const { res } = ctx;
  const reply = await deps.receive(opened.message, {
    arrivedAt,
    isOpen: () => !res.destroyed && !res.closed,
  });
  if (reply.late && reply.turnId !== undefined) {
    const { turnId } = reply;
    res.once('finish', () => {
      deps
        .replyTaken(turnId)
        .catch((error: unknown) => deps.logger.error({ err: error }, 'a late reply could not be called off'));
    });
  }
  const text = sealReply(reply, opened, ctx, deps);
  ctx.status = 200;
  ctx.type = text === ACKNOWLEDGEMENT ? 'text/plain' : 'application/xml';
  ctx.body = text;
}

function sealReply(reply: TurnReply, opened: Opened, ctx: Context, deps: WebhookDeps): string {
  const { text, transfer } = reply;
  if ((text === null && transfer !== true) || !repliesPossible(opened.message)) return ACKNOWLEDGEMENT;
  const now = deps.clock.now();
  const passive: PassiveReply =
    text === null
      ? { kind: 'transfer', ...(deps.kfAccount === undefined ? {} : { kfAccount: deps.kfAccount }) }
      : { kind: 'text', content: text };
  const xml = writeReply(passive, opened.message, now);
  const nonce = typeof ctx.query.nonce === 'string' ? ctx.query.nonce : '';
  return deps.receiver.seal(xml, opened, { timestamp: Math.floor(now / 1000), nonce });
}

async function readBody(ctx: Context): Promise<Buffer> {
  try {
    return await getRawBody(ctx.req, { limit: MAX_BODY_BYTES, length: ctx.request.length ?? null });
  } catch (error) {
    throw new AppError('WECHAT_MALFORMED', 'the body is too large or was cut off', { cause: error });
  }
}

async function refuseInPlainText(
  ctx: Context,
  deps: WebhookDeps,
  answer: () => void | Promise<void>,
): Promise<void> {
  try {
    await answer();
  } catch (error) {
    const known =
      error instanceof AppError ? error : new AppError('INTERNAL', 'the webhook failed', { cause: error });
    deps.onRefused(known.code);
    if (known.status >= 500) deps.logger.error({ err: known }, 'a delivery failed');
    else deps.logger.warn({ code: known.code, reason: known.message }, 'a delivery was refused');
    ctx.status = known.status;
    ctx.type = 'text/plain; charset=utf-8';
    ctx.body = known.code;
  }
}
