import { DateTime } from 'luxon';
import { BUSINESS_ZONE } from '../../kernel/clock';
import type { Json } from '../../kernel/json';
import { maskEmail, maskName, maskPhone } from '../../kernel/mask';
import { type GoodsState, moveGoods, type Ticket, type TicketService } from '../../tickets';

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
    goods_text: GOODS_TEXTS[ticket.goods],
    can_send_goods: moveGoods(ticket, 'send') !== undefined,
    can_confirm_goods: moveGoods(ticket, 'confirm') !== undefined,
    can_edit: allowed.edit,
    can_cancel: allowed.cancel,
    can_follow_up: allowed.followUp,
  };
}

/** Where the goods of a repair are, in words of the customer; null: there are none. */
const GOODS_TEXTS: Readonly<Record<GoodsState, string | null>> = {
  none: null,
  awaited: '等您寄出',
  sent: '您已寄出',
  received: '我们已收到',
  returned: '已寄回给您',
  delivered: '您已收货',
};
