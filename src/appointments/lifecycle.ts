/** The life of a booking; the first three are the nodes that followers see (S3-25). */
export const APPOINTMENT_STATUSES = ['已提交', '处理中', '已完成', '已取消'] as const;
export type AppointmentStatus = (typeof APPOINTMENT_STATUSES)[number];

/** What moves a booking from state to state, and who may. */
export const APPOINTMENT_ACTIONS = {
  accept: ['staff'],
  finish: ['staff'],
  cancel: ['staff', 'follower'],
  reschedule: ['follower'],
} as const;
export type AppointmentAction = keyof typeof APPOINTMENT_ACTIONS;

export const FIRST_STATUS: AppointmentStatus = '已提交';

/** Which action is possible in which state, and where it leads. Another time has to be accepted anew. */
export const LIFECYCLE: Readonly<
  Record<AppointmentStatus, Readonly<Partial<Record<AppointmentAction, AppointmentStatus>>>>
> = {
  已提交: { accept: '处理中', cancel: '已取消', reschedule: '已提交' },
  处理中: { finish: '已完成', cancel: '已取消', reschedule: '已提交' },
  已完成: {},
  已取消: {},
};

/** Whether the booking is still to come or under way. */
export function isOpen(status: AppointmentStatus): boolean {
  return LIFECYCLE[status].cancel !== undefined;
}

/** The action of staff that leads from one state to another, if there is one. */
export function staffAction(from: AppointmentStatus, to: AppointmentStatus): AppointmentAction | undefined {
  return Object.entries(LIFECYCLE[from])
    .map(([action, target]) => ({ action: action as AppointmentAction, target }))
    .find(({ action, target }) => target === to && isFor(action, 'staff'))?.action;
}

function isFor(action: AppointmentAction, who: 'staff' | 'follower'): boolean {
  return APPOINTMENT_ACTIONS[action].some((one) => one === who);
}
