import type { OutgoingMessage } from './deliverer';
import type { FollowerRecord } from './followers';
import type { MediaFile } from './media-store';
import type { MenuButton } from './snapshot';

/** What the platform keeps on disk. Tokens are not kept: an account has to cope with their loss. */
export interface PlatformState {
  followers: FollowerRecord[];
  nextBubbleId: number;
  media: MediaFile[];
  menu: MenuButton[];
  pending: OutgoingMessage[];
}

/** Whether the content of a file is one of ours; what is inside the lists was written by this program. */
export function isPlatformState(value: unknown): value is PlatformState {
  const { followers, media, menu, pending } = (value ?? {}) as Partial<PlatformState>;
  return [followers, media, menu, pending].every(Array.isArray);
}
