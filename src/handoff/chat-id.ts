import type { NewId } from '../kernel/ids';

/** Makes the id of a chat queued at `now` (epoch ms). */
export type NewChatId = (now: number) => string;

/**
 * Ids whose order is the order of queueing, also within one millisecond: `time, count, random`, the first two in
 * base 36 with a fixed width. The queue sorts by time and then by id.
 */
export function chatIds(newId: NewId): NewChatId {
  let lastNow = 0;
  let count = 0;
  return (now) => {
    count = now === lastNow ? count + 1 : 0;
    lastNow = now;
    return `${now.toString(36).padStart(9, '0')}${count.toString(36).padStart(4, '0')}-${newId()}`;
  };
}
