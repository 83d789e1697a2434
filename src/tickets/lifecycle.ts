/** The coarse state of a ticket. How far the work is within it is the `progress`, a field of its own (S1-23). */
export const TICKET_STATUSES = ['待受理', '处理中', '待客户反馈', '已解决', '已关闭', '已取消'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/** What moves a ticket from state to state. */
export const TICKET_ACTIONS = {
  accept: 'staff',
  ask_customer: 'staff',
  resolve: 'staff',
  close: 'staff',
  reopen: 'staff',
  cancel: 'customer',
  follow_up: 'customer',
} as const;
export type TicketAction = keyof typeof TICKET_ACTIONS;

export const FIRST_STATUS: TicketStatus = '待受理';

/** The life cycle: which action is possible in which state, and where it leads. */
export const LIFECYCLE: Readonly<
  Record<TicketStatus, Readonly<Partial<Record<TicketAction, TicketStatus>>>>
> = {
  待受理: { accept: '处理中', resolve: '已解决', cancel: '已取消', follow_up: '待受理' },
  处理中: { ask_customer: '待客户反馈', resolve: '已解决', cancel: '已取消', follow_up: '处理中' },
  待客户反馈: { accept: '处理中', resolve: '已解决', cancel: '已取消', follow_up: '处理中' },
  // Only for some days: see `mayFollowUp`.
  已解决: { close: '已关闭', reopen: '处理中', follow_up: '处理中' },
  已关闭: {},
  已取消: {},
};

/** States in which the ticket is worked on: the customer may edit and cancel, and there is no result yet. */
export function isOpen(status: TicketStatus): boolean {
  return LIFECYCLE[status].cancel !== undefined;
}

/** The action of staff that leads from one state to another, if there is one. */
export function staffAction(from: TicketStatus, to: TicketStatus): TicketAction | undefined {
  return Object.entries(LIFECYCLE[from])
    .map(([action, target]) => ({ action: action as TicketAction, target }))
    .find(({ action, target }) => target === to && TICKET_ACTIONS[action] === 'staff')?.action;
}

const DAY_MS = 24 * 3_600_000;

/** Whether the customer may still ask again: any time while it is open, some days long once it is solved. */
export function mayFollowUp(
  ticket: { status: TicketStatus; resolvedAt: number | null },
  reopenDays: number,
  now: number,
): boolean {
  if (LIFECYCLE[ticket.status].follow_up === undefined) return false;
  return isOpen(ticket.status) || now < (ticket.resolvedAt ?? 0) + reopenDays * DAY_MS;
}
