import { z } from 'zod';
import type { Json } from '../kernel/json';

/** The form of a conversation-test file, `test/conversations/*.yaml`; docs/conversation-tests.md explains it. */

const words = z.string().min(1, 'must not be empty');

/**
 * What a follower types. A bare number is only taken with one digit: YAML would cut the zeros that a longer one
 * begins with, so those stand in quotes.
 */
const typed = z.union([words, z.number().int().min(0).max(9).transform(String)], {
  error: 'must be a text; quote a text that begins with # and a number of more than one digit',
});

/** One, or a list: always a list afterwards. The problems of the one are told, and not only that it is no list. */
const severalOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (given) => (Array.isArray(given) ? given : [given]),
    z.array(item).min(1, 'must name at least one'),
  );

const count = z.number().int().min(0);
const json: z.ZodType<Json> = z.json();
const values = z.record(z.string(), json);
const effectKind = z
  .string()
  .regex(/^[a-z_]+\.[a-z_]+$/, 'must be the kind of an effect, such as ticket.create');
/** Effect kind → the code that it fails with. */
const failures = z.record(effectKind, z.string().regex(/^[A-Z_]+$/, 'must be a code such as RATE_LIMITED'));

const MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `10m`, `49h`, `8d` → milliseconds. */
const duration = z
  .string()
  .regex(/^[1-9]\d{0,5}[smhd]$/, 'must be a whole number and s, m, h or d, such as 10m')
  .transform((text) => Number(text.slice(0, -1)) * MS[text.slice(-1) as keyof typeof MS]);

const instant = z
  .string()
  .refine(
    (text) => /T.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
    'must be an instant with its zone, such as 2026-11-20T10:00:00+08:00',
  )
  .transform((text) => Date.parse(text));

const regex = z.string().transform((source, context) => {
  try {
    return new RegExp(source, 'u');
  } catch {
    context.addIssue({ code: 'custom', message: 'is not a regular expression' });
    return z.NEVER;
  }
});

const bot = z.union(
  [
    z.literal('none').transform(() => ({ none: true as const })),
    z.strictObject({
      /** The slot or step that the turn ends with a prompt for. */
      asks: words.optional(),
      /** Keys of texts that are said, in any order. */
      text_key: severalOf(words).optional(),
      contains: severalOf(words).optional(),
      not_contains: severalOf(words).optional(),
      matches: severalOf(regex).optional(),
      /** The labels of the menu that is shown, all of them and in order; an empty list: no menu. */
      menu: z.array(z.string()).optional(),
      menu_includes: severalOf(words).optional(),
      /** How many messages the bot says, passive reply included. */
      messages: count.optional(),
      offers: z.literal('handoff', { error: 'can only be handoff' }).optional(),
    }),
  ],
  {
    error:
      'must be none, or asks, text_key, contains, not_contains, matches, menu, menu_includes, messages or offers',
  },
);

const effect = z.strictObject({
  kind: effectKind,
  /** A subset of the arguments. */
  args: values.optional(),
  ok: z.boolean().optional(),
  code: z.string().optional(),
  /** A subset of the result. */
  data: values.optional(),
});

const rows = z.strictObject({
  /** A SELECT; `$1` is the follower. */
  sql: z.string().regex(/^\s*select\b/i, 'must be a SELECT'),
  /** The rows, or for one row with one column its value. */
  equals: json,
});

const expectations = {
  bot: bot.optional(),
  /** Values of the active form; null is empty. Those not named may be anything. */
  slots: values.optional(),
  /** Values that outlive a form. */
  memory: values.optional(),
  mode: z.enum(['bot', 'queued', 'human', 'after_human']).optional(),
  /** Ids of the running flows, the active one last. */
  stack: z.array(words).optional(),
  frame: z
    .strictObject({
      flow: words.optional(),
      step: words.optional(),
      status: words.optional(),
      /** Whether the form runs on the revision that is published now. */
      rev: z.enum(['old', 'current']).optional(),
    })
    .optional(),
  /** Inline effects of this turn, in this order; others may stand between. An empty list: none at all. */
  effects: z.array(effect).optional(),
  /** How often effects succeeded since the case began. */
  effects_total: z.record(effectKind, count).optional(),
  /** Customer-service messages that reached the platform in this turn. */
  sent: count.optional(),
  rows: severalOf(rows).optional(),
  /** With `redeliver`: every delivery got the same reply. */
  replies_identical: z.literal(true).optional(),
  decision: z.strictObject({ rule: z.number().int().optional(), command: words.optional() }).optional(),
};

const use = z.union(
  [
    words.transform((fragment) => ({ fragment, until: undefined })),
    z.strictObject({
      fragment: words,
      /** Stops after the turn that asks for this slot or step. */
      until: words.optional(),
    }),
  ],
  { error: 'must be the name of a fragment, or { fragment, until }' },
);

