import type { RouterContext } from '@koa/router';
import type { ApiCall } from '../snapshot';

/** What the handlers of the platform's API share: the call as logged and its raw body. */
export interface ApiState {
  call: ApiCall;
  bodyBytes: Buffer;
}
export type ApiContext = RouterContext<ApiState>;

/** The platform's words for its refusals; codes without words answer `error`. */
const MESSAGES: Record<number, string> = {
  0: 'ok',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40004: 'invalid media type',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40009: 'invalid image size',
  40010: 'invalid voice size',
  40011: 'invalid video size',
  40012: 'invalid thumb size',
  40013: 'invalid appid',
  40016: 'invalid button size',
  40017: 'invalid button type',
  40018: 'invalid button name size',
  40019: 'invalid button key size',
  40020: 'invalid button url size',
  40022: 'invalid sub menu level',
  40023: 'invalid sub button size',
  40024: 'invalid sub button type',
  40025: 'invalid sub button name size',
  40026: 'invalid sub button key size',
  40027: 'invalid sub button url size',
  40029: 'invalid code',
  40033: 'invalid charset. please check your request, if include \\uxxxx will create fail',
  40035: 'invalid parameter',
  40037: 'invalid template_id',
  40066: 'invalid url',
  40125: 'invalid appsecret',
  40163: 'code been used',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41005: 'media data missing',
  41006: 'media_id missing',
  41008: 'missing code',
  41009: 'missing openid',
  42001: 'access_token expired',
  42003: 'code expired',
  43001: 'require GET method',
  43002: 'require POST method',
  43004: 'require subscribe',
  44002: 'empty post data',
  44004: 'empty content',
  45002: 'content size out of limit',
  45008: 'article size out of limit',
  45009: 'reach max api daily quota limit',
  45015: 'response out of time limit or subscription is canceled',
  45047: 'out of response count limit',
  45072: 'invalid typing command',
  45080: 'need interaction within 30 seconds before typing',
  45081: 'already in typing status',
  46003: 'menu no exist',
  47001: 'data format error',
  48006: 'forbid to clear quota because of reaching the limit',
  76022: 'could not use this cgi_path, no permission',
};

/** Answers an error as the platform does: HTTP 200, `errmsg` ends with the request's rid. */
export function refuse(ctx: ApiContext, errcode: number, errmsg?: string): void {
  ctx.state.call.errcode = errcode;
  ctx.body = { errcode, errmsg: `${errmsg ?? MESSAGES[errcode] ?? 'error'} rid: ${ctx.state.call.rid}` };
}

export function succeed(ctx: ApiContext, result: Record<string, unknown> = {}): void {
  ctx.state.call.errcode = 0;
  ctx.body = { errcode: 0, errmsg: 'ok', ...result };
}

/** The JSON body of a call that the recorder has already checked to be an object. */
export function jsonBody(ctx: ApiContext): Record<string, unknown> {
  return ctx.state.call.body as Record<string, unknown>;
}

export function queryValue(ctx: ApiContext, name: string): string | undefined {
  const value = ctx.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
