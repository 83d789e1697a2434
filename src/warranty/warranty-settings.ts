import { z } from 'zod';
import { lookupLimitsSchema } from '../customers/lookup-limits';

/** The section `warranty` of `settings.yaml`. */
export const warrantySettingsSchema = z
  .strictObject({
    /** How often one follower may look up warranties. */
    limits: lookupLimitsSchema.prefault({
      per_hour: 5,
      per_day: 20,
      misses_per_day: 10,
      lock_hours: 24,
      alarm_per_minute: 30,
    }),
  })
  .prefault({});
