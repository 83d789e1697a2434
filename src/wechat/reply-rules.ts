import type { InboundMessage } from './inbound-message';
import type { WechatEventName } from './wechat-event';

/** Events whose answer the platform shows to the follower (被动回复用户消息); the answer to any other is dropped. */
const ANSWERED_EVENTS: ReadonlySet<WechatEventName> = new Set<WechatEventName>([
  'subscribe',
  'scan',
  'location',
  'click',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
]);

/** Events that allow some customer-service messages for one minute (客服消息 › 下发条数限制). */
const CLICKS: ReadonlySet<WechatEventName> = new Set<WechatEventName>([
  'click',
  'scancode_push',
  'scancode_waitmsg',
  'subscribe',
  'scan',
]);

/** Whether a passive reply to this push reaches the follower. */
export function repliesPossible(message: InboundMessage): boolean {
  if (message.kind === 'event') return ANSWERED_EVENTS.has(message.event.name);
  return message.kind !== 'unknown';
}

/**
 * Which allowance for customer-service messages this push opens (客服消息 › 下发条数限制): `message` the one of 48 hours,
 * `click` the one of a minute for menu taps, follows and scans. A tapped item of a menu message counts as a click.
 * A kind that is not known here opens nothing that one could rely on.
 */
export function windowOpenedBy(message: InboundMessage): 'message' | 'click' | undefined {
  if (message.kind === 'event') return CLICKS.has(message.event.name) ? 'click' : undefined;
  if (message.kind === 'unknown') return undefined;
  return message.kind === 'text' && message.menuId !== undefined ? 'click' : 'message';
}
