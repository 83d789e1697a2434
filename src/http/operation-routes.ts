import { createHash, timingSafeEqual } from 'node:crypto';
import Router from '@koa/router';
import type { Registry } from 'prom-client';
import { AppError } from '../kernel/errors';

export interface OperationDeps {
  registry: Registry;
  /** Shows the metrics on this port, for those who know it. */
  metricsToken: string | undefined;
  /** Names of the parts that cannot serve now; empty when all can. */
  unready: () => Promise<string[]>;
}

/** `/healthz` the process lives · `/readyz` it can serve · `/metrics` behind a token. */
export function createOperationRouter(deps: OperationDeps): Router {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get('/readyz', async (ctx) => {
    const unready = await deps.unready();
    ctx.status = unready.length === 0 ? 200 : 503;
    ctx.body = unready.length === 0 ? { status: 'ready' } : { status: 'unready', parts: unready };
  });
  router.get('/metrics', async (ctx) => {
    const given = /^Bearer (.+)$/.exec(ctx.get('authorization'))?.[1];
    if (deps.metricsToken === undefined || given === undefined || !sameSecret(given, deps.metricsToken)) {
      throw new AppError(
        'NOT_FOUND',
        'metrics are served on their own port, or here with METRICS_TOKEN as bearer token',
      );
    }
    ctx.type = deps.registry.contentType;
    ctx.body = await deps.registry.metrics();
  });
  return router;
}

function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
