import fs from 'node:fs';
import path from 'node:path';
import type { Clock } from '../kernel/clock';
import { randomId } from '../kernel/ids';

/** Temporary media are gone after three days (protocol §5.7). */
const LIFETIME_MS = 3 * 86_400_000;
const MAX_FILES = 500;

export interface MediaFile {
  mediaId: string;
  type: string;
  contentType: string;
  fileName: string;
  createdAt: number;
}

/** Pictures, voices and videos that travelled through the platform; in memory, or in `folder` when given. */
export class MediaStore {
  private readonly files = new Map<string, MediaFile>();
  private readonly contents = new Map<string, Buffer>();

  constructor(
    private readonly clock: Clock,
    private readonly folder: string | undefined,
    known: MediaFile[] = [],
  ) {
    for (const file of known) this.files.set(file.mediaId, file);
  }

  add(type: string, contentType: string, fileName: string, content: Buffer): MediaFile {
    const file = { mediaId: `m_${randomId()}`, type, contentType, fileName, createdAt: this.clock.now() };
    if (this.folder === undefined) {
      this.contents.set(file.mediaId, content);
    } else {
      fs.mkdirSync(this.folder, { recursive: true });
      fs.writeFileSync(path.join(this.folder, file.mediaId), content);
    }
    this.files.set(file.mediaId, file);
    for (const oldest of this.files.keys()) {
      if (this.files.size <= MAX_FILES) break;
      this.drop(oldest);
    }
    return file;
  }

  /** Undefined when the id is unknown or expired (errcode 40007). */
  find(mediaId: string): MediaFile | undefined {
    const file = this.files.get(mediaId);
    return file !== undefined && this.clock.now() < file.createdAt + LIFETIME_MS ? file : undefined;
  }

  read(file: MediaFile): Buffer | undefined {
    if (this.folder === undefined) return this.contents.get(file.mediaId);
    try {
      return fs.readFileSync(path.join(this.folder, file.mediaId));
    } catch {
      return undefined;
    }
  }

  list(): MediaFile[] {
    return [...this.files.values()];
  }

  private drop(mediaId: string): void {
    this.files.delete(mediaId);
    this.contents.delete(mediaId);
    if (this.folder !== undefined) fs.rmSync(path.join(this.folder, mediaId), { force: true });
  }
}
