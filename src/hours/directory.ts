import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readYaml, refuse, type YamlFile } from '../kernel/yaml-file';
import { buildCalendar, type Calendar } from './calendar';
import { holidaysFileSchema, hoursFileSchema, toCalendarChanges, toSchedules } from './hours-file';
import type { Schedule } from './schedule';

/** A way to reach the company: what it is for, when, and how. */
export interface Channel {
  key: string;
  name: string;
  purpose: string;
  /** A number, an address, or what to send. */
  entry: string;
  /** What to press once a call is answered: `2 硬件产品`. */
  phoneMenu: readonly string[];
  /** How fast an answer may be expected. */
  replyTime: string;
  recommended: boolean;
  /** Name of its schedule. */
  schedule: string;
  /** Who may use it; the others see neither number nor address. */
  openTo: ChannelRole;
  /** What an emergency changes: it is answered outside of its hours, everyone may use it. */
  emergency: { anyTime: boolean; everyone: boolean };
}

/** `everyone`, or a role of `customers`. */
export const CHANNEL_ROLES = ['everyone', 'registered', 'vip', 'unit_admin', 'internal'] as const;
export type ChannelRole = (typeof CHANNEL_ROLES)[number];

/** What somebody wants to reach the company for: each has its own order of channels (S2-32). */
export type Need = 'urgent' | 'general' | 'suggestion';

/** Opening hours and channels of the company, as its content files say. */
export interface ServiceDirectory {
  company: string;
  calendar: Calendar;
  schedules: ReadonlyMap<string, Schedule>;
  /** In the order in which they are shown. */
  channels: readonly Channel[];
  /** Keys of channels, the first to try first; `overview` is what is shown before anybody says what it is about. */
  order: Readonly<Record<Need | 'overview', readonly string[]>>;
}

const line = z.string().trim().min(1, 'must not be empty').max(200, 'must have at most 200 characters');

const order = z.array(z.string()).min(1, 'must name at least one channel');

const channelsFileSchema = z.strictObject({
  company: line,
  channels: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be a name such as hotline'),
        name: line,
        purpose: line,
        entry: line,
        reply_time: line,
        recommended: z.boolean().default(false),
        schedule: z.string().optional(),
        phone_menu: z.array(line).default([]),
        open_to: z
          .enum(CHANNEL_ROLES, { error: `must be one of: ${CHANNEL_ROLES.join(', ')}` })
          .default('everyone'),
        emergency: z
          .strictObject({ any_time: z.boolean().default(false), everyone: z.boolean().default(false) })
          .prefault({}),
      }),
    )
    .min(1, 'must have at least one channel'),
  order: z.strictObject({
    overview: order,
    urgent: order,
    general: order,
    suggestion: order,
  }),
});

/** Reads `hours.yaml`, `holidays.yaml` and `channels.yaml` of a folder. Throws SEED_INVALID with all problems of a file. */
export function loadDirectory(folder: string): ServiceDirectory {
  const read = (name: string): YamlFile => {
    const file = path.join(folder, name);
    if (!fs.existsSync(file)) refuse([`${file}: is missing`]);
    return { name: file, text: fs.readFileSync(file, 'utf8') };
  };
  return parseDirectory(read('hours.yaml'), read('holidays.yaml'), read('channels.yaml'));
}

/** The same from texts. */
export function parseDirectory(hours: YamlFile, holidays: YamlFile, channels: YamlFile): ServiceDirectory {
  const hoursData = readYaml(hours, hoursFileSchema);
  const calendar = buildCalendar(toCalendarChanges(readYaml(holidays, holidaysFileSchema)));
  const schedules = toSchedules(hoursData, calendar);
  const channelsData = readYaml(
    channels,
    channelsFileSchema.superRefine((file, context) => {
      const keys = file.channels.map(({ key }) => key);
      file.channels.forEach((channel, index) => {
        const complain = (field: string, message: string) =>
          context.addIssue({ code: 'custom', path: ['channels', index, field], message });
        if (keys.indexOf(channel.key) !== index) complain('key', `${channel.key} is used twice`);
        if (channel.schedule !== undefined && !schedules.has(channel.schedule)) {
          complain('schedule', `${channel.schedule} is not a schedule of ${hours.name}`);
        }
      });
      for (const [need, wanted] of Object.entries(file.order)) {
        wanted.forEach((key, index) => {
          if (!keys.includes(key)) {
            context.addIssue({
              code: 'custom',
              path: ['order', need, index],
              message: `${key} is not a channel`,
            });
          }
        });
      }
    }),
  );
  return {
    company: channelsData.company,
    calendar,
    schedules,
    channels: channelsData.channels.map((channel) => ({
      key: channel.key,
      name: channel.name,
      purpose: channel.purpose,
      entry: channel.entry,
      phoneMenu: channel.phone_menu,
      replyTime: channel.reply_time,
      recommended: channel.recommended,
      schedule: channel.schedule ?? hoursData.standard,
      openTo: channel.open_to,
      emergency: { anyTime: channel.emergency.any_time, everyone: channel.emergency.everyone },
    })),
    order: channelsData.order,
  };
}

/** A schedule by name. A name that the content does not have is a fault of the caller: the loader checked the rest. */
export function scheduleOf(directory: ServiceDirectory, name: string): Schedule {
  const schedule = directory.schedules.get(name);
  if (schedule === undefined) throw new Error(`no schedule is called ${name}`);
  return schedule;
}
