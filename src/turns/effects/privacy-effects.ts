import { setTimer } from '../../jobs/outbox';
import type { InlineEffects } from '../inline-effects';

/** A follower wants to be forgotten: done as soon as the turn that says so is over. */
export const ERASE_TIMER = 'erase_follower';

/** What flows do about privacy. */
export const privacyEffects: InlineEffects = {
  'privacy.erase': async (tx, _args, { followerId, now }) => {
    const key = `erase:${followerId}`;
    await setTimer(tx, { key, name: ERASE_TIMER, followerId, dueAt: now, data: null });
    return { ok: true, data: {} };
  },
};
