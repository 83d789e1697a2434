import { contactText, type ServiceDirectory } from '../hours';
import type { Json } from '../kernel/json';

const MINUTE_MS = 60_000;

/**
 * What `channels.describe` answers at an instant (epoch ms). Hours begin and end on whole minutes, so one answer holds
 * for the minute; working it out costs more than the rest of the turn.
 */
export function describeChannels(directory: ServiceDirectory): (now: number) => Record<string, Json> {
  let known: { minute: number; answer: Record<string, Json> } | undefined;
  return (now) => {
    const minute = Math.floor(now / MINUTE_MS);
    if (known?.minute !== minute) {
      const { channels, handoffHours } = contactText(directory, minute * MINUTE_MS);
      known = {
        minute,
        answer: {
          handoffHours,
          channels: channels.map(({ name, entry, hours, open }) => ({ name, entry, hours, open })),
        },
      };
    }
    return known.answer;
  };
}
