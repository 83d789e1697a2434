import type { Middleware } from 'koa';
import { AppError } from '../kernel/errors';
import type { Logger } from '../kernel/logger';

/** The one place that turns a failure into an HTTP answer: `{ error: { code, message } }`, the message for people, with
 * `details` where a program can do something with them. */
export function translateErrors(logger: Logger): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined)
        throw new AppError('NOT_FOUND', `no such address: ${ctx.path}`);
    } catch (error) {
      const known =
        error instanceof AppError
          ? error
          : new AppError('INTERNAL', 'an unexpected failure', { cause: error });
      if (known.status >= 500)
        logger.error({ err: known, path: ctx.path, method: ctx.method }, 'a request failed');
      else
        logger.debug({ code: known.code, message: known.message, path: ctx.path }, 'a request was refused');
      ctx.status = known.status;
      if (known.retryAfterSeconds !== undefined) ctx.set('Retry-After', String(known.retryAfterSeconds));
      const { code, userText: message, details } = known;
      ctx.body = { error: { code, message, ...(details === undefined ? {} : { details }) } };
    }
  };
}
