import { z } from 'zod';
import type { ServiceCodeService } from '../../service-codes';
import type { InlineEffects } from '../inline-effects';
import { readArgs, slotText } from './effect-args';

const lookupArgs = z.strictObject({ org: slotText });

/** What flows do with service codes. */
export function serviceCodeEffects(serviceCodes: ServiceCodeService): InlineEffects {
  return {
    'service_code.lookup': async (tx, args, { followerId, now }) => {
      const { org } = readArgs('service_code.lookup', lookupArgs, args);
      const found = await serviceCodes.lookUp(tx, { followerId, org, now });
      return found.ok ? { ok: true, data: { code: found.code, valid_until: found.validUntil } } : found;
    },
  };
}
