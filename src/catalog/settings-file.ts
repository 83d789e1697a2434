import { z } from 'zod';
import { appointmentSettingsSchema } from '../appointments/appointment-settings';
import { bindingSettingsSchema } from '../customers/binding-settings';
import { lookupLimitsSchema } from '../customers/lookup-limits';
import { privacySettingsSchema } from '../customers/privacy-settings';
import { retentionSettingsSchema } from '../customers/retention-settings';
import { readYaml, type YamlFile } from '../kernel/yaml-file';
import { priorityRulesSchema } from '../tickets/priority';
import { ticketSettingsSchema } from '../tickets/ticket-settings';
import { warrantySettingsSchema } from '../warranty/warranty-settings';

const settingsFileSchema = z.strictObject({
  ticket: ticketSettingsSchema,
  service_code: z.strictObject({ limits: lookupLimitsSchema }),
  warranty: warrantySettingsSchema,
  priority: priorityRulesSchema,
  binding: bindingSettingsSchema.prefault({}),
  privacy: privacySettingsSchema,
  retention: retentionSettingsSchema.prefault({}),
  appointment: appointmentSettingsSchema,
});

/**
 * The rules of tickets, lookups and bookings, as `settings.yaml` says. Names are those of the file, so that flows can use the value
 * as it is (`settings.ticket.email_required`).
 */
export type Settings = z.output<typeof settingsFileSchema>;

/** Reads `settings.yaml`. Throws SEED_INVALID with every problem as `file:line`. */
export function parseSettings(file: YamlFile): Settings {
  return readYaml(file, settingsFileSchema);
}
