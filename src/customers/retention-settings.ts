import { z } from 'zod';

const days = z.number().int().min(1).max(36_500);

/** The section `retention` of `settings.yaml`: how many days things are kept. */
export const retentionSettingsSchema = z.strictObject({
  /** What followers, bot and staff said. */
  messages: days.default(730),
  media: days.default(365),
  /** What turns read, for replays. */
  traces: days.default(30),
  /** Personal fields of tickets that are closed or cancelled. */
  closed_tickets: days.default(1_095),
  /** Buyer and contact of devices, counted from the end of their warranty. */
  expired_devices: days.default(1_095),
});

export type RetentionSettings = z.output<typeof retentionSettingsSchema>;
