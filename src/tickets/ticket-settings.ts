import { z } from 'zod';
import { lookupLimitsSchema } from '../customers/lookup-limits';
import { TICKET_STATUSES } from './lifecycle';

const count = z.number().int().min(1).max(100_000);
const label = z.string().trim().min(1, 'must not be empty').max(50, 'must have at most 50 characters');
const text = z.string().trim().min(1, 'must not be empty').max(1_500, 'must have at most 1500 characters');

/** The section `ticket` of `settings.yaml`. */
export const ticketSettingsSchema = z.strictObject({
  email_required: z.boolean(),
  terms_version: label,
  terms: text,
  description_template: text,
  description_max: z.number().int().min(100).max(10_000),
  attachments: z.strictObject({ max_items: count, max_mb: count }),
  limits: z.strictObject({ per_hour: count, per_day: count }),
  query_limits: lookupLimitsSchema,
  reopen_days: count,
  list_size: z.number().int().min(1).max(20),
  /** What `progress` says when nobody wrote something more exact. */
  progress: z.strictObject(
    Object.fromEntries(TICKET_STATUSES.map((status) => [status, label])) as Record<
      (typeof TICKET_STATUSES)[number],
      typeof label
    >,
  ),
});
export type TicketSettings = z.output<typeof ticketSettingsSchema>;
