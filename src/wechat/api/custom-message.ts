import { assertNever } from '../../kernel/errors';
import type { Article } from '../reply';

/** What can be sent to a follower within the window (发送客服消息). */
export type CustomMessage =
  | { kind: 'text'; content: string }
  | { kind: 'image' | 'voice' | 'mpnews'; mediaId: string }
  | { kind: 'video'; mediaId: string; thumbMediaId: string; title?: string; description?: string }
  | {
      kind: 'music';
      musicUrl: string;
      hqMusicUrl: string;
      thumbMediaId: string;
      title?: string;
      description?: string;
    }
  /** One article; the platform refuses more (errcode 45008). */
  | { kind: 'news'; article: Article }
  | { kind: 'mpnewsarticle'; articleId: string }
  /** A tapped item comes back as a text with `menuId` set to the item's id. */
  | { kind: 'msgmenu'; head: string; items: { id: string; content: string }[]; tail: string }
  | { kind: 'wxcard'; cardId: string }
  | { kind: 'miniprogrampage'; title: string; appId: string; pagePath: string; thumbMediaId: string }
  /** Mini programs only. */
  | { kind: 'link'; title: string; description: string; url: string; thumbUrl: string };

export interface CustomMessageOptions {
  /** Shows the message under the name of this customer-service account of the platform. */
  kfAccount?: string;
  /** Marks the text as made by an AI. */
  madeByAi?: boolean;
}

/** The body of /cgi-bin/message/custom/send. */
export function customMessageBody(
  openId: string,
  message: CustomMessage,
  { kfAccount, madeByAi }: CustomMessageOptions = {},
): Record<string, unknown> {
  return {
    touser: openId,
    msgtype: message.kind,
    [message.kind]: content(message),
    ...(kfAccount === undefined ? {} : { customservice: { kf_account: kfAccount } }),
    ...(madeByAi === true ? { aimsgcontext: { is_ai_msg: 1 } } : {}),
  };
}

function content(message: CustomMessage): Record<string, unknown> {
  switch (message.kind) {
    case 'text':
      return { content: message.content };
    case 'image':
    case 'voice':
    case 'mpnews':
      return { media_id: message.mediaId };
    case 'video':
      return {
        media_id: message.mediaId,
        thumb_media_id: message.thumbMediaId,
        title: message.title,
        description: message.description,
      };
    case 'music':
      return {
        title: message.title,
        description: message.description,
        musicurl: message.musicUrl,
        hqmusicurl: message.hqMusicUrl,
        thumb_media_id: message.thumbMediaId,
      };
    case 'news': {
      const { title, description, url, picUrl } = message.article;
      return { articles: [{ title, description, url, picurl: picUrl }] };
    }
    case 'mpnewsarticle':
      return { article_id: message.articleId };
    case 'msgmenu':
      return { head_content: message.head, list: message.items, tail_content: message.tail };
    case 'wxcard':
      return { card_id: message.cardId };
    case 'miniprogrampage':
      return {
        title: message.title,
        appid: message.appId,
        pagepath: message.pagePath,
        thumb_media_id: message.thumbMediaId,
      };
    case 'link':
      return {
        title: message.title,
        description: message.description,
        url: message.url,
        thumb_url: message.thumbUrl,
      };
    default:
      return assertNever(message);
  }
}
