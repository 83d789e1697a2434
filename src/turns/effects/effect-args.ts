import { z } from 'zod';
import type { Json } from '../../kernel/json';

/**
 * Arguments of an effect in the shape its feature wants. A wrong shape is a fault of a flow: it is thrown with the names
 * of the fields and never their values, which may be somebody's phone number.
 */
export function readArgs<Schema extends z.ZodType>(
  kind: string,
  schema: Schema,
  args: Json,
): z.output<Schema> {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'args'} (${code})`);
  throw new Error(`the effect ${kind} was given wrong arguments: ${fields.join(', ')}`);
}

/** A slot's value as text; an empty slot is an empty text. */
export const slotText = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? '' : String(value)));

/** Pictures, voice messages and videos of the chat: as the event has them, or only their media ids. */
export const slotMedia = z
  .array(
    z.union([
      z.string().transform((mediaId) => ({ mediaId, kind: 'image' })),
      z.object({ ref: z.string(), kind: z.string().default('image') }).transform(({ ref, kind }) => ({
        mediaId: ref,
        kind,
      })),
    ]),
  )
  .nullish()
  .transform((items) => items ?? []);
