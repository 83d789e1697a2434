import { z } from 'zod';

const count = (fallback: number) => z.number().int().min(1).max(100_000).default(fallback);
const hours = (fallback: number) => z.number().int().min(0).max(1_000).default(fallback);
const time = z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'must be a time such as "18:00"');

/** When a reminder goes out: on a day before at a time, or so long before the beginning. */
const reminder = z.union(
  [
    z.strictObject({ days_before: z.number().int().min(0).max(30), at: time }),
    z.strictObject({
      minutes_before: z
        .number()
        .int()
        .min(1)
        .max(30 * 1_440),
    }),
  ],
  { error: 'must be like { days_before: 1, at: "18:00" } or { minutes_before: 60 }' },
);
export type ReminderRule = z.output<typeof reminder>;

/** The section `appointment` of `settings.yaml`; what is not there has a default. */
export const appointmentSettingsSchema = z
  .strictObject({
    /** How long a slot is kept for somebody who looks at the review. */
    hold_minutes: z.number().int().min(1).max(120).default(10),
    /** Per follower: open bookings at a time, bookings made in 24 hours. */
    limits: z.strictObject({ open: count(3), per_day: count(5) }).prefault({}),
    /** Followers may cancel until so many hours before the beginning. */
    cancel: z.strictObject({ hours_before: hours(2) }).prefault({}),
    reschedule: z
      .strictObject({ max_times: z.number().int().min(0).max(100).default(2), hours_before: hours(4) })
      .prefault({}),
    /** Days offered as a menu, and bookings that a list shows. */
    days_shown: z.number().int().min(1).max(8).default(6),
    list_size: z.number().int().min(1).max(8).default(5),
    topic_max: z.number().int().min(20).max(2_000).default(500),
    reminders: z
      .array(reminder)
      .max(10)
      .default([{ days_before: 1, at: '18:00' }, { minutes_before: 60 }]),
  })
  .prefault({});
export type AppointmentSettings = z.output<typeof appointmentSettingsSchema>;
