import { In } from 'typeorm';
import { z } from 'zod';
import { rememberProfile } from '../../customers';
import type { EffectResult } from '../../dialogue';
import { MediaEntity } from '../../jobs/media-entity';
import type { Transaction } from '../../kernel/transaction';
import {
  type Attachment,
  type CustomerResult,
  type FormField,
  PRIORITIES,
  type PriorityRules,
  type TicketPatch,
  type TicketService,
  triage,
} from '../../tickets';
import type { InlineEffects } from '../inline-effects';
import { readArgs, slotMedia, slotText } from './effect-args';
import { viewTicket } from './ticket-view';

export interface TicketEffectDeps {
  tickets: TicketService;
  priority: PriorityRules;
  /** Of all attachments of a ticket together (S1-15). */
  maxAttachmentBytes: number;
}

const formArgs = {
  customer_name: slotText,
  service_type: slotText,
  product: slotText,
  model: slotText,
  problem: slotText,
  description: slotText,
  attachments: slotMedia,
};
const contactArgs = { name: slotText, phone: slotText, email: slotText };
const createArgs = z.strictObject({
  ...formArgs,
  contact: z.strictObject(contactArgs),
  /** Nobody files a ticket without having agreed (S1-16). */
  terms_version: slotText.pipe(z.string().min(1)),
  priority: z.enum(PRIORITIES).nullish(),
});
const findArgs = z.strictObject({ phone: slotText, ticket_no: slotText });
const listArgs = z.strictObject({ query: slotText });
const cancelArgs = z.strictObject({ ticket_no: slotText });
const followUpArgs = z.strictObject({ ticket_no: slotText, text: slotText, attachments: slotMedia });
const triageArgs = z.strictObject({ text: slotText });

const patchText = z.union([z.string(), z.number().transform(String)]);
const editArgs = z.strictObject({
  ticket_no: slotText,
  /** Flat as slots are, or with the contact as `ticket.create` has it. What is absent or null stays. */
  patch: z.strictObject({
    customer_name: patchText.nullish(),
    contact: z.strictObject({ name: patchText, phone: patchText, email: patchText }).partial().nullish(),
    contact_name: patchText.nullish(),
    contact_phone: patchText.nullish(),
    contact_email: patchText.nullish(),
    service_type: patchText.nullish(),
    product: patchText.nullish(),
    model: patchText.nullish(),
    problem: patchText.nullish(),
    description: patchText.nullish(),
    attachments: slotMedia,
  }),
});

/** What flows do with tickets. */
export function ticketEffects({ tickets, priority, maxAttachmentBytes }: TicketEffectDeps): InlineEffects {
  const changed = (result: CustomerResult | Invalid, now: number): EffectResult => {
    if (result.ok) return { ok: true, data: { ticket: viewTicket(result.ticket, tickets, now) } };
    return result.code === 'VALIDATION' ? invalid(result.fields) : { ok: false, code: result.code };
  };
  /** Sizes are known once the files are saved, which a moment after their arrival they are not yet. */
  const tooLarge = async (tx: Transaction, attachments: readonly Attachment[]) => {
    const mediaIds = attachments.map(({ mediaId }) => mediaId);
    const bytes = await tx.manager.sum(MediaEntity, 'bytes', { mediaId: In(mediaIds) });
    return (bytes ?? 0) > maxAttachmentBytes;
  };

  return {
    'ticket.create': async (tx, args, context) => {
      const given = readArgs('ticket.create', createArgs, args);
      if (await tooLarge(tx, given.attachments)) return invalid(['attachments']);
      const created = await tickets.create(tx, context, {
        customerName: given.customer_name,
        contact: given.contact,
        serviceType: given.service_type,
        product: given.product,
        model: given.model,
        problem: given.problem,
        description: given.description,
        attachments: given.attachments,
        termsVersion: given.terms_version,
        urgency: given.priority ?? undefined,
      });
      if (!created.ok) return created.code === 'VALIDATION' ? invalid(created.fields) : created;
      const { ticket } = created;
      const { name, phone, email } = ticket.contact;
      const told = { name, phone, orgName: ticket.customerName, ...(email === null ? {} : { email }) };
      await rememberProfile(tx, context.followerId, told, context.now);
      return {
        ok: true,
        data: {
          ticket_no: ticket.number,
          created_at: ticket.createdAt,
          priority: ticket.priority,
          emergency: ticket.emergency,
        },
      };
    },
    'ticket.find': async (tx, args, { followerId, now }) => {
      const { phone, ticket_no: number } = readArgs('ticket.find', findArgs, args);
      const found = await tickets.find(tx, { followerId, phone, number, now });
      return found.ok ? { ok: true, data: { ticket: viewTicket(found.ticket, tickets, now) } } : found;
    },
    'ticket.list_mine': async (tx, args, { followerId, now }) => {
      const { query } = readArgs('ticket.list_mine', listArgs, args);
      const mine = await tickets.listMine(tx, followerId, query);
      return { ok: true, data: { tickets: mine.map((ticket) => viewTicket(ticket, tickets, now)) } };
    },
    'ticket.edit': async (tx, args, context) => {
      const { ticket_no: number, patch } = readArgs('ticket.edit', editArgs, args);
      if (await tooLarge(tx, patch.attachments)) return invalid(['attachments']);
      const edited = await tickets.edit(tx, context, { number, patch: toPatch(patch) });
      return changed(edited, context.now);
    },
    'ticket.cancel': async (tx, args, context) => {
      const { ticket_no: number } = readArgs('ticket.cancel', cancelArgs, args);
      return changed(await tickets.cancel(tx, context, number), context.now);
    },
    'ticket.follow_up': async (tx, args, context) => {
      const { ticket_no: number, ...rest } = readArgs('ticket.follow_up', followUpArgs, args);
      if (await tooLarge(tx, rest.attachments)) return invalid(['attachments']);
      return changed(await tickets.followUp(tx, context, { number, ...rest }), context.now);
    },
    'ticket.triage': async (_tx, args) => {
      const { text } = readArgs('ticket.triage', triageArgs, args);
      return { ok: true, data: { ...triage(text, priority) } };
    },
  };
}

type Invalid = { ok: false; code: 'VALIDATION'; fields: FormField[] };

/** `fields` are the names of the form's fields in camelCase, in the order of the form. */
function invalid(fields: FormField[]): EffectResult {
  return { ok: false, code: 'VALIDATION', data: { fields } };
}

function toPatch(patch: z.output<typeof editArgs>['patch']): TicketPatch {
  const contact = given({
    name: patch.contact_name ?? patch.contact?.name,
    phone: patch.contact_phone ?? patch.contact?.phone,
    email: patch.contact_email ?? patch.contact?.email,
  });
  const { customer_name, service_type, product, model, problem, description, attachments } = patch;
  const form = given({
    customerName: customer_name,
    serviceType: service_type,
    product,
    model,
    problem,
    description,
  });
  return { ...form, contact, attachments };
}

/** Only the values that are there. */
function given<Key extends string>(
  values: Record<Key, string | null | undefined>,
): Partial<Record<Key, string>> {
  const entries = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as Partial<Record<Key, string>>;
}
