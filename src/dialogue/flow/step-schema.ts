import { z } from 'zod';

/** The one key that says what a step is. */
export const STEP_KINDS = [
  'say',
  'collect',
  'confirm',
  'do',
  'branch',
  'set',
  'call',
  'goto',
  'handoff',
  'end',
] as const;

export type StepKind = (typeof STEP_KINDS)[number];

export const text = z.string().min(1, 'must not be empty');
export const name = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'must be small letters, digits and _, beginning with a letter');
export const expression = z.string().min(1, 'must be a CEL expression in quotes');
const target = name;
const base = { id: name.optional(), when: expression.optional() };

type Args = string | Args[] | { [key: string]: Args };
const args: z.ZodType<Args> = z.lazy(() => z.union([expression, z.array(args), z.record(z.string(), args)]));

/** By kind; `when` skips a step of any kind while it is false. */
const STEPS = {
  say: z.strictObject({ ...base, say: name }),
  collect: z.strictObject({ ...base, collect: name }),
  confirm: z.strictObject({
    ...base,
    confirm: z.strictObject({
      summary: name,
      on_yes: target,
      on_no: target,
      edit: z.boolean().default(true),
      yes_label: text.max(30).optional(),
      no_label: text.max(30).optional(),
      /** The text that 条款 shows; without it the text called `terms`, if there is one. */
      terms: name.optional(),
    }),
  }),
  do: z.strictObject({
    ...base,
    do: z.string().regex(/^[a-z_]+\.[a-z_]+$/, 'must be the kind of an effect, such as ticket.create'),
    args: z.record(z.string(), args).default({}),
    ok: target.optional(),
    fail: z.record(z.string(), target).default({}),
  }),
  branch: z.strictObject({
    ...base,
    branch: z
      .array(
        z.union([z.strictObject({ if: expression, goto: target }), z.strictObject({ else: target })], {
          error: 'must be { if, goto } or { else }',
        }),
      )
      .min(1),
  }),
  set: z.strictObject({ ...base, set: z.record(name, z.union([expression, z.null()])) }),
  call: z.strictObject({ ...base, call: name }),
  goto: z.strictObject({ ...base, goto: target }),
  handoff: z.strictObject({ ...base, handoff: z.strictObject({ reason: name }) }),
  end: z.strictObject({ ...base, end: z.enum(['completed', 'abandoned']) }),
} as const satisfies Record<StepKind, z.ZodType>;

export type StepFile = { [Kind in StepKind]: z.output<(typeof STEPS)[Kind]> & { kind: Kind } }[StepKind];

/** Judges a step by the schema of its kind, so that a mistake is told for the step that was meant. */
export const step = z.record(z.string(), z.unknown()).transform((raw, context): StepFile => {
  const kinds = STEP_KINDS.filter((kind) => Object.hasOwn(raw, kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    const problem = kind === undefined ? 'has none' : `has ${kinds.join(' and ')}`;
    context.addIssue(`a step must have exactly one of: ${STEP_KINDS.join(', ')}; this one ${problem}`);
    return z.NEVER;
  }
  const parsed = STEPS[kind].safeParse(raw);
  if (parsed.success) return { ...parsed.data, kind } as StepFile;
  for (const { path, message } of parsed.error.issues) {
    context.issues.push({ code: 'custom', message, path: [...path], input: raw });
  }
  return z.NEVER;
});
