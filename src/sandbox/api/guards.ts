import type { RouterMiddleware } from '@koa/router';
import type { FakePlatform } from '../fake-platform';
import { type ApiContext, type ApiState, queryValue, refuse } from './reply';

export type ApiMiddleware = RouterMiddleware<ApiState>;

/** `\uXXXX` outside an escaped backslash: the platform refuses such bodies. */
const UNICODE_ESCAPE = /(?:^|[^\\])(?:\\\\)*\\u[0-9a-fA-F]{4}/;

/** Lets a call through only with a living access_token in the query (41001, 40001, 42001). */
export function needToken(platform: FakePlatform): ApiMiddleware {
  return async (ctx, next) => {
    const problem = platform.tokens.check(queryValue(ctx, 'access_token'));
    if (problem !== 0) refuse(ctx, problem);
    else await next();
  };
}

/** Lets a call through only with a JSON object as its body (44002, 40033, 47001). */
export const needJson: ApiMiddleware = async (ctx, next) => {
  const problem = checkJson(ctx);
  if (problem !== 0) refuse(ctx, problem);
  else await next();
};

function checkJson(ctx: ApiContext): number {
  const { call, bodyBytes } = ctx.state;
  if (bodyBytes.length === 0) return 44002;
  if (UNICODE_ESCAPE.test(bodyBytes.toString('utf8'))) return 40033;
  return typeof call.body === 'object' && call.body !== null && !Array.isArray(call.body) ? 0 : 47001;
}

/** Counts calls per path and Beijing day; past the limit: 45009. */
export class DailyQuota {
  private day = '';
  private used = new Map<string, number>();

  constructor(
    private readonly platform: FakePlatform,
    private readonly limits: Record<string, number>,
  ) {}

  limitOf(path: string): number | undefined {
    return Object.hasOwn(this.limits, path) ? this.limits[path] : undefined;
  }

  usedOf(path: string): number {
    this.turnOver();
    return this.used.get(path) ?? 0;
  }

  clear(path?: string): void {
    if (path === undefined) this.used.clear();
    else this.used.delete(path);
  }

  guard(path: string): ApiMiddleware {
    return async (ctx, next) => {
      this.turnOver();
      const used = this.usedOf(path);
      if (used >= (this.limitOf(path) ?? Number.POSITIVE_INFINITY)) {
        refuse(ctx, 45009);
        return;
      }
      this.used.set(path, used + 1);
      await next();
    };
  }

  private turnOver(): void {
    const today = new Date(this.platform.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    if (today !== this.day) {
      this.day = today;
      this.used = new Map();
    }
  }
}
