import type { RouterContext } from '@koa/router';
import getRawBody from 'raw-body';
import type { z } from 'zod';

/** The body as `schema` reads it; undefined when it was refused, and the answer is then written. */
export async function readJson<S extends z.ZodType>(
  ctx: RouterContext,
  schema: S,
): Promise<z.output<S> | undefined> {
  const text = await getRawBody(ctx.req, { limit: '64kb', encoding: 'utf8' });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  refuse(ctx, 400, 'BAD_REQUEST', '请求格式不正确');
  return undefined;
}

export function refuse(ctx: RouterContext, status: number, code: string, message: string): void {
  ctx.status = status;
  ctx.body = { error: { code, message } };
}
