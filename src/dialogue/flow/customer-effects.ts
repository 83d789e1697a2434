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
  'profile.read': {
    danger: 'read',
    args: z.strictObject({}),
    codes: [],
    result: ['level', 'applications'],
  },
  'profile.save': {
    danger: 'write',
    args: z.strictObject({
      name: z.string().nullable(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
      org_name: z.string().nullable(),
    }),
    codes: [],
    result: [],
  },
  'application.create': {
    danger: 'write',
    args: z.strictObject({
      kind: z.union([z.string(), z.number()]),
      org: z.string().nullable(),
      note: z.string().nullable(),
    }),
    codes: ['NOT_BOUND', 'NO_UNIT', 'HAS_ALREADY', 'DUPLICATE'],
    result: ['number'],
  },
  'privacy.erase': { danger: 'write', args: z.strictObject({}), codes: [], result: [] },
  'progress.mine': {
    danger: 'read',
    args: z.strictObject({}),
    codes: [],
    result: ['solved', 'unsolved', 'appointments', 'total'],
  },
  'binding.unbind': { danger: 'write', args: z.strictObject({}), codes: ['NOT_BOUND'], result: [] },
};