const actions = {
  user: typed.optional(),
  /** The nth link of the last menu; `back: 1` is the menu before it. */
  tap: z
    .union([
      z
        .number()
        .int()
        .min(1)
        .max(10)
        .transform((item) => ({ item, back: 0 })),
      z.strictObject({ item: z.number().int().min(1).max(10), back: count }),
    ])
    .optional(),
  media: z.enum(['image', 'voice', 'video']).optional(),
  location: words.optional(),
  click: words.optional(),
  event: z.enum(['subscribe', 'unsubscribe']).optional(),
  /** How short messages end from now on. */
  sms: z.enum(['sent', 'refused', 'retry']).optional(),
  agent: z
    .union(
      [
        z.enum(['claim', 'hand_back', 'close']),
        z.strictObject({ say: words }),
        z.strictObject({ fill_slot: values }),
      ],
      { error: 'must be claim, hand_back, close, { say } or { fill_slot }' },
    )
    .optional(),
  advance: duration.optional(),
  restart: z.literal(true).optional(),
  /** A flow file, relative to the suite, that takes the place of the flow with its id. */
  publish: words.optional(),
  use: use.optional(),
};

export const ACTIONS = Object.keys(actions) as (keyof typeof actions)[];
const INBOUND: readonly string[] = ['user', 'tap', 'media', 'location', 'click', 'event'];

const turn = z
  .strictObject({
    ...actions,
    /** What a voice message was recognised as. */
    recognition: words.optional(),
    /** Repeats the last character of what is typed until there are so many, for texts that are too long. */
    padded_to: z.number().int().min(2).max(5_000).optional(),
    /** How many further times the platform delivers the same message. */
    redeliver: z.number().int().min(1).max(9).optional(),
    fail: failures.optional(),
    ...expectations,
  })
  .superRefine((given, context) => {
    const complain = (message: string) => context.addIssue({ code: 'custom', message });
    const found = ACTIONS.filter((name) => given[name] !== undefined);
    if (found.length !== 1) {
      const named = found.length === 0 ? 'none of them' : found.join(' and ');
      complain(`a turn does one thing (${ACTIONS.join(', ')}), and this one has ${named}`);
    }
    const [action = ''] = found;
    const inbound = INBOUND.includes(action);
    if (given.padded_to !== undefined && given.user === undefined) complain('only what is typed is padded');
    if (given.redeliver !== undefined && !inbound) complain('only what a follower does is delivered again');
    if (given.replies_identical && given.redeliver === undefined) {
      complain('replies_identical compares deliveries: add redeliver');
    }
    if (given.recognition !== undefined && given.media !== 'voice') {
      complain('only a voice message has a recognition');
    }
    if (action === 'use') {
      const extra = Object.keys(given).filter((name) => name !== 'use');
      if (extra.length > 0) complain(`the turns of a fragment are checked there: remove ${extra.join(', ')}`);
    }
  });

const caseGiven = z.strictObject({
  /** What is known of the follower. */
  profile: z
    .strictObject({
      name: words.optional(),
      phone: words.optional(),
      email: words.optional(),
      org_name: words.optional(),
      /** A confirmed phone: the follower is registered. */
      bound_phone: words.optional(),
      /** Full name of the unit that they are bound to. */
      unit: words.optional(),
      unit_admin: z.boolean().optional(),
      internal: z.boolean().optional(),
      tad: z.boolean().optional(),
      /** The version of the privacy notice that they went on with. */
      privacy_version: words.optional(),
    })
    .optional(),
  fail: failures.optional(),
});

const given = caseGiven.extend({
  /** The whole knowledge base; without it the shipped one. */
  kb: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be small letters and digits with - between'),
        q: words,
        a: words,
        similar: z.array(words).default([]),
        category: words.default('测试'),
        product: words.optional(),
      }),
    )
    .min(1, 'must have at least one entry')
    .optional(),
  /** In the form of `kb-seed/data/units.yaml`, in place of it. */
  units: z.array(values).min(1).optional(),
  /** In the form of `kb-seed/data/resources.yaml`, in place of it. */
  resources: z.array(values).min(1).optional(),
  /** Changes to `kb-seed/data/settings.yaml`, merged into it. */
  settings: values.optional(),
  /** Flow files, relative to the suite, added to the shipped ones or in their place. */
  flows: z.array(words).min(1).optional(),
  agents_online: count.default(1),
  /** `WECHAT_CUSTOM_SEND`: without it everything waits for the follower's next message. */
  custom_send: z.boolean().default(true),
  /** `BOOKING_OPEN_TO` */
  booking_open_to: z.enum(['everyone', 'vip_admin']).default('everyone'),
});

/** Rows of docs/features.yaml that fail to hold when the talk fails. */
const covers = z
  .array(z.string().regex(/^(S\d-\d\d|F-\d\d[A-Z]?)$/, 'must be the number of a feature such as S1-12'))
  .default([]);

const testCase = z
  .strictObject({
    name: words,
    covers,
    given: caseGiven.default({}),
    use: severalOf(use).optional(),
    talk: z.array(turn).default([]),
  })
  .refine((one) => one.talk.length > 0 || one.use !== undefined, 'a case needs a talk');

export const suiteSchema = z.strictObject({
  suite: words,
  /** The flow that is tested; mutation changes this one. */
  flow: words.optional(),
  covers,
  clock: instant,
  given: given.prefault({}),
  fragments: z.record(words, z.array(turn).min(1)).default({}),
  cases: z.array(testCase).min(1, 'must have at least one case'),
});

export type SuiteFile = z.output<typeof suiteSchema>;
export type Given = SuiteFile['given'];
export type CaseGiven = z.output<typeof caseGiven>;
export type CaseFile = SuiteFile['cases'][number];
export type Turn = z.output<typeof turn>;
export type Use = z.output<typeof use>;
export type BotExpectation = z.output<typeof bot>;
export type EffectExpectation = z.output<typeof effect>;
