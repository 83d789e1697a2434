import { z } from 'zod';
import { APPOINTMENT_EFFECTS } from './appointment-effects';
import { CUSTOMER_EFFECTS } from './customer-effects';
import type { EffectRegistry } from './effect-row';
import { GOODS_EFFECTS } from './goods-effects';

export type { EffectRegistry, EffectRow } from './effect-row';

const contact = z.strictObject({ name: z.string(), phone: z.string(), email: z.string().nullable() });
const ticketNumber = z.string();

/** The effects of the product, by kind. The feature that does one describes it here. */
export const EFFECTS: EffectRegistry = {
  ...APPOINTMENT_EFFECTS,
  ...CUSTOMER_EFFECTS,
  ...GOODS_EFFECTS,
  'ticket.create': {
    danger: 'write',
    args: z.strictObject({
      customer_name: z.string(),
      contact,
      service_type: z.union([z.string(), z.number()]).nullable(),
      product: z.union([z.string(), z.number()]).nullable(),
      model: z.union([z.string(), z.number()]).nullable(),
      description: z.string(),
      attachments: z.array(z.unknown()).nullable(),
      terms_version: z.union([z.string(), z.number()]).nullable(),
      problem: z.string().nullable().optional(),
      priority: z.string().nullable().optional(),
    }),
    codes: ['RATE_LIMITED', 'VALIDATION'],
    result: ['ticket_no', 'created_at', 'priority', 'emergency'],
  },
  'ticket.find': {
    danger: 'read',
    args: z.strictObject({ phone: z.string(), ticket_no: ticketNumber }),
    codes: ['MISS', 'RATE_LIMITED'],
    result: ['ticket'],
  },
  'ticket.list_mine': {
    danger: 'read',
    args: z.strictObject({ query: z.string().nullable().optional() }),
    codes: [],
    result: ['tickets'],
  },
  'ticket.triage': {
    danger: 'read',
    args: z.strictObject({ text: z.string().nullable() }),
    codes: [],
    result: ['priority', 'emergency', 'rule'],
  },
  'ticket.edit': {
    danger: 'write',
    args: z.strictObject({ ticket_no: ticketNumber, patch: z.record(z.string(), z.unknown()) }),
    codes: ['NOT_ALLOWED', 'MISS', 'VALIDATION'],
    result: ['ticket'],
  },
  'ticket.cancel': {
    danger: 'write',
    args: z.strictObject({ ticket_no: ticketNumber }),
    codes: ['NOT_ALLOWED', 'MISS'],
    result: ['ticket'],
  },
  'ticket.follow_up': {
    danger: 'write',
    args: z.strictObject({
      ticket_no: ticketNumber,
      text: z.string(),
      attachments: z.array(z.unknown()).nullable().optional(),
    }),
    codes: ['NOT_ALLOWED', 'MISS', 'VALIDATION'],
    result: ['ticket'],
  },
  'service_code.lookup': {
    danger: 'read',
    args: z.strictObject({ org: z.string() }),
    codes: ['MISS', 'RATE_LIMITED'],
    result: ['code', 'valid_until'],
  },
  'warranty.lookup': {
    danger: 'read',
    args: z.strictObject({ serial_no: z.string(), phone: z.string() }),
    codes: ['MISS', 'RATE_LIMITED'],
    result: ['product', 'model', 'purchased_on', 'start', 'end', 'level', 'state', 'days'],
  },
  'suggestion.create': {
    danger: 'write',
    args: z.strictObject({
      kind: z.enum(['suggestion', 'complaint']),
      text: z.string(),
      contact: z.unknown().optional(),
    }),
    codes: ['RATE_LIMITED', 'VALIDATION'],
    result: ['number'],
  },
  'kb.suggest': {
    danger: 'read',
    args: z.strictObject({ text: z.string(), near: z.boolean().optional() }),
    codes: ['NONE'],
    result: ['question', 'answer', 'answers'],
  },
};
