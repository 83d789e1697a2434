import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readCustomMessage } from '../custom-content';
import type { FakePlatform } from '../fake-platform';
import type { FollowerRecord } from '../followers';
import { type ApiContext, jsonBody, refuse, succeed } from './reply';

/** 对方正在输入 stays this long, and asks for something the follower did this recently (protocol §5.2). */
const TYPING_SHOWN_MS = 15_000;
const TYPING_NEEDS_MS = 30_000;
/** A repeated client_msg_id is sent once within this time (protocol §5.4). */
const CLIENT_ID_MS = 600_000;

/** POST /cgi-bin/message/custom/send: keeps the window and the count of protocol §7.1 itself. */
export function sendCustom(platform: FakePlatform): (ctx: ApiContext) => void {
  return (ctx) => {
    const body = jsonBody(ctx);
    const follower = receiver(platform, body);
    if (typeof follower === 'number') return refuse(ctx, follower);
    const content = readCustomMessage(body, (mediaId) => platform.hasMedia(mediaId));
    if (typeof content === 'number') return refuse(ctx, content);
    const problem = platform.followers.spend(follower);
    if (problem !== 0) return refuse(ctx, problem);
    platform.showFromAccount(follower, content, 'custom');
    succeed(ctx);
  };
}

/** POST /cgi-bin/message/custom/typing */
export function sendTyping(platform: FakePlatform): (ctx: ApiContext) => void {
  return (ctx) => {
    const body = jsonBody(ctx);
    const follower = receiver(platform, body);
    if (typeof follower === 'number') return refuse(ctx, follower);
    const now = platform.clock.now();
    switch (body.command) {
      case 'Typing':
        if (now - follower.lastActionAt > TYPING_NEEDS_MS) return refuse(ctx, 45080);
        if (now < follower.typingUntil) return refuse(ctx, 45081);
        platform.followers.change(follower, { typingUntil: now + TYPING_SHOWN_MS });
        return succeed(ctx);
      case 'CancelTyping':
        platform.followers.change(follower, { typingUntil: 0 });
        return succeed(ctx);
      default:
        return refuse(ctx, 45072);
    }
  };
}

const templateMessage = z.object({
  touser: z.string(),
  template_id: z.string().min(1),
  url: z.string().default(''),
  client_msg_id: z.string().max(32).optional(),
  data: z.record(z.string(), z.object({ value: z.union([z.string(), z.number()]) })),
});

/** POST /cgi-bin/message/template/send; the result follows as TEMPLATESENDJOBFINISH. */
export function sendTemplate(
  platform: FakePlatform,
  templates: ReadonlySet<string> | undefined,
): (ctx: ApiContext) => void {
  const sent = new Map<string, { msgid: number; at: number }>();
  let nextId = 2_001_636_000;
  return (ctx) => {
    const parsed = templateMessage.safeParse(jsonBody(ctx));
    const follower = receiver(platform, jsonBody(ctx));
    if (typeof follower === 'number') return refuse(ctx, follower);
    if (!parsed.success) return refuse(ctx, jsonBody(ctx).template_id === undefined ? 40037 : 47001);
    const message = parsed.data;
    if (templates !== undefined && !templates.has(message.template_id)) return refuse(ctx, 40037);
    if (!follower.following) return refuse(ctx, 43004);

    const now = platform.clock.now();
    const key =
      message.client_msg_id === undefined ? undefined : `${message.touser} ${message.client_msg_id}`;
    const before = key === undefined ? undefined : sent.get(key);
    if (before !== undefined && now - before.at < CLIENT_ID_MS) return succeed(ctx, { msgid: before.msgid });
    nextId += 1;
    const msgid = nextId;
    if (key !== undefined) sent.set(key, { msgid, at: now });
    const values = Object.entries(message.data).map(([name, { value }]) => ({
      key: name,
      value: String(value),
    }));
    const content = { type: 'template' as const, templateId: message.template_id, url: message.url, values };
    platform.showFromAccount(follower, content, 'template');
    platform.background(reportTemplate(platform, follower.openid, msgid));
    succeed(ctx, { msgid });
  };
}

async function reportTemplate(platform: FakePlatform, openid: string, msgid: number): Promise<void> {
  await sleep(platform.timings.templateReportMs, undefined, { ref: false });
  await platform.raiseEvent(openid, 'TEMPLATESENDJOBFINISH', { MsgID: String(msgid), Status: 'success' });
}

/** 41009: no openid. 40003: nobody of this account. */
function receiver(platform: FakePlatform, body: Record<string, unknown>): FollowerRecord | 40003 | 41009 {
  if (typeof body.touser !== 'string' || body.touser === '') return 41009;
  return platform.followers.find(body.touser) ?? 40003;
}
