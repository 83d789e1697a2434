import { z } from 'zod';

/** `settings.yaml`, section `privacy`: what followers are told before they give personal data. */
export const privacySettingsSchema = z.strictObject({
  /** Asked again only when it changes. */
  version: z.string().trim().min(1).max(20),
  /** Stands with the first question of a form, and must leave room for it. */
  notice: z.string().trim().min(1).max(120),
  text: z.string().trim().min(1).max(2000),
});
