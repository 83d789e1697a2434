import { z } from 'zod';
import type { Json } from '../../kernel/json';
import type { EffectRegistry } from './effect-row';

/** The value of a choice. */
const option = z.union([z.string(), z.number()]).nullable();

/** What flows do with bookings: look for what is free, hold a place, book it, look after bookings. */
export const APPOINTMENT_EFFECTS: EffectRegistry = {
  'appointment.find_days': {
    danger: 'read',
    args: z.strictObject({ product: option, moving: z.string().nullable().optional() }),
    codes: ['NONE', 'NOT_SERVED'],
    result: ['days', 'note'],
  },
  'appointment.find_slots': {
    danger: 'read',
    args: z.strictObject({
      product: option,
      day: z.string(),
      time: z.unknown().optional(),
      moving: z.string().nullable().optional(),
    }),
    codes: ['FULL', 'CLOSED', 'TOO_SOON', 'TOO_FAR', 'NOT_SERVED'],
    result: ['slots', 'preferred', 'missed', 'day_text', 'last_day_text', 'note'],
  },
  'appointment.hold': {
    danger: 'reserve',
    args: z.strictObject({ product: option, slot: option, moving: z.string().nullable().optional() }),
    codes: ['TAKEN', 'LIMITED'],
    result: ['hold', 'when_text', 'resource', 'minutes'],
    undo: {
      kind: 'appointment.release',
      args: (result) => ({ hold: (result as { hold?: Json } | null)?.hold ?? null }),
    },
    keptBy: ['appointment.confirm', 'appointment.reschedule'],
  },
  'appointment.release': {
    danger: 'notify',
    args: z.strictObject({ hold: z.number() }),
    codes: [],
    result: [],
  },
  'appointment.confirm': {
    danger: 'write',
    args: z.strictObject({
      hold: z.number(),
      org: z.string(),
      contact: z.string(),
      phone: z.string(),
      product: option,
      topic: z.string(),
    }),
    codes: ['HOLD_EXPIRED', 'LIMITED', 'VALIDATION'],
    result: ['appointment_no', 'when_text', 'resource'],
  },
  'appointment.list_mine': {
    danger: 'read',
    args: z.strictObject({ query: z.string().nullable().optional() }),
    codes: [],
    result: ['appointments', 'may_book'],
  },
  'appointment.cancel': {
    danger: 'write',
    args: z.strictObject({ appointment_no: z.string() }),
    codes: ['NOT_ALLOWED', 'MISS'],
    result: ['appointment'],
  },
  'appointment.reschedule': {
    danger: 'write',
    args: z.strictObject({ appointment_no: z.string(), hold: z.number() }),
    codes: ['NOT_ALLOWED', 'MISS', 'HOLD_EXPIRED'],
    result: ['appointment'],
  },
};
