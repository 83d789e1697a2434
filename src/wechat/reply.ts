import { AppError, assertNever } from '../kernel/errors';
import { byteLength } from '../kernel/text';
import type { InboundMessage } from './inbound-message';
import { type WritableFields, writeXml } from './xml-write';

/** A passive reply (被动回复用户消息). `none` acknowledges without a word. */
export type PassiveReply =
  | { kind: 'text'; content: string }
  | { kind: 'image' | 'voice'; mediaId: string }
  | { kind: 'video'; mediaId: string; title?: string; description?: string }
  | {
      kind: 'music';
      thumbMediaId: string;
      title?: string;
      description?: string;
      musicUrl?: string;
      hqMusicUrl?: string;
    }
  | { kind: 'news'; articles: Article[] }
  /** Hands the message to the platform's own customer-service tool (转发消息到客服); messages only, never events. */
  | { kind: 'transfer'; kfAccount?: string }
  | { kind: 'none' };

export interface Article {
  title: string;
  description: string;
  picUrl: string;
  url: string;
}

/** The body that acknowledges a push without a reply; never encrypted. */
export const ACKNOWLEDGEMENT = 'success';

/** The platform takes no longer text; the caller cuts and sends the rest by another way. */
export const MAX_TEXT_BYTES = 2048;

/** Since 2018-10-12 the answer to a message shows one article; the answer to an event up to eight. */
const MAX_ARTICLES = { message: 1, event: 8 };

/**
 * The body that answers `message`, before encryption. An empty text says nothing and becomes `success`.
 * Throws INTERNAL when the reply breaks a rule of the platform, which is a fault of the caller.
 */
export function writeReply(reply: PassiveReply, message: InboundMessage, nowMs: number): string {
  if (reply.kind === 'none' || (reply.kind === 'text' && reply.content === '')) return ACKNOWLEDGEMENT;
  return writeXml({
    ToUserName: message.fromUser,
    FromUserName: message.toUser,
    CreateTime: Math.floor(nowMs / 1000),
    ...replyFields(reply, message),
  });
}

function replyFields(
  reply: Exclude<PassiveReply, { kind: 'none' }>,
  message: InboundMessage,
): WritableFields {
  switch (reply.kind) {
    case 'text': {
      const bytes = byteLength(reply.content);
      if (bytes > MAX_TEXT_BYTES) {
        throw new AppError('INTERNAL', `a passive text of ${bytes} bytes, more than ${MAX_TEXT_BYTES}`);
      }
      return { MsgType: 'text', Content: reply.content };
    }
    case 'image':
      return { MsgType: 'image', Image: { MediaId: reply.mediaId } };
    case 'voice':
      return { MsgType: 'voice', Voice: { MediaId: reply.mediaId } };
    case 'video':
      return {
        MsgType: 'video',
        Video: { MediaId: reply.mediaId, Title: reply.title, Description: reply.description },
      };
    case 'music':
      return {
        MsgType: 'music',
        Music: {
          Title: reply.title,
          Description: reply.description,
          MusicUrl: reply.musicUrl,
          HQMusicUrl: reply.hqMusicUrl,
          ThumbMediaId: reply.thumbMediaId,
        },
      };
    case 'news':
      return newsFields(reply.articles, message);
    case 'transfer':
      if (message.kind === 'event')
        throw new AppError('INTERNAL', 'an event cannot be transferred to customer service');
      return {
        MsgType: 'transfer_customer_service',
        TransInfo: reply.kfAccount === undefined ? undefined : { KfAccount: reply.kfAccount },
      };
    default:
      return assertNever(reply);
  }
}

function newsFields(articles: Article[], message: InboundMessage): WritableFields {
  const most = message.kind === 'event' ? MAX_ARTICLES.event : MAX_ARTICLES.message;
  if (articles.length < 1 || articles.length > most) {
    throw new AppError(
      'INTERNAL',
      `${articles.length} articles, where 1 to ${most} can answer this kind of message`,
    );
  }
  return {
    MsgType: 'news',
    ArticleCount: articles.length,
    Articles: {
      item: articles.map((article) => ({
        Title: article.title,
        Description: article.description,
        PicUrl: article.picUrl,
        Url: article.url,
      })),
    },
  };
}
