import type { Transaction } from '../kernel/transaction';
import { normaliseNumber } from './access-digest';
import { type GoodsAction, MAX_PARCEL, moveGoods, readParcel } from './goods';
import type { Ticket } from './ticket';
import { TicketEntity } from './ticket-entity';
import { toTicket } from './ticket-rows';
import type { ByFollower } from './ticket-service';
import { changedBy, changeTicket } from './ticket-store';

/** `MISS`: no such ticket of this follower. `NOT_ALLOWED`: ticket or goods are not in a state for it. */
export type GoodsResult =
  | { ok: true; ticket: Ticket }
  | { ok: false; code: 'MISS' | 'NOT_ALLOWED' | 'VALIDATION' };

/** Goods of repairs as their owners confirm them. Only who filed a ticket may: phone and number are not enough. */
export class GoodsService {
  /** The goods are on their way to us. Sent once more, it corrects the parcel. */
  send(tx: Transaction, by: ByFollower, given: { number: string; parcel: string }): Promise<GoodsResult> {
    return this.act(tx, by, given.number, 'send', given.parcel);
  }

  /** The repaired goods came back. */
  confirm(tx: Transaction, by: ByFollower, number: string): Promise<GoodsResult> {
    return this.act(tx, by, number, 'confirm', '');
  }

  /** The follower's tickets for which the action is possible now, newest first. */
  async listFor(tx: Transaction, followerId: string, action: GoodsAction, limit: number): Promise<Ticket[]> {
    const rows = await tx.manager
      .createQueryBuilder(TicketEntity, 'ticket')
      .where('ticket.followerId = :followerId', { followerId })
      .orderBy('ticket.id', 'DESC')
      .take(MAX_LOOKED_AT)
      .getMany();
    return rows
      .filter((row) => moveGoods(row, action) !== undefined)
      .slice(0, limit)
      .map(toTicket);
  }

  private async act(
    tx: Transaction,
    by: ByFollower,
    number: string,
    action: 'send' | 'confirm',
    words: string,
  ): Promise<GoodsResult> {
    const known = await changedBy(tx, by.effectKey);
    if (known !== null) return { ok: true, ticket: toTicket(known) };
    const row = await tx.manager.findOneBy(TicketEntity, {
      number: normaliseNumber(number),
      followerId: by.followerId,
    });
    if (row === null) return { ok: false, code: 'MISS' };
    const to = moveGoods(row, action);
    if (to === undefined) return { ok: false, code: 'NOT_ALLOWED' };
    const parcel = readParcel(words);
    if (parcel !== null && [...parcel.text].length > MAX_PARCEL) return { ok: false, code: 'VALIDATION' };
    const columns = action === 'send' ? { goods: to, parcelSent: parcel } : { goods: to };
    const event = {
      actor: { kind: 'follower', id: by.followerId, name: '' },
      kind: action === 'send' ? 'goods_sent' : 'goods_delivered',
      text: parcel?.text ?? null,
      effectKey: by.effectKey,
    } as const;
    return { ok: true, ticket: toTicket(await changeTicket(tx, row, columns, event, by.now)) };
  }
}

/** Of a follower's tickets, the newest so many: older ones have no goods under way. */
const MAX_LOOKED_AT = 100;
