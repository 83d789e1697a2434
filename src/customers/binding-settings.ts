import { z } from 'zod';

const count = z.number().int().min(1).max(100_000);
const limits = z.strictObject({ per_hour: count, per_day: count });

/** The section `binding` of `settings.yaml`: one-time codes by SMS. */
export const bindingSettingsSchema = z.strictObject({
  /** How long a code is good for. */
  code_minutes: count.default(5),
  /** Wrong tries after which a code is spent. */
  tries: count.default(5),
  /** Between two requests. */
  wait_seconds: count.default(60),
  /** Requests of one follower, and for one number. */
  per_follower: limits.default({ per_hour: 5, per_day: 10 }),
  per_phone: limits.default({ per_hour: 3, per_day: 6 }),
});

export type BindingSettings = z.output<typeof bindingSettingsSchema>;
