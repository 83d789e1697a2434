import { z } from 'zod';
import type { EffectRegistry } from './effect-row';

/** The value of a choice. */
const option = z.union([z.string(), z.number()]);

/** Goods of repairs and documents of the follower's own tickets. */
export const GOODS_EFFECTS: EffectRegistry = {
  'ticket.list_goods': {
    danger: 'read',
    args: z.strictObject({ action: z.string() }),
    codes: [],
    result: ['tickets'],
  },
  'ticket.goods_sent': {
    danger: 'write',
    args: z.strictObject({ ticket_no: option, parcel: z.string().nullable() }),
    codes: ['NOT_ALLOWED', 'MISS', 'VALIDATION'],
    result: ['ticket'],
  },
  'ticket.goods_arrived': {
    danger: 'write',
    args: z.strictObject({ ticket_no: option }),
    codes: ['NOT_ALLOWED', 'MISS'],
    result: ['ticket'],
  },
  'ticket.list_documents': {
    danger: 'read',
    args: z.strictObject({ id: option.nullable().optional() }),
    codes: [],
    result: ['documents'],
  },
};
