import { z } from 'zod';
import type { Json } from '../../kernel/json';

/** What the engine and the linter know of an effect that flows may ask for. */
export interface EffectRow {
  /**
   * `read` changes nothing; `reserve` takes something that `undo` gives back; `write` stays and needs a confirmation
   * before it (F008); `notify` may fail without anybody minding.
   */
  danger: 'read' | 'reserve' | 'write' | 'notify';
  args: z.ZodType;
  /** The failures that a flow has to expect, beside any other (`*`). */
  codes: readonly string[];
  /** The names that a result carries, for texts and expressions. */
  result: readonly string[];
  /** Gives back what was taken. `args` makes the arguments from the result. */
  undo?: { kind: string; args: (result: Json) => Json };
  /** Effects whose success makes what was taken final: nothing is given back then. */
  keptBy?: readonly string[];
}

export type EffectRegistry = Readonly<Record<string, EffectRow>>;

const contact = z.strictObject({ name: z.string(), phone: z.string(), email: z.string().nullable() });
const ticketNumber = z.string();

/** The effects of the product, by kind. The feature that does one describes it here. */
export const EFFECTS: EffectRegistry = {
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
