import type { Channel, ServiceDirectory, Urgency } from './directory';
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

export type ChannelView = Omit<Channel, 'schedule'> & HoursView;

export interface ContactView {
  company: string;
  /** When people answer chats (schedule `handoff`). */
  handoffHours: string;
  channels: ChannelView[];
  /** Names of channels, the first to try first. */
  order: Record<Urgency, string[]>;
}

/** What `联系我们` shows at the instant `now` (epoch ms). */
export function contactText(directory: ServiceDirectory, now: number): ContactView {
  const names = new Map(directory.channels.map(({ key, name }) => [key, name]));
  const named = (urgency: Urgency) => directory.order[urgency].map((key) => names.get(key) ?? key);
  return {
    company: directory.company,
    handoffHours: describe(scheduleOf(directory, 'handoff')),
    channels: directory.channels.map(({ schedule, ...channel }) => ({
      ...channel,
      ...viewHours(scheduleOf(directory, schedule), now),
    })),
    order: { urgent: named('urgent'), general: named('general'), suggestion: named('suggestion') },
  };
}

/** The hours of people answering chats (schedule `handoff`) and of every channel at the instant `now` (epoch ms). */
export function hoursText(
  directory: ServiceDirectory,
  now: number,
): { handoff: HoursView; channels: ({ name: string } & HoursView)[] } {
  return {
    handoff: viewHours(scheduleOf(directory, 'handoff'), now),
    channels: directory.channels.map(({ name, schedule }) => ({
      name,
      ...viewHours(scheduleOf(directory, schedule), now),
    })),
  };
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
