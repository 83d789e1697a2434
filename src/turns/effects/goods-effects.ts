import { z } from 'zod';
import type { EffectResult } from '../../dialogue';
import { documentsOfFollower, type GoodsResult, type GoodsService, type TicketService } from '../../tickets';
import type { InlineEffects } from '../inline-effects';
import { dayText } from './day-text';
import { readArgs, slotText } from './effect-args';
import { viewTicket } from './ticket-view';

export interface GoodsEffectDeps {
  goods: GoodsService;
  tickets: Pick<TicketService, 'allowed'>;
  listSize: number;
}

/** Documents that a menu offers. */
const DOCUMENTS = 8;

const listArgs = z.strictObject({ action: z.enum(['send', 'confirm']) });
const sentArgs = z.strictObject({ ticket_no: slotText, parcel: slotText });
const arrivedArgs = z.strictObject({ ticket_no: slotText });
const documentArgs = z.strictObject({ id: z.coerce.number().int().nullish() });

/** What flows do with the goods and documents of a follower's own tickets. */
export function goodsEffects({ goods, tickets, listSize }: GoodsEffectDeps): InlineEffects {
  const told = (result: GoodsResult, now: number): EffectResult =>
    result.ok ? { ok: true, data: { ticket: viewTicket(result.ticket, tickets, now) } } : result;
  return {
    'ticket.list_goods': async (tx, args, { followerId, now }) => {
      const { action } = readArgs('ticket.list_goods', listArgs, args);
      const list = await goods.listFor(tx, followerId, action, listSize);
      return { ok: true, data: { tickets: list.map((ticket) => viewTicket(ticket, tickets, now)) } };
    },
    'ticket.goods_sent': async (tx, args, context) => {
      const { ticket_no: number, parcel } = readArgs('ticket.goods_sent', sentArgs, args);
      return told(await goods.send(tx, context, { number, parcel }), context.now);
    },
    'ticket.goods_arrived': async (tx, args, context) => {
      const { ticket_no: number } = readArgs('ticket.goods_arrived', arrivedArgs, args);
      return told(await goods.confirm(tx, context, number), context.now);
    },
    'ticket.list_documents': async (tx, args, { followerId }) => {
      const { id } = readArgs('ticket.list_documents', documentArgs, args);
      const found = await documentsOfFollower(tx, followerId, { id: id ?? undefined, limit: DOCUMENTS });
      const documents = found.map((one) => ({
        id: one.id,
        ticket_no: one.number,
        title: one.title,
        content: one.content,
        day: dayText(one.addedAt),
      }));
      return { ok: true, data: { documents } };
    },
  };
}
