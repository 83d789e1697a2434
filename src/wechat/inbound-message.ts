import type { WechatEvent } from './wechat-event';

/** What every push carries. */
export interface Envelope {
  /** The account's original id, `gh_…`. */
  toUser: string;
  /** The follower's OpenID. */
  fromUser: string;
  /** When the platform says it was sent: epoch milliseconds, whole seconds. */
  createdAt: number;
  /** The same for every delivery of the same push, different for different pushes. */
  dedupKey: string;
}

interface Sent {
  /** 64 bits, as text. */
  msgId: string;
}

/** A message or event from the platform (接收普通消息, 接收事件推送), told apart by `kind`. */
export type InboundMessage = Envelope & InboundContent;

export type InboundContent =
  | (Sent & {
      kind: 'text';
      content: string;
      /** Set when the follower tapped an item of a menu message; `content` is then the item's text. */
      menuId?: string;
      /** Set when it was written below an article: the article's id and its place in the message, from 1. */
      articleId?: string;
      articleIndex?: string;
    })
  | (Sent & { kind: 'image'; mediaId: string; picUrl: string })
  | (Sent & {
      kind: 'voice';
      mediaId: string;
      format: string;
      /** The 16 kHz copy, better for speech recognition. */
      mediaId16k?: string;
      /** What the platform heard; a withdrawn service, so mostly absent. */
      recognition?: string;
    })
  | (Sent & { kind: 'video' | 'shortvideo'; mediaId: string; thumbMediaId: string })
  | (Sent & {
      kind: 'location';
      latitude: number;
      longitude: number;
      scale: string;
      label: string;
      poiName?: string;
    })
  | (Sent & { kind: 'link'; title: string; description: string; url: string })
  | (Sent & {
      kind: 'miniprogrampage';
      title: string;
      appId: string;
      pagePath: string;
      thumbUrl: string;
      thumbMediaId: string;
    })
  | (Sent & {
      /** A file has no media id: its content cannot be fetched. */
      kind: 'file';
      title: string;
      description: string;
      fileKey: string;
      fileMd5: string;
      fileBytes: number | undefined;
    })
  | { kind: 'event'; event: WechatEvent }
  | { kind: 'unknown'; msgType: string };

export type InboundKind = InboundMessage['kind'];
