import type { HttpAnswer } from './transport';

/** A picture, voice message or video of a follower. */
export interface DownloadedMedia {
  body: Buffer;
  contentType: string;
  /** The name the platform gives it, without folders. */
  fileName: string | undefined;
}

/** A file for 新增临时素材; the platform keeps it for three days. */
export interface MediaUpload {
  type: 'image' | 'voice' | 'video' | 'thumb';
  fileName: string;
  contentType: string;
  body: Buffer;
}

export interface UploadedMedia {
  mediaId: string;
  /** Epoch milliseconds. */
  createdAt: number;
}

const FILE_NAME = /filename\*?=(?:UTF-8'')?"?([^";]+)"?/i;

/**
 * Whether the answer to a download is JSON (an error, or the address of a video) and not the file itself: the platform
 * tells by the content type in some cases and by nothing but the content in others.
 */
export function isJsonAnswer({ contentType, contentDisposition, body }: HttpAnswer): boolean {
  return contentType.includes('json') || (contentDisposition === '' && body[0] === '{'.charCodeAt(0));
}

export function readFile({ body, contentType, contentDisposition }: HttpAnswer): DownloadedMedia {
  const name = FILE_NAME.exec(contentDisposition)?.[1]?.split(/[/\\]/).pop()?.trim();
  return { body, contentType, fileName: name === '' ? undefined : name };
}

export function writeForm({ fileName, contentType, body }: MediaUpload): FormData {
  const form = new FormData();
  form.set('media', new Blob([new Uint8Array(body)], { type: contentType }), fileName);
  return form;
}
