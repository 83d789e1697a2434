import type { Transaction } from '../kernel/transaction';
import { normaliseNumber } from './access-digest';
import { type GoodsState, moveGoods, readParcel, type StaffGoodsAction } from './goods';
import type { TicketStatus } from './lifecycle';
import type { Ticket, TicketEventKind } from './ticket';
import { TicketEntity } from './ticket-entity';
import { toTicket } from './ticket-rows';
import { changeTicket } from './ticket-store';

export type GoodsMove =
  | { ok: true; ticket: Ticket }
  | { ok: false; code: 'NOT_FOUND' }
  | { ok: false; code: 'REFUSED'; goods: GoodsState; status: TicketStatus };

const EVENTS: Readonly<Record<StaffGoodsAction, TicketEventKind>> = {
  request: 'goods_requested',
  withdraw: 'goods_withdrawn',
  receive: 'goods_received',
  return: 'goods_returned',
};

/** What staff do about the goods of a ticket. `note`: where to send them, or the parcel that goes back. */
export async function moveGoodsByStaff(
  tx: Transaction,
  by: { staffId: string; staffName: string; now: number },
  number: string,
  { action, note }: { action: StaffGoodsAction; note: string | null },
): Promise<GoodsMove> {
  const row = await tx.manager.findOneBy(TicketEntity, { number: normaliseNumber(number) });
  if (row === null) return { ok: false, code: 'NOT_FOUND' };
  const goods = moveGoods(row, action);
  if (goods === undefined) return { ok: false, code: 'REFUSED', goods: row.goods, status: row.status };
  const columns = {
    goods,
    ...(action === 'request' ? { parcelSent: null, parcelReturned: null } : {}),
    ...(action === 'return' ? { parcelReturned: readParcel(note ?? '') } : {}),
  };
  const event = {
    actor: { kind: 'staff', id: by.staffId, name: by.staffName },
    kind: EVENTS[action],
    text: note,
  } as const;
  return { ok: true, ticket: toTicket(await changeTicket(tx, row, columns, event, by.now)) };
}
