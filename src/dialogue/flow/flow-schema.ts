import { z } from 'zod';
import { expression, name, step, text } from './step-schema';

/** What a slot can hold; each type has an extractor. */
export const SLOT_TYPES = [
  'text',
  'longtext',
  'person_name',
  'phone_cn',
  'email',
  'choice',
  'catalog',
  'number',
  'date',
  'time_span',
  'media_list',
  'org_full_name',
  'serial_no',
  'ticket_no',
  'service_code',
  'one_time_code',
] as const;

export type SlotType = (typeof SLOT_TYPES)[number];

/** Personal data: masked whenever it is shown. */
export const PII_CLASSES = ['name', 'phone', 'email', 'org', 'id'] as const;

const MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `10m`, `12h`, `7d` → milliseconds. */
const duration = z
  .string()
  .regex(/^[1-9]\d{0,3}[smhd]$/, 'must be a whole number and s, m, h or d, such as 10m or 7d')
  .transform((source) => Number(source.slice(0, -1)) * MS[source.slice(-1) as keyof typeof MS]);

const option = z.union(
  [
    text.transform((label) => ({ value: label as string | number, label, aliases: [] as string[] })),
    z.strictObject({
      value: z.union([text, z.number()]),
      label: text,
      aliases: z.array(text).default([]),
    }),
  ],
  { error: 'an option must be a text or { value, label, aliases }' },
);

const slot = z.strictObject({
  type: z.enum(SLOT_TYPES, { error: `must be one of: ${SLOT_TYPES.join(', ')}` }),
  label: text.max(20, 'must have at most 20 characters'),
  /** Further names by which followers call it, in labelled blocks and corrections. */
  aliases: z.array(text).default([]),
  required: z.union([z.boolean(), expression]).default(true),
  ask: text.optional(),
  /** The one line with which it is asked again. */
  short: text.optional(),
  help: text.optional(),
  example: text.optional(),
  /** Said when nothing could be read from the answer; the second text for the second time, and so on. */
  unrecognised: z.array(text).default([]),
  /** Said when a rule is broken that gives no text of its own. */
  invalid: z.array(text).default([]),
  pii: z.enum(PII_CLASSES, { error: `must be one of: ${PII_CLASSES.join(', ')}` }).optional(),
  prefill: expression.optional(),
  /** Offered with the question: the follower confirms it or writes something else. */
  suggest: expression.optional(),
  /** `memory`: kept for later flows of this conversation, and offered there. */
  scope: z.enum(['frame', 'memory']).default('frame'),
  options: z.union([expression, z.array(option).min(1)]).optional(),
  depends_on: z.array(name).default([]),
  validate: z.array(z.strictObject({ if: expression, say: name })).default([]),
  /** Characters. */
  max_len: z.number().int().min(1).max(5000).optional(),
  max_items: z.number().int().min(1).max(20).optional(),
});

/** The form of a flow file; what needs more than one place to judge is checked in `readFlow`. */
export const flowSchema = z.strictObject({
  schema: z.literal(1, { error: 'must be 1, the only version of this file there is' }),
  flow: name,
  title: text.max(20, 'must have at most 20 characters'),
  /** Seed rows, for the coverage report. */
  covers: z.array(text).default([]),
  triggers: z
    .strictObject({
      /** Whole messages. */
      commands: z.array(text).default([]),
      /** Keys of the account's menu. */
      menu: z.array(text).default([]),
      /** Ways to say it, scored by the knowledge index. */
      phrases: z.array(text).default([]),
      min_score: z.number().min(0).max(1).default(0.75),
    })
    .prefault({}),
  guard: expression.optional(),
  on_denied: name.optional(),
  policy: z
    .strictObject({
      interrupts: z.array(name).default([]),
      max_invalid: z.number().int().min(1).max(9).default(3),
      on_exhausted: z.enum(['offer_handoff', 'end', 'skip']).default('offer_handoff'),
      idle: z
        .strictObject({
          remind_after: duration.optional(),
          expire_after: duration.default(12 * MS.h),
          draft_ttl: duration.optional(),
        })
        .prefault({}),
      cancel_confirm_from: z.number().int().min(0).default(3),
    })
    .prefault({}),
  slots: z.record(name, slot).default({}),
  steps: z.array(step).min(1, 'must have at least one step'),
  texts: z.record(name, text).default({}),
  effects_declared: z.array(z.string()).default([]),
});

export type FlowFile = z.output<typeof flowSchema>;
export type SlotFile = z.output<typeof slot>;
export type PiiClass = (typeof PII_CLASSES)[number];
