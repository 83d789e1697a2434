import { accessDigest } from './access-digest';
import { FORM_FIELDS, type FormField } from './check-form';
import type { FieldChange, Ticket, TicketEvent, TicketForm } from './ticket';
import type { TicketEntity } from './ticket-entity';
import type { TicketEventEntity } from './ticket-event-entity';

/** The columns of a form. */
export function toColumns(form: TicketForm, number: string) {
  const { contact, ...rest } = form;
  return {
    ...rest,
    contactName: contact.name,
    contactPhone: contact.phone,
    contactEmail: contact.email,
    accessDigest: accessDigest(contact.phone, number),
  };
}

export function toTicket(row: TicketEntity): Ticket {
  const { id: _, effectKey: __, accessDigest: ___, version: ____, ...rest } = row;
  const { contactName: name, contactPhone: phone, contactEmail: email, ...ticket } = rest;
  return { ...ticket, contact: { name, phone, email } };
}

export function toEvent(row: TicketEventEntity): TicketEvent {
  return {
    id: row.id,
    at: row.at,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    kind: row.kind,
    text: row.text,
    changes: row.changes,
  };
}

/** What differs between two forms, field by field in the order of the form. */
export function diffForms(before: TicketForm, after: TicketForm): FieldChange[] {
  return FORM_FIELDS.map((field) => ({
    field,
    from: textOf(before, field),
    to: textOf(after, field),
  })).filter(({ from, to }) => from !== to);
}

function textOf(form: TicketForm, field: FormField): string | null {
  switch (field) {
    case 'contactName':
      return form.contact.name;
    case 'contactPhone':
      return form.contact.phone;
    case 'contactEmail':
      return form.contact.email;
    case 'attachments':
      return form.attachments.map(({ mediaId }) => mediaId).join(' ');
    default:
      return form[field];
  }
}
