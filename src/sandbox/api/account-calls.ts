import { z } from 'zod';
import { randomId } from '../../kernel/ids';
import type { FakePlatform } from '../fake-platform';
import type { DailyQuota } from './guards';
import { type ApiContext, jsonBody, queryValue, refuse, succeed } from './reply';

/** GET /cgi-bin/user/info (protocol §5.8): no name and no picture since 2021-12-27. */
export function userInfo(platform: FakePlatform): (ctx: ApiContext) => void {
  return (ctx) => {
    const openid = queryValue(ctx, 'openid');
    if (openid === undefined) return refuse(ctx, 41009);
    const follower = platform.followers.find(openid);
    if (follower === undefined) return refuse(ctx, 40003);
    if (!follower.following) {
      ctx.body = { subscribe: 0, openid };
      return;
    }
    const scanned = follower.followScene !== '';
    const number = /^\d{1,9}$/.test(follower.followScene) ? Number(follower.followScene) : 0;
    ctx.body = {
      subscribe: 1,
      openid,
      language: '',
      subscribe_time: Math.floor(follower.followedAt / 1000),
      remark: '',
      groupid: 0,
      tagid_list: [],
      subscribe_scene: scanned ? 'ADD_SCENE_QR_CODE' : 'ADD_SCENE_SEARCH',
      qr_scene: number,
      qr_scene_str: number === 0 ? follower.followScene : '',
    };
  };
}

const scene = z.object({
  expire_seconds: z.number().int().min(1).max(2_592_000).default(60),
  action_name: z.enum(['QR_SCENE', 'QR_STR_SCENE', 'QR_LIMIT_SCENE', 'QR_LIMIT_STR_SCENE']),
  action_info: z.object({
    scene: z.object({
      scene_id: z.number().int().min(1).max(4_294_967_295).optional(),
      scene_str: z.string().min(1).max(64).optional(),
    }),
  }),
});

/** POST /cgi-bin/qrcode/create (protocol §5.9). The code's content names the scene, for whoever plays the phone. */
export function createQrCode(ctx: ApiContext) {
  const parsed = scene.safeParse(jsonBody(ctx));
  if (!parsed.success) return refuse(ctx, 40035);
  const { action_name: action, expire_seconds: seconds, action_info: info } = parsed.data;
  const value = action.includes('STR') ? info.scene.scene_str : info.scene.scene_id;
  const tooHigh = action === 'QR_LIMIT_SCENE' && Number(value) > 100_000;
  if (value === undefined || tooHigh) return refuse(ctx, 40035);
  ctx.body = {
    ticket: `gQ${randomId()}${randomId()}`,
    ...(action.includes('LIMIT') ? {} : { expire_seconds: seconds }),
    url: `http://weixin.qq.com/q/${encodeURIComponent(String(value))}`,
  };
}

/** GET /cgi-bin/getcallbackip */
export function callbackIps(ctx: ApiContext): void {
  ctx.body = { ip_list: ['127.0.0.1'] };
}

/** POST /cgi-bin/openapi/quota/get */
export function getQuota(quota: DailyQuota): (ctx: ApiContext) => void {
  return (ctx) => {
    const path = jsonBody(ctx).cgi_path;
    const limit = typeof path === 'string' ? quota.limitOf(path) : undefined;
    if (typeof path !== 'string' || limit === undefined) return refuse(ctx, 76022);
    const used = quota.usedOf(path);
    succeed(ctx, { quota: { daily_limit: limit, used, remain: limit - used } });
  };
}

/** POST /cgi-bin/openapi/quota/clear: one path. */
export function clearPathQuota(quota: DailyQuota): (ctx: ApiContext) => void {
  return (ctx) => {
    const path = jsonBody(ctx).cgi_path;
    if (typeof path !== 'string' || quota.limitOf(path) === undefined) return refuse(ctx, 76022);
    quota.clear(path);
    succeed(ctx);
  };
}

/** POST /cgi-bin/clear_quota, ten times a calendar month (Beijing time). */
export function clearQuota(platform: FakePlatform, quota: DailyQuota): (ctx: ApiContext) => void {
  const uses = new Map<string, number>();
  return (ctx) => {
    if (jsonBody(ctx).appid !== platform.account.appId) return refuse(ctx, 40013);
    const month = new Date(platform.clock.now() + 8 * 3_600_000).toISOString().slice(0, 7);
    const used = uses.get(month) ?? 0;
    if (used >= 10) return refuse(ctx, 48006);
    uses.set(month, used + 1);
    quota.clear();
    succeed(ctx);
  };
}

/** POST /cgi-bin/openapi/rid/get: what the platform remembers of a request. */
export function getRequest(platform: FakePlatform): (ctx: ApiContext) => void {
  return (ctx) => {
    const { rid } = jsonBody(ctx);
    const call = platform.apiCalls.find((entry) => entry.rid === rid && entry !== ctx.state.call);
    if (call === undefined) return refuse(ctx, 40035);
    const request = {
      invoke_time: Math.floor(call.at / 1000),
      cost_in_ms: call.durationMs ?? 0,
      request_url: call.path,
      request_body: call.bodyText,
      response_body: call.answer ?? '',
    };
    succeed(ctx, { request });
  };
}
