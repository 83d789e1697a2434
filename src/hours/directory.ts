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
  /** How fast an answer may be expected. */
  replyTime: string;
  recommended: boolean;
  /** Name of its schedule. */
  schedule: string;
}

/** In which order to try the channels. */
export type Urgency = 'urgent' | 'general' | 'suggestion';

/** Opening hours and channels of the company, as its content files say. */
export interface ServiceDirectory {
  company: string;
  calendar: Calendar;
  schedules: ReadonlyMap<string, Schedule>;
  /** In the order in which they are shown. */
  channels: readonly Channel[];
  /** Keys of channels. */
  order: Readonly<Record<Urgency, readonly string[]>>;
}

const line = z.string().trim().min(1, 'must not be empty').max(200, 'must have at most 200 characters');

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
      }),
    )
    .min(1, 'must have at least one channel'),
  order: z.strictObject({
    urgent: z.array(z.string()),
    general: z.array(z.string()),
    suggestion: z.array(z.string()),
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
      for (const [urgency, wanted] of Object.entries(file.order)) {
        wanted.forEach((key, index) => {
          if (!keys.includes(key)) {
            context.addIssue({
              code: 'custom',
              path: ['order', urgency, index],
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
    channels: channelsData.channels.map(({ reply_time, schedule, ...channel }) => ({
      ...channel,
      replyTime: reply_time,
      schedule: schedule ?? hoursData.standard,
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
