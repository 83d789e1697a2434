import { z } from 'zod';
import type { WarrantyService } from '../../warranty';
import type { InlineEffects } from '../inline-effects';
import { readArgs, slotText } from './effect-args';

const lookupArgs = z.strictObject({ serial_no: slotText, phone: slotText });

/** What flows do with warranties. Who bought the device is not told. */
export function warrantyEffects(warranties: WarrantyService): InlineEffects {
  return {
    'warranty.lookup': async (tx, args, { followerId, now }) => {
      const { serial_no: serialNo, phone } = readArgs('warranty.lookup', lookupArgs, args);
      const found = await warranties.lookUp(tx, { followerId, serialNo, phone, now });
      if (!found.ok) return found;
      const { device, warranty } = found;
      return {
        ok: true,
        data: {
          product: device.product,
          model: device.model,
          purchased_on: device.purchasedOn,
          start: device.warrantyStart,
          end: device.warrantyEnd,
          level: device.level,
          state: warranty.state,
          days: warranty.days,
        },
      };
    },
  };
}
