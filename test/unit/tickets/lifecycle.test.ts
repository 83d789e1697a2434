import {
  FIRST_STATUS,
  isOpen,
  LIFECYCLE,
  mayFollowUp,
  staffAction,
  TICKET_ACTIONS,
  TICKET_STATUSES,
  type TicketStatus,
} from '../../../src/tickets';

const DAY_MS = 24 * 3_600_000;

describe('the life cycle of a ticket', () => {
  it('reaches every status from the first', () => {
    const reached = new Set<TicketStatus>([FIRST_STATUS]);
    for (const status of reached) for (const next of Object.values(LIFECYCLE[status])) reached.add(next);
    expect([...reached].sort()).toEqual([...TICKET_STATUSES].sort());
  });

  it('leads from every status to an end', () => {
    const ends = TICKET_STATUSES.filter((status) => Object.keys(LIFECYCLE[status]).length === 0);
    expect(ends).toEqual(['已关闭', '已取消']);
    const leading = new Set<TicketStatus>(ends);
    for (let size = 0; size !== leading.size; ) {
      size = leading.size;
      for (const status of TICKET_STATUSES)
        if (Object.values(LIFECYCLE[status]).some((next) => leading.has(next))) leading.add(status);
    }
    expect(leading.size).toBe(TICKET_STATUSES.length);
  });

  it('uses every action somewhere', () => {
    const used = new Set(TICKET_STATUSES.flatMap((status) => Object.keys(LIFECYCLE[status])));
    expect([...used].sort()).toEqual(Object.keys(TICKET_ACTIONS).sort());
  });

  it('lets the customer cancel exactly the open ones', () => {
    expect(TICKET_STATUSES.filter(isOpen)).toEqual(['待受理', '处理中', '待客户反馈']);
    for (const status of TICKET_STATUSES.filter(isOpen)) expect(LIFECYCLE[status].cancel).toBe('已取消');
  });

  it.each<[TicketStatus, TicketStatus, string | undefined]>([
    ['待受理', '处理中', 'accept'],
    ['处理中', '待客户反馈', 'ask_customer'],
    ['待客户反馈', '处理中', 'accept'],
    ['待客户反馈', '已解决', 'resolve'],
    ['已解决', '已关闭', 'close'],
    ['已解决', '处理中', 'reopen'],
    ['待受理', '已关闭', undefined],
    ['待受理', '待客户反馈', undefined],
    ['已解决', '待客户反馈', undefined],
    ['已关闭', '处理中', undefined],
    // Only the customer cancels.
    ['处理中', '已取消', undefined],
    ['已取消', '处理中', undefined],
  ])('staff move a ticket from %s to %s by %s', (from, to, action) => {
    expect(staffAction(from, to)).toBe(action);
  });
});

describe('asking again', () => {
  const solved = (at: number) => ({ status: '已解决', resolvedAt: at }) as const;

  it('is possible for seven days after the solution, to the millisecond', () => {
    expect(mayFollowUp(solved(0), 7, 7 * DAY_MS - 1)).toBe(true);
    expect(mayFollowUp(solved(0), 7, 7 * DAY_MS)).toBe(false);
  });

  it.each<[TicketStatus, boolean]>([
    ['待受理', true],
    ['处理中', true],
    ['待客户反馈', true],
    ['已关闭', false],
    ['已取消', false],
  ])('of a ticket that is %s: %s', (status, expected) => {
    expect(mayFollowUp({ status, resolvedAt: null }, 7, 1e12)).toBe(expected);
  });
});
