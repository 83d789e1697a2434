import {
  type Need,
  offerChannels,
  type ServiceDirectory,
  scheduleOf,
  viewChannels,
  viewHours,
} from '../hours';
import type { Json } from '../kernel/json';

const MINUTE_MS = 60_000;

/** What `channels.describe` is asked for. */
export interface ChannelsAsked {
  about: 'contact' | 'hours';
  need: Need | null;
  /** Roles of the follower: some channels are not for everyone. */
  roles: readonly string[];
}

/**
 * What `channels.describe` answers at an instant (epoch ms). Hours begin and end on whole minutes, so that what is worked
 * out from the schedules holds for the minute; it costs more than the rest of the turn.
 */
export function describeChannels(
  directory: ServiceDirectory,
): (now: number, asked: ChannelsAsked) => Record<string, Json> {
  let known: ReturnType<typeof viewMinute> | undefined;
  return (now, { about, need, roles }) => {
    const minute = Math.floor(now / MINUTE_MS);
    if (known?.minute !== minute) known = viewMinute(directory, minute);
    const { channels, handoff } = known;
    if (about === 'hours') {
      return {
        handoffHours: handoff.hours,
        channels: [...channels.values()]
          .filter(({ schedule }) => schedule !== 'handoff')
          .map(({ name, hours, open }) => ({ name, hours, open })),
      };
    }
    const offered = offerChannels(directory, channels, { need, roles });
    return {
      company: directory.company,
      need,
      handoffOpen: handoff.open,
      channels: offered.map(({ holidays: _, phoneMenu, ...channel }) => ({
        ...channel,
        phoneMenu: [...phoneMenu],
      })),
    };
  };
}

function viewMinute(directory: ServiceDirectory, minute: number) {
  const now = minute * MINUTE_MS;
  return {
    minute,
    channels: viewChannels(directory, now),
    handoff: viewHours(scheduleOf(directory, 'handoff'), now),
  };
}
