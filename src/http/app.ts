import type Router from '@koa/router';
import helmet from 'helmet';
import Koa, { type Middleware } from 'koa';
import { AppError } from '../kernel/errors';
import type { Logger } from '../kernel/logger';
import { translateErrors } from './error-middleware';

export interface AppParts {
  logger: Logger;
  /** Whether X-Forwarded-* headers of a proxy are believed. */
  trustProxy: boolean;
  /** The webhook comes first: it is the path of every message, and answers in its own words. */
  webhook: Router;
  routers: readonly Router[];
}

/** The Koa application: the webhook, then everything people open, behind security headers and one error translator. */
export function createApp(parts: AppParts): Koa {
  const app = new Koa({ proxy: parts.trustProxy });
  app.silent = true;
  app.on('error', (error: NodeJS.ErrnoException) => {
    // A platform or browser that hangs up is not a fault of ours.
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE' || error.code === 'ECONNABORTED') return;
    parts.logger.error({ err: error }, 'the HTTP layer failed');
  });
  app.use(parts.webhook.routes());
  app.use(securityHeaders());
  app.use(translateErrors(parts.logger));
  for (const router of parts.routers) {
    app.use(router.routes());
    app.use(
      router.allowedMethods({
        throw: true,
        methodNotAllowed: () =>
          new AppError('METHOD_NOT_ALLOWED', 'the address exists, but not with this method'),
      }),
    );
  }
  return app;
}

/** Our pages load nothing from elsewhere and are framed by nobody. */
function securityHeaders(): Middleware {
  const handler = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'data:', 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Set by the proxy that speaks https, if it wants it.
    strictTransportSecurity: false,
  });
  return (ctx, next) =>
    new Promise<void>((resolve, reject) => {
      handler(ctx.req, ctx.res, (error) => (error === undefined ? resolve() : reject(error)));
    }).then(next);
}
