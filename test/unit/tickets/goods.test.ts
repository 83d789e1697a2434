import {
  GOODS_STATES,
  type GoodsAction,
  type GoodsState,
  moveGoods,
  TICKET_STATUSES,
} from '../../../src/tickets';
import { GOODS_ACTIONS, GOODS_CYCLE, readParcel } from '../../../src/tickets/goods';

const ACTIONS = Object.keys(GOODS_ACTIONS) as GoodsAction[];

describe('the goods of a repair', () => {
  it('go to us and back', () => {
    let goods: GoodsState = 'none';
    const way = (['request', 'send', 'receive', 'return', 'confirm'] as const).map((action) => {
      goods = moveGoods({ status: '处理中', goods }, action) ?? 'none';
      return goods;
    });
    expect(way).toEqual(['awaited', 'sent', 'received', 'returned', 'delivered']);
  });

  it('can come to every state, and from every state on', () => {
    const targets = GOODS_STATES.flatMap((state) => Object.values(GOODS_CYCLE[state]));
    expect(new Set(targets)).toEqual(new Set(GOODS_STATES));
    for (const state of GOODS_STATES) expect(Object.keys(GOODS_CYCLE[state])).not.toEqual([]);
  });

  it.each([
    ['send', 'none', '待受理', true],
    ['send', 'sent', '处理中', true],
    ['send', 'received', '处理中', false],
    ['send', 'none', '已解决', false],
    ['confirm', 'none', '处理中', false],
    ['confirm', 'sent', '处理中', false],
    ['confirm', 'received', '处理中', true],
    // The work is done before the parcel arrives.
    ['confirm', 'returned', '已解决', true],
    ['return', 'received', '已解决', true],
    ['request', 'none', '已解决', false],
  ] as const)('%s in %s while the ticket is %s: %s', (action, goods, status, possible) => {
    expect(moveGoods({ status, goods }, action) !== undefined).toBe(possible);
  });

  it('stay where they are once the ticket is closed or cancelled', () => {
    const closed = TICKET_STATUSES.filter((status) => status === '已关闭' || status === '已取消');
    for (const status of closed)
      for (const goods of GOODS_STATES)
        for (const action of ACTIONS) expect(moveGoods({ status, goods }, action)).toBeUndefined();
  });
});

describe('a parcel', () => {
  it.each([
    ['顺丰 SF1234567890', '顺丰 SF1234567890', 'SF1234567890'],
    ['单号sf1234567890，顺丰', '单号sf1234567890,顺丰', 'SF1234567890'],
    [' 7312 3456 7890 ', '7312 3456 7890', null],
    ['中通　75312345678901', '中通 75312345678901', '75312345678901'],
    ['顺丰', '顺丰', null],
    ['SHUNFENG', 'SHUNFENG', null],
  ])('written %j is kept as %j with the number %j', (written, text, trackingNo) => {
    expect(readParcel(written)).toEqual({ text, trackingNo });
  });

  it('is none when nothing was written', () => {
    expect(readParcel('  ')).toBeNull();
  });
});
