import { DateTime } from 'luxon';
import { BUSINESS_ZONE } from '../../kernel/clock';
import type { Json } from '../../kernel/json';
import { maskEmail, maskName, maskPhone } from '../../kernel/mask';
import type { Ticket, TicketService } from '../../tickets';

/** A ticket as texts of flows show it: personal data masked, nothing known is null. */
export function viewTicket(ticket: Ticket, service: Pick<TicketService, 'allowed'>, now: number): Json {
  const { contact } = ticket;
  const allowed = service.allowed(ticket, now);
  return {
    ticket_no: ticket.number,
    service_type: ticket.serviceType,
    product: ticket.product,
    model: ticket.model,
    problem: ticket.problem,
    created_at: ticket.createdAt,
    created_text: DateTime.fromMillis(ticket.createdAt, { zone: BUSINESS_ZONE }).toFormat(
      'yyyy-MM-dd HH:mm:ss',
    ),
    status: ticket.status,
    progress: ticket.progress,
    result: ticket.result,
    priority: ticket.priority,
    emergency: ticket.emergency,
    customer_name: ticket.customerName,
    contact_name: maskName(contact.name),
    contact_phone: maskPhone(contact.phone),
    contact_email: contact.email === null ? null : maskEmail(contact.email),
    description: ticket.description,
    attachments: ticket.attachments.length,
    can_edit: allowed.edit,
    can_cancel: allowed.cancel,
    can_follow_up: allowed.followUp,
  };
}
