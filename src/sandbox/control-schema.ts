import { z } from 'zod';

/** What the phone page and the terminal chat can ask a follower to do. */
export const actionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('follow'), scene: z.string().min(1).max(64).optional() }),
  z.object({ kind: z.literal('unfollow') }),
  z.object({ kind: z.literal('text'), text: z.string().min(1).max(4000) }),
  z.object({ kind: z.literal('tap'), text: z.string().min(1).max(4000), menuId: z.string().max(128) }),
  z.object({ kind: z.literal('sample'), media: z.enum(['image', 'voice', 'video']) }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    label: z.string().max(200),
  }),
  z.object({
    kind: z.literal('link'),
    title: z.string().max(200),
    description: z.string().max(500),
    url: z.string().max(1000),
  }),
  z.object({ kind: z.literal('click'), key: z.string().min(1).max(128) }),
  z.object({ kind: z.literal('view'), url: z.string().min(1).max(1024) }),
  z.object({ kind: z.literal('scan'), scene: z.string().min(1).max(64) }),
  z.object({ kind: z.literal('accept-transfer') }),
  z.object({ kind: z.literal('close-transfer') }),
]);

export type ControlAction = z.output<typeof actionSchema>;

export const newFollowerSchema = z.object({ name: z.string().trim().min(1).max(20) });

/** A fault to come: see `FaultKind`. */
export const faultSchema = z.object({
  fault: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('errcode'), errcode: z.number().int(), errmsg: z.string().optional() }),
    z.object({ kind: z.literal('http'), status: z.number().int().min(400).max(599) }),
    z.object({ kind: z.literal('malformed'), processed: z.boolean().optional() }),
    z.object({ kind: z.literal('silence'), processed: z.boolean().optional() }),
    z.object({ kind: z.literal('cut'), processed: z.boolean().optional() }),
    z.object({ kind: z.literal('delay'), delayMs: z.number().int().min(0).max(60_000) }),
  ]),
  path: z.string().startsWith('/').optional(),
  /** Null: every call, until the fault is cleared. */
  times: z.number().int().min(1).max(100).nullable().default(1),
});

/** The follower's window as if the account had used it up, or as if its time were over. */
export const quotaSchema = z.object({ kind: z.enum(['use-up', 'close']) });

export type PlannedFaultRequest = z.input<typeof faultSchema>;

const LONGEST_JOURNEY_MS = 370 * 86_400_000;

/** Where the clock shall go: so much on, to an hour of tomorrow (Beijing time), or back to real time. */
export const clockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('advance'), ms: z.number().int().min(1).max(LONGEST_JOURNEY_MS) }),
  z.object({ kind: z.literal('tomorrow'), hour: z.number().int().min(0).max(23) }),
  z.object({ kind: z.literal('reset') }),
]);

export type ClockMove = z.output<typeof clockSchema>;
