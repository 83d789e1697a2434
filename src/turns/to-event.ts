import type { DialogueEvent } from '../dialogue';
import type { InboundMessage } from '../wechat';

/** A message as the dialogue and the message log see it. */
export interface Translation {
  /** Undefined: nothing for the dialogue (delivery reports and the like). */
  event: DialogueEvent | undefined;
  /** Undefined: nothing for the message log. */
  entry: { type: string; text: string; mediaId?: string } | undefined;
}

const MENU_ITEM_ID = /^([\w-]+)\.(\d{1,3})$/;

/** Translates what the platform delivered into what the dialogue understands. */
export function toDialogueEvent(message: InboundMessage): Translation {
  switch (message.kind) {
    case 'text': {
      const tap = message.menuId === undefined ? null : MENU_ITEM_ID.exec(message.menuId);
      const event: DialogueEvent =
        tap === null
          ? { t: 'text', text: message.content }
          : { t: 'tap', nonce: tap[1] ?? '', item: Number(tap[2]), text: message.content };
      return { event, entry: { type: 'text', text: message.content } };
    }
    case 'image':
      return media('image', message.mediaId, '[图片]');
    case 'voice':
      return media('voice', message.mediaId, message.recognition ?? '[语音]', message.recognition);
    case 'video':
    case 'shortvideo':
      return media('video', message.mediaId, '[视频]');
    case 'file':
      // The platform gives no media id for files: they cannot be fetched.
      return {
        event: { t: 'media', kind: 'file', ref: '' },
        entry: { type: 'file', text: `[文件] ${message.title}` },
      };
    case 'location':
      return {
        event: {
          t: 'location',
          latitude: message.latitude,
          longitude: message.longitude,
          label: message.label,
        },
        entry: { type: 'location', text: `[位置] ${message.label}` },
      };
    case 'link':
      return {
        event: { t: 'other', kind: 'link', text: message.title },
        entry: { type: 'link', text: `[链接] ${message.title} ${message.url}` },
      };
    case 'miniprogrampage':
      return {
        event: { t: 'other', kind: 'card' },
        entry: { type: 'link', text: `[小程序] ${message.title}` },
      };
    case 'unknown':
      return { event: undefined, entry: { type: 'unknown', text: `[${message.msgType}]` } };
    case 'event':
      return fromPlatformEvent(message.event);
  }
}

function media(
  kind: 'image' | 'voice' | 'video',
  ref: string,
  text: string,
  recognition?: string,
): Translation {
  return {
    event: { t: 'media', kind, ref, ...(recognition === undefined ? {} : { recognition }) },
    entry: { type: kind, text, mediaId: ref },
  };
}

function fromPlatformEvent(event: Extract<InboundMessage, { kind: 'event' }>['event']): Translation {
  switch (event.name) {
    case 'subscribe':
      return { event: { t: 'subscribe' }, entry: { type: 'event', text: '[关注]' } };
    case 'unsubscribe':
      return { event: { t: 'unsubscribe' }, entry: { type: 'event', text: '[取消关注]' } };
    case 'scan':
      return { event: { t: 'other', kind: 'scan' }, entry: { type: 'event', text: '[扫码]' } };
    case 'click':
      return { event: { t: 'click', key: event.key }, entry: { type: 'event', text: `[菜单] ${event.key}` } };
    default:
      return { event: undefined, entry: undefined };
  }
}
