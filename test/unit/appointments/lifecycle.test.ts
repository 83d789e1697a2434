import {
  APPOINTMENT_ACTIONS,
  APPOINTMENT_STATUSES,
  type AppointmentAction,
  type AppointmentStatus,
  FIRST_STATUS,
  isOpen,
  LIFECYCLE,
  staffAction,
} from '../../../src/appointments';

const moves = APPOINTMENT_STATUSES.flatMap((from) =>
  Object.entries(LIFECYCLE[from]).map(([action, to]) => ({ from, action: action as AppointmentAction, to })),
);

it('reaches every state from the first, and uses every action', () => {
  const reached = new Set<AppointmentStatus>([FIRST_STATUS]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const { from, to } of moves) if (reached.has(from)) reached.add(to);
  }
  expect([...reached].sort()).toEqual([...APPOINTMENT_STATUSES].sort());
  expect(new Set(moves.map(({ action }) => action))).toEqual(new Set(Object.keys(APPOINTMENT_ACTIONS)));
});

it('can always come to an end, and an end is the end', () => {
  for (const status of APPOINTMENT_STATUSES) {
    const isOver = Object.keys(LIFECYCLE[status]).length === 0;
    expect([status, isOver]).toEqual([status, status === '已完成' || status === '已取消']);
    expect(isOpen(status)).toBe(!isOver);
  }
});

it('passes the three nodes in order: nothing is finished that was not accepted', () => {
  expect(moves.filter(({ to }) => to === '已完成').map(({ from }) => from)).toEqual(['处理中']);
  expect(moves.filter(({ to, from }) => to === '处理中' && from !== to).map(({ from }) => from)).toEqual([
    '已提交',
  ]);
});

it.each<[AppointmentStatus, AppointmentStatus, AppointmentAction | undefined]>([
  ['已提交', '处理中', 'accept'],
  ['处理中', '已完成', 'finish'],
  ['已提交', '已取消', 'cancel'],
  ['处理中', '已取消', 'cancel'],
  ['已提交', '已完成', undefined],
  ['处理中', '已提交', undefined],
  ['已完成', '处理中', undefined],
  ['已取消', '已提交', undefined],
])('staff go from %s to %s by %s', (from, to, action) => {
  expect(staffAction(from, to)).toBe(action);
});
