import type { FakePlatform } from '../fake-platform';
import { type ApiContext, queryValue, refuse } from './reply';

const MB = 1024 * 1024;
/** What each type may be (protocol §5.7), and the errcode of one that is too big. */
const TYPES: Record<string, { most: number; tooBig: number; names: RegExp }> = {
  image: { most: 10 * MB, tooBig: 40009, names: /\.(png|jpe?g|gif|bmp)$/i },
  voice: { most: 2 * MB, tooBig: 40010, names: /\.(amr|mp3)$/i },
  video: { most: 10 * MB, tooBig: 40011, names: /\.mp4$/i },
  thumb: { most: 64 * 1024, tooBig: 40012, names: /\.jpe?g$/i },
};

/** POST /cgi-bin/media/upload?type= with the multipart field `media`. */
export function uploadMedia(platform: FakePlatform): (ctx: ApiContext) => Promise<void> {
  return async (ctx) => {
    const type = queryValue(ctx, 'type') ?? '';
    const rules = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
    if (rules === undefined) return refuse(ctx, 40004);
    const file = await readUpload(ctx);
    if (file === undefined || file.size === 0) return refuse(ctx, 41005);
    if (!rules.names.test(file.name)) return refuse(ctx, 40004);
    if (file.size > rules.most) return refuse(ctx, rules.tooBig);
    const content = Buffer.from(await file.arrayBuffer());
    const media = platform.media.add(type, file.type || 'application/octet-stream', file.name, content);
    ctx.body = {
      type,
      [type === 'thumb' ? 'thumb_media_id' : 'media_id']: media.mediaId,
      created_at: Math.floor(media.createdAt / 1000),
    };
  };
}

/** GET /cgi-bin/media/get?media_id=: the bytes; for a video its address; 40007 when unknown or over three days old. */
export function downloadMedia(
  platform: FakePlatform,
  addressOf: (mediaId: string) => string,
): (ctx: ApiContext) => void {
  return (ctx) => {
    const mediaId = queryValue(ctx, 'media_id');
    if (mediaId === undefined) return refuse(ctx, 41006);
    const media = platform.media.find(mediaId);
    if (media?.type === 'video') {
      ctx.body = { video_url: addressOf(mediaId) };
      return;
    }
    if (!serveMedia(platform, mediaId, ctx)) refuse(ctx, 40007);
  };
}

/** Answers with the bytes of a medium; false when there is none. */
export function serveMedia(platform: FakePlatform, mediaId: string, ctx: ApiContext): boolean {
  const media = platform.media.find(mediaId);
  const content = media === undefined ? undefined : platform.media.read(media);
  if (media === undefined || content === undefined) return false;
  ctx.type = media.contentType;
  ctx.set('content-disposition', `attachment; filename="${media.fileName.replace(/[^\w.-]/g, '_')}"`);
  ctx.set('x-content-type-options', 'nosniff');
  ctx.body = content;
  return true;
}

async function readUpload(ctx: ApiContext): Promise<File | undefined> {
  try {
    const headers = { 'content-type': ctx.get('content-type') };
    const form = await new Response(new Uint8Array(ctx.state.bodyBytes), { headers }).formData();
    const file = form.get('media');
    return file instanceof File ? file : undefined;
  } catch {
    return undefined;
  }
}
