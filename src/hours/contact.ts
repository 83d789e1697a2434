import type { Channel, ChannelRole, Need, ServiceDirectory } from './directory';
import { scheduleOf } from './directory';
import { describe, describeHolidays, formatOpening } from './label';
import { isOpen, nextOpening, type Schedule } from './schedule';

/** A service's hours as a text needs them. */
export interface HoursView {
  /** `周一至周五 9:00–18:00` */
  hours: string;
  /** `法定节假日休息`, or empty. */
  holidays: string;
  open: boolean;
  /** `明天 9:00` while closed; null while open or when nothing opens. */
  opensAt: string | null;
}

export type ChannelView = Channel & HoursView;

/** A channel as one follower may see it. */
export interface OfferedChannel extends HoursView {
  name: string;
  purpose: string;
  /** Null: not for this follower, but for whom `onlyFor` names. */
  entry: string | null;
  onlyFor: ChannelRole | null;
  phoneMenu: readonly string[];
  replyTime: string;
  recommended: boolean;
  /** Closed, and answered all the same because it is urgent. */
  anyTime: boolean;
}

/** Every channel with its hours at the instant `now` (epoch ms), by key, in the order of the file. */
export function viewChannels(directory: ServiceDirectory, now: number): ReadonlyMap<string, ChannelView> {
  return new Map(
    directory.channels.map((channel) => [
      channel.key,
      { ...channel, ...viewHours(scheduleOf(directory, channel.schedule), now) },
    ]),
  );
}

/**
 * The channels for a need, the first to try first; without a need those of the overview. What cannot be reached now comes
 * after what can (S4-11, S4-12), else the order is that of the file. Who has not the role for a channel sees that it is
 * there, and neither number nor address.
 */
export function offerChannels(
  directory: ServiceDirectory,
  channels: ReadonlyMap<string, ChannelView>,
  asked: { need: Need | null; roles: readonly string[] },
): OfferedChannel[] {
  const urgent = asked.need === 'urgent';
  const offered = directory.order[asked.need ?? 'overview'].flatMap((key) => {
    const channel = channels.get(key);
    return channel === undefined ? [] : [offer(channel, urgent, asked.roles)];
  });
  const answers = ({ open, anyTime }: OfferedChannel) => open || anyTime;
  return [...offered.filter(answers), ...offered.filter((one) => !answers(one))];
}

function offer(channel: ChannelView, urgent: boolean, roles: readonly string[]): OfferedChannel {
  const { openTo, emergency } = channel;
  const may = openTo === 'everyone' || (urgent && emergency.everyone) || roles.includes(openTo);
  return {
    name: channel.name,
    purpose: channel.purpose,
    entry: may ? channel.entry : null,
    onlyFor: may ? null : openTo,
    phoneMenu: may ? channel.phoneMenu : [],
    replyTime: channel.replyTime,
    recommended: channel.recommended,
    hours: channel.hours,
    holidays: channel.holidays,
    open: channel.open,
    opensAt: channel.opensAt,
    anyTime: urgent && emergency.anyTime && !channel.open,
  };
}

/** The weekly hours of each schedule as people write them, by its name. */
export function describeSchedules({ schedules }: ServiceDirectory): Map<string, string> {
  return new Map([...schedules].map(([name, schedule]) => [name, describe(schedule)]));
}

/** One schedule as texts at the instant `now` (epoch ms). */
export function viewHours(schedule: Schedule, now: number): HoursView {
  const open = isOpen(schedule, now);
  const opening = open ? undefined : nextOpening(schedule, now);
  return {
    hours: describe(schedule),
    holidays: describeHolidays(schedule, now),
    open,
    opensAt: opening === undefined ? null : formatOpening(opening, now),
  };
}
