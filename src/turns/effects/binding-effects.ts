import { z } from 'zod';
import { type PhoneCodeService, readProfile, type UnitBindingService, unbind } from '../../customers';
import { enqueueOutbox } from '../../jobs/outbox';
import type { InlineEffects } from '../inline-effects';
import { readArgs, slotText } from './effect-args';

export interface BindingEffectDeps {
  codes: PhoneCodeService;
  units: UnitBindingService;
  /** Whether short messages can be sent at all. */
  smsAvailable: boolean;
}

const sendArgs = z.strictObject({ phone: slotText, sends: z.number().nullish() });
const checkArgs = z.strictObject({ phone: slotText, code: slotText });
const unitArgs = z.strictObject({ unit: slotText });

/** What flows do to bind a follower to a phone and a unit. The SMS itself leaves through the outbox. */
export function bindingEffects({ codes, units, smsAvailable }: BindingEffectDeps): InlineEffects {
  return {
    'binding.send_code': async (tx, args, { followerId, effectKey, now }) => {
      const { phone } = readArgs('binding.send_code', sendArgs, args);
      if (!smsAvailable) return { ok: false, code: 'UNAVAILABLE' };
      const requested = await codes.request(tx, { followerId, phone, effectKey, now });
      if (!requested.ok) return requested;
      // The row has the id alone: neither number nor code stands in the outbox.
      const { id, minutes } = requested;
      await enqueueOutbox(tx, {
        key: `sms:${id}`,
        kind: 'sms.send',
        followerId,
        args: { code: id },
        at: now,
      });
      return { ok: true, data: { minutes } };
    },
    'binding.check_code': async (tx, args, { followerId, now }) => {
      const given = readArgs('binding.check_code', checkArgs, args);
      const checked = await codes.check(tx, { ...given, followerId, now });
      if (checked.ok) return { ok: true, data: {} };
      return { ok: false, code: checked.code, data: checked.code === 'WRONG' ? { left: checked.left } : {} };
    },
    'binding.bind_unit': async (tx, args, { followerId, now }) => {
      const { unit } = readArgs('binding.bind_unit', unitArgs, args);
      const bound = await units.bind(tx, { followerId, unit, now });
      return bound.ok ? { ok: true, data: { vip: bound.vip, valid_until: bound.validUntil } } : bound;
    },
    'binding.unbind': async (tx, _args, { followerId, now }) => {
      if ((await readProfile(tx, followerId, now)).bound_phone === null)
        return { ok: false, code: 'NOT_BOUND' };
      await unbind(tx, followerId, now);
      return { ok: true, data: {} };
    },
  };
}
