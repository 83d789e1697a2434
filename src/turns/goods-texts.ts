import type { Content } from '../dialogue';
import type { StaffGoodsAction, Ticket } from '../tickets';

/**
 * What a follower is told when staff did something about the goods or documents of their ticket; null when it does not
 * concern them. `note` is what staff wrote: an address, a parcel, a title.
 */
export function tellGoods(
  { texts, settings }: Content,
  what: StaffGoodsAction | 'document',
  { number }: Pick<Ticket, 'number'>,
  note: string | null,
): string | null {
  const values = { businessName: settings.businessName, number, note };
  switch (what) {
    case 'request':
      return texts.goods_requested.render(values);
    case 'receive':
      return texts.goods_received.render(values);
    case 'return':
      return texts.goods_returned.render(values);
    case 'document':
      return texts.document_added.render(values);
    case 'withdraw':
      return texts.goods_withdrawn.render(values);
  }
}
