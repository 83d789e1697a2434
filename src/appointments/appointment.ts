import type { AppointmentSettings } from './appointment-settings';
import { type AppointmentStatus, isOpen } from './lifecycle';

/** What the follower fills in (S3-23). */
export interface AppointmentForm {
  orgName: string;
  contactName: string;
  contactPhone: string;
  product: string;
  topic: string;
}

/** A booking as the rest of the product sees it. Instants are epoch milliseconds. */
export interface Appointment extends AppointmentForm {
  /** `YYMMDD-NNNNN` */
  number: string;
  followerId: string;
  status: AppointmentStatus;
  resource: { key: string; name: string };
  startAt: number;
  endAt: number;
  /** How often the follower has chosen another time. */
  reschedules: number;
  /** Staff number of whoever works on it; null before that. */
  staff: string | null;
  /** What came of it; null until it is finished. */
  result: string | null;
  createdAt: number;
  updatedAt: number;
  acceptedAt: number | null;
  finishedAt: number | null;
  cancelledAt: number | null;
}

export interface Actor {
  kind: 'follower' | 'staff';
  id: string;
  /** What people read; empty for followers. */
  name: string;
}

export type AppointmentEventKind =
  | 'created'
  | 'rescheduled'
  | 'cancelled'
  | 'accepted'
  | 'finished'
  | 'changed';

/** One field before and after. */
export interface FieldChange {
  field: string;
  from: string | null;
  to: string | null;
}

/** One entry of a booking's history; entries are only ever added. */
export interface AppointmentEvent {
  id: number;
  at: number;
  actor: Actor;
  kind: AppointmentEventKind;
  changes: FieldChange[];
}

const HOUR_MS = 3_600_000;

/** What the follower may still do with a booking. */
export function allowedActions(
  { status, startAt, reschedules }: Pick<Appointment, 'status' | 'startAt' | 'reschedules'>,
  { cancel, reschedule }: Pick<AppointmentSettings, 'cancel' | 'reschedule'>,
  now: number,
): { cancel: boolean; reschedule: boolean } {
  const isBefore = (hours: number) => now < startAt && now <= startAt - hours * HOUR_MS;
  return {
    cancel: isOpen(status) && isBefore(cancel.hours_before),
    reschedule: isOpen(status) && isBefore(reschedule.hours_before) && reschedules < reschedule.max_times,
  };
}

const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^0\d{9,11}$/;

/** The form without blanks around. */
export function tidyForm(form: AppointmentForm): AppointmentForm {
  return {
    orgName: form.orgName.trim(),
    contactName: form.contactName.trim(),
    contactPhone: form.contactPhone.normalize('NFKC').replace(/[\s-]/g, ''),
    product: form.product.trim(),
    topic: form.topic.trim(),
  };
}

/** The fields that break a rule, none when the booking may be made. Takes a tidied form. */
export function wrongFields(
  form: AppointmentForm,
  settings: Pick<AppointmentSettings, 'topic_max'>,
): (keyof AppointmentForm)[] {
  const right: Record<keyof AppointmentForm, boolean> = {
    orgName: isBetween(form.orgName, 1, 80),
    contactName: isBetween(form.contactName, 1, 20),
    contactPhone: MOBILE.test(form.contactPhone) || LANDLINE.test(form.contactPhone),
    product: isBetween(form.product, 1, 50),
    topic: isBetween(form.topic, 1, settings.topic_max),
  };
  return (Object.keys(right) as (keyof AppointmentForm)[]).filter((field) => !right[field]);
}

function isBetween(text: string, min: number, max: number): boolean {
  const { length } = [...text];
  return length >= min && length <= max;
}
