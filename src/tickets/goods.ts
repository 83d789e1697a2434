import { isOpen, type TicketStatus } from './lifecycle';

/**
 * Where the goods of a repair are (S1-05): nowhere, awaited from the customer, sent by them, received by us, sent back,
 * received by the customer.
 */
export const GOODS_STATES = ['none', 'awaited', 'sent', 'received', 'returned', 'delivered'] as const;
export type GoodsState = (typeof GOODS_STATES)[number];

/** What moves goods from state to state, and who does it. */
export const GOODS_ACTIONS = {
  request: 'staff',
  withdraw: 'staff',
  send: 'customer',
  receive: 'staff',
  return: 'staff',
  confirm: 'customer',
} as const;
export type GoodsAction = keyof typeof GOODS_ACTIONS;
export const STAFF_GOODS_ACTIONS = ['request', 'withdraw', 'receive', 'return'] as const;
export type StaffGoodsAction = (typeof STAFF_GOODS_ACTIONS)[number];

/** Which action is possible in which state, and where it leads. `send` in `sent` corrects the parcel. */
export const GOODS_CYCLE: Readonly<Record<GoodsState, Readonly<Partial<Record<GoodsAction, GoodsState>>>>> = {
  none: { request: 'awaited', send: 'sent', receive: 'received' },
  awaited: { withdraw: 'none', send: 'sent', receive: 'received' },
  sent: { send: 'sent', receive: 'received' },
  received: { return: 'returned', confirm: 'delivered' },
  // Returned again with another parcel number: a correction.
  returned: { return: 'returned', confirm: 'delivered' },
  // The same ticket may need the device once more.
  delivered: { request: 'awaited' },
};

/** In which status of the ticket each action is possible: goods may still come back when the work is done. */
const WHEN: Readonly<Record<GoodsAction, (status: TicketStatus) => boolean>> = {
  request: isOpen,
  withdraw: isOpen,
  send: isOpen,
  receive: isOpen,
  return: (status) => isOpen(status) || status === '已解决',
  confirm: (status) => isOpen(status) || status === '已解决',
};

/** Where an action leads; undefined when it is not possible now. */
export function moveGoods(
  { status, goods }: { status: TicketStatus; goods: GoodsState },
  action: GoodsAction,
): GoodsState | undefined {
  return WHEN[action](status) ? GOODS_CYCLE[goods][action] : undefined;
}

/** A parcel as people wrote it, with the number that is in it. */
export interface Parcel {
  text: string;
  trackingNo: string | null;
}

export const MAX_PARCEL = 60;
const TRACKING_NO =
  /(?<![A-Za-z0-9])(?=[A-Za-z-]*\d)[A-Za-z0-9](?:[A-Za-z0-9-]{6,28})[A-Za-z0-9](?![A-Za-z0-9])/;

/** Reads `顺丰 SF1234567890`, in whatever order; null when nothing was written. */
export function readParcel(text: string): Parcel | null {
  const plain = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (plain === '') return null;
  return { text: plain, trackingNo: TRACKING_NO.exec(plain)?.[0].toUpperCase() ?? null };
}
