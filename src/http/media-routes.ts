import fs from 'node:fs';
import { z } from 'zod';
import { AppError } from '../kernel/errors';
import { defineRoute, type Route } from './api';

export interface MediaFiles {
  find(mediaId: string): Promise<{ file: string; contentType: string } | undefined>;
}

/** What followers sent, for the people who serve them. */
export function mediaRoutes(media: MediaFiles): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/media/{mediaId}',
      summary: 'A picture, voice message or video of a follower',
      access: ['agent', 'supervisor', 'administrator'],
      params: z.object({ mediaId: z.string().min(1).max(256) }),
      success: { status: 200, schema: z.unknown(), contentType: 'application/octet-stream' },
      failures: ['NOT_FOUND'],
      handle: async ({ params, ctx, looksAt }) => {
        looksAt('media', params.mediaId);
        const found = await media.find(params.mediaId);
        if (found === undefined || !fs.existsSync(found.file)) {
          throw new AppError('NOT_FOUND', 'this media is not saved', {
            userText: '文件还没有保存好，请稍后再看',
          });
        }
        ctx.set('Cache-Control', 'private, max-age=86400, immutable');
        // Shown by the page, never run as one.
        ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
        ctx.type = found.contentType;
        return fs.createReadStream(found.file);
      },
    }),
  ];
}
