import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Reader, UnitOfWork } from '../kernel/transaction';
import type { DownloadedMedia } from '../wechat';
import { MediaEntity } from './media-entity';

/** Types that a browser may show; anything else is handed out as a download of unknown type. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
  'audio/speex': 'speex',
  'video/mp4': 'mp4',
  'video/mpeg4': 'mp4',
};

export interface SavedMedia {
  file: string;
  contentType: string;
}

/** Files of followers below `folder`, and their rows. */
export class MediaStore {
  constructor(
    private readonly folder: string,
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
  ) {}

  /** Writes the file, then its row: a row always has its file. Saving the same media again replaces it. */
  async save(
    media: { mediaId: string; followerId: string; kind: string; now: number },
    download: DownloadedMedia,
  ): Promise<void> {
    const contentType = download.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
    const extension = EXTENSIONS[contentType] ?? 'bin';
    const month = new Date(media.now).toISOString().slice(0, 7);
    const name = createHash('sha256').update(media.mediaId).digest('hex').slice(0, 32);
    const relative = path.join(month, `${name}.${extension}`);
    const file = path.join(this.folder, relative);
    await fs.mkdir(path.dirname(file), { recursive: true });
    const half = `${file}.${randomUUID()}.part`;
    await fs.writeFile(half, download.body, { flush: true });
    await fs.rename(half, file);
    await this.unitOfWork.run((tx) =>
      tx.manager.upsert(
        MediaEntity,
        {
          mediaId: media.mediaId,
          followerId: media.followerId,
          kind: media.kind,
          path: relative,
          contentType: extension === 'bin' ? 'application/octet-stream' : contentType,
          bytes: download.body.length,
          savedAt: media.now,
        },
        ['mediaId'],
      ),
    );
  }

  /** Removes files whose rows are gone; those that are missing already are no matter. */
  async remove(paths: readonly string[]): Promise<void> {
    const root = path.resolve(this.folder) + path.sep;
    for (const relative of paths) {
      const file = path.resolve(this.folder, relative);
      if (file.startsWith(root)) await fs.rm(file, { force: true });
    }
  }

  /** Undefined: not saved (yet), or the platform had deleted it. */
  async find(mediaId: string): Promise<SavedMedia | undefined> {
    const row = await this.reader.manager.findOneBy(MediaEntity, { mediaId });
    return row === null
      ? undefined
      : { file: path.join(this.folder, row.path), contentType: row.contentType };
  }
}
