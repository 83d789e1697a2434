import type { Context } from 'koa';
import getRawBody from 'raw-body';
import { z } from 'zod';
import { AppError } from '../../kernel/errors';

/** What a body may hold where a route says nothing else. */
const MAX_BODY_BYTES = 256 * 1024;

/** Where a value stands in the request, as people call it. */
const PLACES = { params: '地址', query: '查询参数', body: '请求内容' } as const;

const chinese = z.locales.zhCN().localeError;

/** Checks one part of a request. Throws BAD_REQUEST with a message that names each wrong field. */
export function checkInput(schema: z.ZodType, value: unknown, place: keyof typeof PLACES): unknown {
  const parsed = schema.safeParse(value, { error: chinese });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || PLACES[place]}：${issue.message}`,
  );
  throw new AppError('BAD_REQUEST', `wrong ${place}: ${problems.join('; ')}`, {
    userText: problems.join('；'),
  });
}

/** The JSON body of a request. Throws BAD_REQUEST when it is none, TOO_LARGE above `maxBytes` (256 KiB). */
export async function readJson(ctx: Context, maxBytes = MAX_BODY_BYTES): Promise<unknown> {
  // Nothing was sent: the schema says whether something is needed.
  if (!ctx.request.length && ctx.get('Transfer-Encoding') === '') return undefined;
  if (!ctx.is('application/json')) {
    throw new AppError('BAD_REQUEST', 'the body is not application/json', {
      userText: '请求内容应为 JSON（Content-Type: application/json）',
    });
  }
  const text = await readBody(ctx, maxBytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('BAD_REQUEST', 'the body is not valid JSON', {
      cause: error,
      userText: '请求内容不是有效的 JSON',
    });
  }
}

async function readBody(ctx: Context, maxBytes: number): Promise<string> {
  const declared = ctx.request.length;
  try {
    const options = { limit: maxBytes, encoding: 'utf8' };
    return await getRawBody(ctx.req, declared === undefined ? options : { ...options, length: declared });
  } catch (error) {
    const { type } = error as { type?: string };
    if (type === 'entity.too.large') {
      // The rest is not read: without this the client would go on sending it.
      ctx.set('Connection', 'close');
      throw new AppError('TOO_LARGE', `the body is larger than ${maxBytes} bytes`, { cause: error });
    }
    throw new AppError('BAD_REQUEST', 'the body broke off', { cause: error, userText: '请求内容不完整' });
  }
}
