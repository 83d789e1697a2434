import { isOpen, type TicketStatus } from './lifecycle';
import type { Attachment, FieldChange, TicketForm } from './ticket';
import type { TicketEntity } from './ticket-entity';
import type { TicketSettings } from './ticket-settings';

/** Part of a form: what the customer wants changed. Attachments given here are added to those there are. */
export type TicketPatch = Partial<Omit<TicketForm, 'contact'>> & { contact?: Partial<TicketForm['contact']> };

/** The columns of a ticket in another state, and what of it people see. Nothing changes when it is there already. */
export function moveTo(
  row: Pick<TicketEntity, 'status' | 'progress' | 'result'>,
  to: TicketStatus,
  settings: TicketSettings,
): { columns: Partial<TicketEntity>; changes: FieldChange[] } {
  if (row.status === to) return { columns: {}, changes: [] };
  const progress = settings.progress[to];
  // A ticket that is worked on again has no result: the one it had stays in the history.
  const reopened = isOpen(to) && row.result !== null;
  return {
    columns: {
      status: to,
      progress,
      ...(reopened ? { result: null } : {}),
      ...(isOpen(to) ? { resolvedAt: null } : {}),
    },
    changes: [
      { field: 'status', from: row.status, to },
      ...(row.progress === progress ? [] : [{ field: 'progress', from: row.progress, to: progress }]),
      ...(reopened ? [{ field: 'result', from: row.result, to: null }] : []),
    ],
  };
}

/** The form with the changes the customer wants. */
export function patchForm(form: TicketForm, patch: TicketPatch): TicketForm {
  const { contact, attachments, ...rest } = patch;
  return {
    customerName: rest.customerName ?? form.customerName,
    serviceType: rest.serviceType ?? form.serviceType,
    product: rest.product ?? form.product,
    model: rest.model ?? form.model,
    problem: rest.problem ?? form.problem,
    description: rest.description ?? form.description,
    contact: { ...form.contact, ...contact },
    attachments: addAttachments(form.attachments, attachments ?? []),
  };
}

/** Adds what is not there yet. */
export function addAttachments(old: readonly Attachment[], added: readonly Attachment[]): Attachment[] {
  const known = new Set(old.map(({ mediaId }) => mediaId));
  return [...old, ...added.filter(({ mediaId }) => !known.has(mediaId))];
}
