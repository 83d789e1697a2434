import { type Appointment, describeSlot } from '../appointments';
import type { Content } from '../dialogue';

/** What is said about a booking outside the forms. */

export function tellReminder(content: Content, booking: Appointment): string {
  return content.texts.appointment_reminder.render(valuesOf(content, booking));
}

export function tellCancellation(content: Content, booking: Appointment): string {
  const values = { ...valuesOf(content, booking), result: booking.result };
  return content.texts.appointment_cancelled.render(values);
}

function valuesOf({ settings }: Content, booking: Appointment) {
  return {
    businessName: settings.businessName,
    canSend: settings.canSend,
    number: booking.number,
    when: describeSlot(booking),
    resource: booking.resource.name,
  };
}
