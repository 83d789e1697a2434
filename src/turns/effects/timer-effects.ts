import { z } from 'zod';
import { clearTimer, setTimer } from '../../jobs/outbox';
import type { InlineEffects } from '../inline-effects';
import { readArgs } from './effect-args';

/** Timers that forms set. Each becomes a `timer` event with the name and `{ frame }`. */
export const FORM_TIMERS = ['form_remind', 'form_expire', 'draft_expire'] as const;

const setArgs = z.strictObject({ name: z.enum(FORM_TIMERS), frame: z.string(), at: z.number() });
const clearArgs = z.strictObject({ frame: z.string() });

const keyOf = (followerId: string, frame: string, name: string) => `form:${followerId}:${frame}:${name}`;

/** What forms do with time: timers are rows, written with the turn that sets them. */
export const timerEffects: InlineEffects = {
  'timer.set': async (tx, args, { followerId }) => {
    const { name, frame, at } = readArgs('timer.set', setArgs, args);
    await setTimer(tx, { key: keyOf(followerId, frame, name), name, followerId, dueAt: at, data: { frame } });
    return { ok: true, data: {} };
  },
  'timer.clear': async (tx, args, { followerId }) => {
    const { frame } = readArgs('timer.clear', clearArgs, args);
    for (const name of FORM_TIMERS) await clearTimer(tx, keyOf(followerId, frame, name));
    return { ok: true, data: {} };
  },
};
