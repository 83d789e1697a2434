import { z } from 'zod';
import { byteLength } from '../kernel/text';
import { MAX_TEXT_BYTES } from './reply-content';
import type { BubbleContent } from './snapshot';

const article = z.object({
  title: z.string().default(''),
  description: z.string().default(''),
  url: z.string().default(''),
  picurl: z.string().default(''),
});
const media = z.object({ media_id: z.string() });
const schemas = {
  text: z.object({ content: z.string() }),
  image: media,
  voice: media,
  video: media.extend({
    thumb_media_id: z.string().optional(),
    title: z.string().default(''),
    description: z.string().default(''),
  }),
  music: z.object({
    title: z.string().default(''),
    description: z.string().default(''),
    musicurl: z.string().default(''),
    hqmusicurl: z.string().default(''),
    thumb_media_id: z.string(),
  }),
  news: z.object({ articles: z.array(article) }),
  mpnews: media,
  mpnewsarticle: z.object({ article_id: z.string() }),
  msgmenu: z.object({
    head_content: z.string().default(''),
    list: z.array(z.object({ id: z.union([z.string(), z.number()]), content: z.string() })),
    tail_content: z.string().default(''),
  }),
  wxcard: z.object({ card_id: z.string() }),
  miniprogrampage: z.object({
    title: z.string().default(''),
    appid: z.string(),
    pagepath: z.string(),
    thumb_media_id: z.string(),
  }),
  link: z.object({
    title: z.string().default(''),
    description: z.string().default(''),
    url: z.string(),
    thumb_url: z.string().default(''),
  }),
};

/**
 * Reads the body of `message/custom/send` (protocol §5.2): what the chat shows, or the errcode of the refusal.
 * 40008 type, 40035 shape, 40007 media, 44004 empty text, 45002 too long, 45008 articles.
 */
export function readCustomMessage(
  body: Record<string, unknown>,
  hasMedia: (mediaId: string) => boolean,
): BubbleContent | number {
  const type = body.msgtype;
  if (typeof type !== 'string' || !Object.hasOwn(schemas, type)) return 40008;
  const parsed = parse(type as keyof typeof schemas, body[type]);
  if (parsed === undefined) return 40035;
  switch (parsed.type) {
    case 'text':
      if (parsed.content === '') return 44004;
      return byteLength(parsed.content) > MAX_TEXT_BYTES ? 45002 : { type: 'text', text: parsed.content };
    case 'image':
    case 'mpnews':
      return hasMedia(parsed.media_id) ? { type: 'image', mediaId: parsed.media_id } : 40007;
    case 'voice':
      return hasMedia(parsed.media_id) ? { type: 'voice', mediaId: parsed.media_id, format: 'mp3' } : 40007;
    case 'video':
      return hasMedia(parsed.media_id)
        ? { type: 'video', mediaId: parsed.media_id, title: parsed.title, description: parsed.description }
        : 40007;
    case 'music':
      return hasMedia(parsed.thumb_media_id)
        ? { type: 'music', title: parsed.title, description: parsed.description, url: parsed.musicurl }
        : 40007;
    case 'news': {
      if (parsed.articles.length !== 1) return 45008;
      const articles = parsed.articles.map(({ picurl, ...rest }) => ({ ...rest, picUrl: picurl }));
      return { type: 'news', articles };
    }
    case 'mpnewsarticle':
      return { type: 'link', title: '图文消息', description: '', url: parsed.article_id };
    case 'msgmenu': {
      const written = [parsed.head_content, parsed.tail_content, ...parsed.list.map((item) => item.content)];
      if (byteLength(written.join('')) > MAX_TEXT_BYTES) return 45002;
      const choices = parsed.list.map((item) => ({ id: String(item.id), content: item.content }));
      return { type: 'msgmenu', head: parsed.head_content, choices, tail: parsed.tail_content };
    }
    case 'wxcard':
      return { type: 'link', title: '卡券', description: parsed.card_id, url: '' };
    case 'miniprogrampage':
      return hasMedia(parsed.thumb_media_id)
        ? { type: 'miniprogrampage', title: parsed.title, appId: parsed.appid, pagePath: parsed.pagepath }
        : 40007;
    case 'link':
      return { type: 'link', title: parsed.title, description: parsed.description, url: parsed.url };
  }
}

type Parsed = {
  [K in keyof typeof schemas]: { type: K } & z.output<(typeof schemas)[K]>;
}[keyof typeof schemas];

function parse(type: keyof typeof schemas, value: unknown): Parsed | undefined {
  const result = schemas[type].safeParse(value);
  return result.success ? ({ ...result.data, type } as Parsed) : undefined;
}
