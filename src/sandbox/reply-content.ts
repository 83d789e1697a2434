import { byteLength } from '../kernel/text';
import type { XmlFields } from '../wechat';
import type { FollowerAction } from './inbound-message';
import type { BubbleContent, NewsArticle } from './snapshot';

/** Longest text of one message in UTF-8 bytes. */
export const MAX_TEXT_BYTES = 2048;
const MAX_ARTICLES_FOR_EVENTS = 8;

export type ReadReply =
  | { kind: 'content'; content: BubbleContent }
  | { kind: 'transfer' }
  | { kind: 'bad'; problem: string };

/** Checks a passive reply against protocol §4 and turns it into what the chat shows. */
export function readReply(
  fields: XmlFields,
  expected: { openid: string; originalId: string; action: FollowerAction; hasMedia: (id: string) => boolean },
): ReadReply {
  const bad = (problem: string): ReadReply => ({ kind: 'bad', problem });
  if (fields.ToUserName !== expected.openid) return bad('ToUserName is not the follower');
  if (fields.FromUserName !== expected.originalId) return bad('FromUserName is not the account');
  if (typeof fields.CreateTime !== 'string' || !/^\d{9,10}$/.test(fields.CreateTime)) {
    return bad('CreateTime is not in seconds');
  }
  const media = (name: string) => {
    const mediaId = text(child(fields, name).MediaId);
    return mediaId !== '' && expected.hasMedia(mediaId) ? mediaId : undefined;
  };
  switch (fields.MsgType) {
    case 'text': {
      const content = text(fields.Content);
      if (content === '') return bad('Content is empty');
      if (byteLength(content) > MAX_TEXT_BYTES) return bad(`Content is over ${MAX_TEXT_BYTES} bytes`);
      return { kind: 'content', content: { type: 'text', text: content } };
    }
    case 'image': {
      const mediaId = media('Image');
      return mediaId === undefined
        ? bad('Image has no valid MediaId')
        : { kind: 'content', content: { type: 'image', mediaId } };
    }
    case 'voice': {
      const mediaId = media('Voice');
      return mediaId === undefined
        ? bad('Voice has no valid MediaId')
        : { kind: 'content', content: { type: 'voice', mediaId, format: 'mp3' } };
    }
    case 'video': {
      const mediaId = media('Video');
      const { Title, Description } = child(fields, 'Video');
      return mediaId === undefined
        ? bad('Video has no valid MediaId')
        : {
            kind: 'content',
            content: { type: 'video', mediaId, title: text(Title), description: text(Description) },
          };
    }
    case 'music': {
      const { Title, Description, MusicUrl, ThumbMediaId } = child(fields, 'Music');
      if (!expected.hasMedia(text(ThumbMediaId))) return bad('Music has no valid ThumbMediaId');
      return {
        kind: 'content',
        content: { type: 'music', title: text(Title), description: text(Description), url: text(MusicUrl) },
      };
    }
    case 'news':
      return readNews(fields, expected.action);
    case 'transfer_customer_service':
      // Only what a person wrote can be transferred (§8).
      return expected.action.type === 'event' ? bad('an event cannot be transferred') : { kind: 'transfer' };
    default:
      return bad(`MsgType ${JSON.stringify(fields.MsgType)} is no reply`);
  }
}

function readNews(fields: XmlFields, action: FollowerAction): ReadReply {
  const items = list(child(fields, 'Articles').item);
  const most = action.type === 'event' ? MAX_ARTICLES_FOR_EVENTS : 1;
  if (items.length === 0 || String(items.length) !== text(fields.ArticleCount)) {
    return { kind: 'bad', problem: 'ArticleCount does not count the articles' };
  }
  if (items.length > most) return { kind: 'bad', problem: `more than ${most} article(s)` };
  const articles: NewsArticle[] = items.map((item) => ({
    title: text(item.Title),
    description: text(item.Description),
    picUrl: text(item.PicUrl),
    url: text(item.Url),
  }));
  return { kind: 'content', content: { type: 'news', articles } };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function child(fields: XmlFields, name: string): XmlFields {
  const value = fields[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as XmlFields) : {};
}

function list(value: unknown): XmlFields[] {
  const items = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return items.filter((item): item is XmlFields => typeof item === 'object' && item !== null);
}
