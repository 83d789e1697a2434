import { z } from 'zod';
import { rememberConsent } from '../../customers';
import { setTimer } from '../../jobs/outbox';
import type { InlineEffects } from '../inline-effects';
import { readArgs } from './effect-args';

/** A follower wants to be forgotten: done as soon as the turn that says so is over. */
export const ERASE_TIMER = 'erase_follower';

const consentArgs = z.strictObject({ version: z.string().min(1) });

/** What flows and the dialogue do about privacy. */
export const privacyEffects: InlineEffects = {
  'privacy.erase': async (tx, _args, { followerId, now }) => {
    const key = `erase:${followerId}`;
    await setTimer(tx, { key, name: ERASE_TIMER, followerId, dueAt: now, data: null });
    return { ok: true, data: {} };
  },
  'privacy.consent': async (tx, args, { followerId, now }) => {
    const { version } = readArgs('privacy.consent', consentArgs, args);
    await rememberConsent(tx, followerId, version, now);
    return { ok: true, data: {} };
  },
};
