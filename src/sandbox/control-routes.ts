import Router, { type RouterContext } from '@koa/router';
import getRawBody from 'raw-body';
import { randomId } from '../kernel/ids';
import { serveMedia } from './api/media-calls';
import { streamChanges } from './change-stream';
import { readJson, refuse } from './control-http';
import {
  actionSchema,
  type ClockMove,
  type ControlAction,
  clockSchema,
  faultSchema,
  newFollowerSchema,
  quotaSchema,
} from './control-schema';
import type { SendOutcome } from './conversations';
import type { FakePlatform } from './fake-platform';
import { NO_QUOTA, usedUp } from './quota-window';
import type { SmsInbox } from './sms-inbox';
import type { ControlState } from './snapshot';
import type { TimeTravel } from './time-travel';
import { tomorrowAt } from './tomorrow';

const MAX_MEDIA = '10mb';

/**
 * The pages' way to the platform: `state` once, then `events` as they happen, and `act` for what a follower does.
 * A call with `?wait=1` answers when the delivery is over, with its outcome; otherwise at once.
 */
export function createControlRoutes(
  platform: FakePlatform,
  { travel, inbox }: { travel: TimeTravel; inbox: SmsInbox },
  stopped: AbortSignal,
  exportConversation: (openid: string) => Promise<string | undefined> = async () => undefined,
): Router {
  const router = new Router({ prefix: '/sandbox/control' });

  router.get('/state', (ctx) => {
    ctx.set('cache-control', 'no-store');
    ctx.body = {
      ...platform.snapshot(),
      clock: travel.view(),
      sms: inbox.list(),
    } satisfies ControlState;
  });
  router.get('/events', (ctx) => streamChanges(ctx, [platform, travel, inbox], stopped));
  router.get('/media/:mediaId', (ctx) => {
    if (!serveMedia(platform, ctx.params.mediaId ?? '', ctx as never)) ctx.status = 404;
    else ctx.set('content-disposition', 'inline');
  });

  router.post('/followers', async (ctx) => {
    const body = await readJson(ctx, newFollowerSchema);
    if (body === undefined) return;
    const openid = `oSbox_${randomId()}`;
    platform.followers.ensure(openid, body.name);
    ctx.status = 201;
    ctx.body = { openid };
  });
  router.delete('/followers/:openid', (ctx) => {
    platform.followers.forget(ctx.params.openid ?? '');
    ctx.status = 204;
  });
  router.post('/followers/:openid/act', async (ctx) => {
    const action = await readJson(ctx, actionSchema);
    if (action !== undefined)
      await answerOutcome(ctx, platform, (openid) => perform(platform, openid, action));
  });
  router.post('/followers/:openid/media', async (ctx) => {
    const content = await getRawBody(ctx.req, { limit: MAX_MEDIA });
    const contentType = ctx.get('content-type') || 'application/octet-stream';
    const fileName = String(ctx.query.name ?? 'file').slice(0, 100);
    const send = { image: 'sendImage', voice: 'sendVoice', video: 'sendVideo' } as const;
    const method = send[String(ctx.query.type) as keyof typeof send];
    if (method === undefined || content.length === 0) {
      refuse(ctx, 400, 'BAD_REQUEST', '请选择图片、语音或视频文件');
      return;
    }
    await answerOutcome(ctx, platform, (openid) =>
      platform[method](openid, { content, contentType, fileName }),
    );
  });
  router.post('/faults', async (ctx) => {
    const body = await readJson(ctx, faultSchema);
    if (body === undefined) return;
    platform.failNext(body.fault, { path: body.path, times: body.times ?? Number.POSITIVE_INFINITY });
    ctx.status = 201;
    ctx.body = { faults: platform.faults.list() };
  });
  router.delete('/faults', (ctx) => {
    platform.faults.clear();
    ctx.status = 204;
  });
  router.delete('/faults/:id', (ctx) => {
    platform.faults.clear(Number(ctx.params.id));
    ctx.status = 204;
  });
  router.get('/followers/:openid/conversation.yaml', async (ctx) => {
    const text = await exportConversation(ctx.params.openid ?? '');
    if (text === undefined) return refuse(ctx, 404, 'NOT_FOUND', '这位粉丝还没有对话可以导出');
    ctx.type = 'text/yaml; charset=utf-8';
    ctx.attachment('conversation.yaml');
    ctx.body = text;
  });
  router.post('/followers/:openid/quota', async (ctx) => {
    const body = await readJson(ctx, quotaSchema);
    if (body === undefined) return;
    const record = platform.followers.find(ctx.params.openid ?? '');
    if (record === undefined) return refuse(ctx, 404, 'NOT_FOUND', '没有这位粉丝');
    platform.followers.change(record, { quota: body.kind === 'close' ? NO_QUOTA : usedUp(record.quota) });
    ctx.body = { follower: platform.followers.view(record) };
  });
  router.post('/clock', async (ctx) => {
    const move = await readJson(ctx, clockSchema);
    if (move === undefined) return;
    await moveClock(travel, move);
    ctx.body = { clock: travel.view() };
  });
  return router;
}

function moveClock(travel: TimeTravel, move: ClockMove): Promise<void> {
  switch (move.kind) {
    case 'advance':
      return travel.advance(move.ms);
    case 'tomorrow':
      return travel.advanceTo(tomorrowAt(travel.clock.now(), move.hour));
    case 'reset':
      return travel.reset();
  }
}

function perform(platform: FakePlatform, openid: string, action: ControlAction): Promise<SendOutcome> {
  switch (action.kind) {
    case 'follow':
      return platform.follow(openid, action.scene);
    case 'unfollow':
      return platform.unfollow(openid);
    case 'text':
      return platform.sendText(openid, action.text);
    case 'tap':
      return platform.tapMenuItem(openid, action.text, action.menuId);
    case 'sample':
      if (action.media === 'image') return platform.sendImage(openid);
      return action.media === 'voice' ? platform.sendVoice(openid) : platform.sendVideo(openid);
    case 'location':
      return platform.sendLocation(openid, action);
    case 'link':
      return platform.sendLink(openid, action);
    case 'click':
      return platform.clickMenu(openid, action.key);
    case 'view':
      return platform.viewMenu(openid, action.url);
    case 'scan':
      return platform.scan(openid, action.scene);
    case 'accept-transfer':
      return platform.acceptTransfer(openid);
    case 'close-transfer':
      return platform.closeTransfer(openid);
  }
}

async function answerOutcome(
  ctx: RouterContext,
  platform: FakePlatform,
  work: (openid: string) => Promise<SendOutcome>,
): Promise<void> {
  const openid = ctx.params.openid ?? '';
  if (platform.followers.find(openid) === undefined) {
    refuse(ctx, 404, 'NOT_FOUND', '没有这位粉丝');
    return;
  }
  const outcome = work(openid);
  // A follower who left is refused before anything is posted, so that refusal is known at once either way.
  const refused = outcome.then(
    () => undefined,
    () => refuse(ctx, 409, 'CONFLICT', '请先关注公众号'),
  );
  if (ctx.query.wait === '1') {
    await refused;
    if (ctx.status !== 409) ctx.body = { outcome: await outcome };
    return;
  }
  await Promise.race([refused, new Promise((resolve) => setImmediate(resolve))]);
  if (ctx.status !== 409) {
    ctx.status = 202;
    ctx.body = {};
  }
}
