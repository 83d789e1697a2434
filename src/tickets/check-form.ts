import { z } from 'zod';
import { type Catalog, has, hasModel } from '../catalog/catalog';
import { isPhone, normalisePhone } from '../kernel/phone';
import type { TicketForm } from './ticket';
import type { TicketSettings } from './ticket-settings';

/** Names of form fields, as events and refusals use them. */
export const FORM_FIELDS = [
  'customerName',
  'contactName',
  'contactPhone',
  'contactEmail',
  'serviceType',
  'product',
  'model',
  'problem',
  'description',
  'attachments',
] as const;
export type FormField = (typeof FORM_FIELDS)[number];

const MAX_CUSTOMER_NAME = 80;
const MAX_NAME = 20;
const email = z.email().max(120);

/** The form with blanks trimmed and the phone in its plain form. Empty texts of optional fields become null. */
export function tidyForm(form: TicketForm): TicketForm {
  const { contact } = form;
  return {
    ...form,
    customerName: form.customerName.trim(),
    contact: {
      name: contact.name.trim(),
      phone: normalisePhone(contact.phone),
      email: contact.email?.trim() || null,
    },
    problem: form.problem?.trim() || null,
    description: form.description.trim(),
  };
}

/** The fields that break a rule, none when the form may be filed. Takes a tidied form. */
export function wrongFields(form: TicketForm, catalog: Catalog, settings: TicketSettings): FormField[] {
  const { contact, problem } = form;
  const right: Record<FormField, boolean> = {
    customerName: isBetween(form.customerName, 1, MAX_CUSTOMER_NAME),
    contactName: isBetween(contact.name, 1, MAX_NAME),
    contactPhone: isPhone(contact.phone),
    contactEmail: contact.email === null ? !settings.email_required : email.safeParse(contact.email).success,
    serviceType: has(catalog.serviceTypes, form.serviceType),
    product: has(catalog.products, form.product),
    model: hasModel(catalog, form.product, form.model),
    problem: problem === null || isProblem(catalog, problem),
    description: isBetween(form.description, 1, settings.description_max),
    attachments: form.attachments.length <= settings.attachments.max_items,
  };
  return FORM_FIELDS.filter((field) => !right[field]);
}

function isBetween(text: string, min: number, max: number): boolean {
  const { length } = [...text];
  return length >= min && length <= max;
}

function isProblem(catalog: Catalog, problem: string): boolean {
  return catalog.problemClasses.some(({ value, problems }) =>
    problems.some((one) => `${value}/${one.value}` === problem),
  );
}
