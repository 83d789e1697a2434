import { z } from 'zod';
import type { EffectRegistry } from './effect-row';

/** Who the follower is: binding, profile, applications. */
export const CUSTOMER_EFFECTS: EffectRegistry = {
  'binding.send_code': {
    danger: 'notify',
    // `sends` counts the requests of a form, so that asking again is another request.
    args: z.strictObject({ phone: z.string(), sends: z.number().nullable() }),
    codes: ['TOO_SOON', 'RATE_LIMITED', 'UNAVAILABLE'],
    result: ['minutes'],
  },
  'binding.check_code': {
    danger: 'write',
    proven: true,
    args: z.strictObject({ phone: z.string(), code: z.string() }),
    codes: ['WRONG', 'EXPIRED'],
    result: ['left'],
  },
  'binding.bind_unit': {
    danger: 'write',
    args: z.strictObject({ unit: z.string() }),
    codes: ['MISS', 'RATE_LIMITED', 'NOT_BOUND'],
    result: ['vip', 'valid_until'],
  },
  'binding.unbind': { danger: 'write', args: z.strictObject({}), codes: ['NOT_BOUND'], result: [] },
};
