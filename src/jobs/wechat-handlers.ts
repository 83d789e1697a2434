import { DateTime } from 'luxon';
import { z } from 'zod';
import { BUSINESS_ZONE, type Clock } from '../kernel/clock';
import { type WechatApi, WechatApiError, WechatNetworkError } from '../wechat';
import type { MediaStore } from './media-store';
import type { OutboxHandler, OutboxItem, SendOutcome } from './send-outcome';

const textArgs = z.object({ text: z.string() });
const removeArgs = z.object({ paths: z.array(z.string()) });
const mediaArgs = z.object({ ref: z.string(), kind: z.string() });

const RETRY_AFTER_MS = 2_000;

/** The outbox kinds that are calls to the platform. */
export function wechatHandlers(deps: {
  api: Pick<WechatApi, 'sendCustomMessage' | 'downloadMedia'>;
  media: MediaStore;
  clock: Clock;
}): Record<string, OutboxHandler> {
  return {
    'wechat.send_text': {
      windowed: true,
      repeatable: false,
      carryOut: (item) =>
        attempt(deps.clock, false, async () => {
          const content = textArgs.parse(item.args).text;
          await deps.api.sendCustomMessage(followerOf(item), { kind: 'text', content });
        }),
    },
    'media.remove': {
      windowed: false,
      repeatable: true,
      carryOut: async (item) => {
        await deps.media.remove(removeArgs.parse(item.args).paths);
        return { kind: 'sent' };
      },
    },
    'media.save': {
      windowed: false,
      repeatable: true,
      carryOut: (item) =>
        attempt(deps.clock, true, async () => {
          const { ref, kind } = mediaArgs.parse(item.args);
          const download = await deps.api.downloadMedia(ref);
          await deps.media.save(
            { mediaId: ref, followerId: followerOf(item), kind, now: deps.clock.now() },
            download,
          );
        }),
    },
  };
}

/** Runs a call and says how it ended, by the class of the platform's error code. Other failures are thrown on. */
async function attempt(clock: Clock, repeatable: boolean, call: () => Promise<void>): Promise<SendOutcome> {
  try {
    await call();
    return { kind: 'sent' };
  } catch (error) {
    if (error instanceof WechatApiError) return fromRefusal(error, clock, repeatable);
    if (error instanceof WechatNetworkError) {
      return error.maybeSent && !repeatable
        ? { kind: 'unknown', code: error.code, reason: '网络中断，是否送达未知' }
        : { kind: 'retry', afterMs: RETRY_AFTER_MS, code: error.code, reason: '暂时连不上微信' };
    }
    throw error;
  }
}

function fromRefusal(error: WechatApiError, clock: Clock, repeatable: boolean): SendOutcome {
  const outcome = judgeRefusal(error, clock, repeatable);
  return outcome.kind === 'sent' ? outcome : { ...outcome, detail: error.message };
}

function judgeRefusal(error: WechatApiError, clock: Clock, repeatable: boolean): SendOutcome {
  const code = String(error.errcode);
  if (error.maybeSent && !repeatable) return { kind: 'unknown', code, reason: '微信系统繁忙，是否送达未知' };
  switch (error.action) {
    case 'retry':
    case 'refresh_token':
      return {
        kind: 'retry',
        afterMs: (error.retryAfterSeconds ?? 2) * 1_000,
        code,
        reason: `微信返回 ${code}`,
      };
    case 'wait_user':
      return { kind: 'wait_user', code, reason: '微信暂不允许发送，对方下次发消息后自动送达' };
    case 'wait_tomorrow': {
      const tomorrow = DateTime.fromMillis(clock.now(), { zone: BUSINESS_ZONE })
        .plus({ days: 1 })
        .startOf('day');
      return {
        kind: 'wait_until',
        at: tomorrow.toMillis(),
        code,
        reason: '今日接口次数已用完，明日零点后自动送达',
      };
    }
    case 'give_up':
      return { kind: 'failed', code, reason: `微信拒绝发送（${code}）`, alert: error.alert };
    case 'alert':
      return { kind: 'failed', code, reason: `微信拒绝发送（${code}），请联系管理员`, alert: true };
  }
}

function followerOf(item: OutboxItem): string {
  if (item.followerId === null) throw new Error(`outbox item ${item.id} names no follower`);
  return item.followerId;
}
