import Router from '@koa/router';
import {
  callbackIps,
  clearPathQuota,
  clearQuota,
  createQrCode,
  getQuota,
  getRequest,
  userInfo,
} from './api/account-calls';
import { type ApiMiddleware, DailyQuota, needJson, needToken } from './api/guards';
import { downloadMedia, serveMedia, uploadMedia } from './api/media-calls';
import { createMenu, deleteMenu, getMenu } from './api/menu-calls';
import { sendCustom, sendTemplate, sendTyping } from './api/message-calls';
import { OauthCalls } from './api/oauth-calls';
import { recordCalls } from './api/recorder';
import { type ApiContext, type ApiState, refuse } from './api/reply';
import { plainToken, stableToken } from './api/token-calls';
import type { FakePlatform } from './fake-platform';

/** Calls a day of the classic table (protocol §7.2). */
const DAILY_LIMITS: Record<string, number> = {
  '/cgi-bin/token': 2000,
  '/cgi-bin/stable_token': 500_000,
  '/cgi-bin/message/custom/send': 500_000,
  '/cgi-bin/message/custom/typing': 500_000,
  '/cgi-bin/message/template/send': 100_000,
  '/cgi-bin/menu/create': 1000,
  '/cgi-bin/menu/get': 10_000,
  '/cgi-bin/menu/delete': 1000,
  '/cgi-bin/media/upload': 100_000,
  '/cgi-bin/media/get': 200_000,
  '/cgi-bin/qrcode/create': 100_000,
  '/cgi-bin/user/info': 5_000_000,
};

export interface PlatformApiOptions {
  /** Where the API is mounted, `` at the root. */
  prefix: string;
  /** The address of the mount point, as the account sees it. */
  baseUrl: () => string;
  dailyLimits?: Record<string, number>;
  /** Template ids of the account; any id counts when this is left out. */
  templates?: string[];
}

type Handler = (ctx: ApiContext) => void | Promise<void>;

/** The platform's HTTP API as a router: the calls of protocol §5 that an account needs. */
export function createPlatformApi(platform: FakePlatform, options: PlatformApiOptions): Router<ApiState> {
  const { prefix, baseUrl } = options;
  const router = new Router<ApiState>(prefix === '' ? {} : { prefix });
  const quota = new DailyQuota(platform, { ...DAILY_LIMITS, ...options.dailyLimits });
  const token = needToken(platform);
  const oauth = new OauthCalls(platform);
  const methods = new Map<string, string>();

  // Pictures of messages (PicUrl) and videos have public addresses of their own; these are no API calls.
  router.get('/mmbiz/:mediaId', (ctx) => {
    if (!serveMedia(platform, ctx.params.mediaId ?? '', ctx)) ctx.status = 404;
  });
  router.use(recordCalls(platform, (ctx) => ctx.path.slice(prefix.length)) as ApiMiddleware);

  const serve = (method: 'get' | 'post', path: string, guards: ApiMiddleware[], handler: Handler) => {
    methods.set(path, method.toUpperCase());
    router[method](path, ...guards, quota.guard(path), handler);
  };
  const get = (path: string, handler: Handler) => serve('get', path, [token], handler);
  const post = (path: string, handler: Handler) => serve('post', path, [token, needJson], handler);

  serve('get', '/cgi-bin/token', [], plainToken(platform));
  serve('post', '/cgi-bin/stable_token', [needJson], stableToken(platform));
  post('/cgi-bin/message/custom/send', sendCustom(platform));
  post('/cgi-bin/message/custom/typing', sendTyping(platform));
  post('/cgi-bin/message/template/send', sendTemplate(platform, toSet(options.templates)));
  post('/cgi-bin/menu/create', createMenu(platform));
  get('/cgi-bin/menu/get', getMenu(platform));
  get('/cgi-bin/menu/delete', deleteMenu(platform));
  serve('post', '/cgi-bin/media/upload', [token], uploadMedia(platform));
  get(
    '/cgi-bin/media/get',
    downloadMedia(platform, (mediaId) => `${baseUrl()}/mmbiz/${mediaId}`),
  );
  get('/cgi-bin/user/info', userInfo(platform));
  post('/cgi-bin/qrcode/create', createQrCode);
  get('/cgi-bin/getcallbackip', callbackIps);
  post('/cgi-bin/openapi/quota/get', getQuota(quota));
  post('/cgi-bin/openapi/quota/clear', clearPathQuota(quota));
  post('/cgi-bin/openapi/rid/get', getRequest(platform));
  post('/cgi-bin/clear_quota', clearQuota(platform, quota));
  serve('get', '/connect/oauth2/authorize', [], oauth.authorize);
  serve('get', '/sns/oauth2/access_token', [], oauth.exchange);
  router.all('/{*path}', (ctx) => {
    const method = methods.get(ctx.path.slice(prefix.length));
    if (method === undefined) refuse(ctx, 40066);
    else refuse(ctx, method === 'POST' ? 43002 : 43001);
  });
  return router;
}

function toSet(values: string[] | undefined): ReadonlySet<string> | undefined {
  return values === undefined ? undefined : new Set(values);
}
