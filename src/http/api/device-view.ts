import { z } from 'zod';
import { dayOf } from '../../customers';
import { maskPhone } from '../../kernel/mask';
import {
  deviceFields,
  FOR_ADMINISTRATORS,
  judgeWarranty,
  type StoredDevice,
  WARRANTY_STATES,
} from '../../warranty';

const day = z.string().describe('YYYY-MM-DD');

/** A device as a list shows it. */
export const deviceView = z.object({
  serialNo: z.string(),
  product: z.string(),
  model: z.string(),
  buyerName: z.string(),
  contactPhone: z.string().describe('masked'),
  purchasedOn: day.nullable(),
  warrantyStart: day,
  warrantyEnd: day.describe('YYYY-MM-DD, the last day'),
  level: z.string(),
  warranty: z.object({
    state: z.enum(WARRANTY_STATES),
    days: z.number().describe('to its start, to its last day, or since it'),
  }),
  updatedAt: z.number(),
});

/** The same with the contact in full. */
export const deviceDetail = deviceView.extend({
  contactPhone: z.string().describe('empty: forgotten, look-ups do not find the device'),
});

export const importView = z.object({
  dryRun: z.boolean(),
  added: z.number(),
  updated: z.number(),
  unchanged: z.number(),
});

const fields = deviceFields(FOR_ADMINISTRATORS);

/** What may be changed by hand. */
export const patchBody = z
  .object({
    product: fields.product,
    model: fields.model,
    buyerName: fields.buyer_name,
    contactPhone: z.union([z.literal(''), fields.contact_phone]),
    purchasedOn: fields.purchased_on,
    warrantyStart: fields.warranty_start,
    warrantyEnd: fields.warranty_end,
    level: fields.level,
  })
  .partial()
  .refine((body) => Object.keys(body).length > 0, '至少填写一项');

export function presentDevice(device: StoredDevice, now: number): z.input<typeof deviceDetail> {
  return { ...device, warranty: judgeWarranty(device, dayOf(now)) };
}

export function presentInList(device: StoredDevice, now: number): z.input<typeof deviceView> {
  const { contactPhone } = device;
  return {
    ...presentDevice(device, now),
    contactPhone: contactPhone === '' ? '' : maskPhone(contactPhone),
  };
}
