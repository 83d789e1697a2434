import { CHAT_STATES, FIRST_STATE, LIFECYCLE, mayHandle, statesThatAllow } from '../../../src/handoff';
import { chatIds } from '../../../src/handoff/chat-id';

describe('the lifecycle of a chat', () => {
  it('reaches every state from the queue', () => {
    const reached = new Set([FIRST_STATE]);
    for (const state of reached) for (const next of Object.values(LIFECYCLE[state])) reached.add(next);
    expect([...reached].sort()).toEqual([...CHAT_STATES].sort());
  });

  it('can end from every state, and is over once it has', () => {
    const canEnd = (state: (typeof CHAT_STATES)[number], seen = new Set<string>()): boolean =>
      state === 'closed' ||
      Object.values(LIFECYCLE[state]).some(
        (next) => !seen.has(next) && canEnd(next, new Set([...seen, state])),
      );
    expect(CHAT_STATES.every((state) => canEnd(state))).toBe(true);
    expect(LIFECYCLE.closed).toEqual({});
  });

  it.each([
    ['claim', ['queued']],
    ['leave_queue', ['queued']],
    ['hand_back', ['human']],
    ['transfer', ['human']],
    ['return_to_queue', ['human']],
    ['regroup', ['queued', 'human']],
    ['close_idle', ['human']],
    ['join_elsewhere', ['queued', 'human']],
    ['close_elsewhere', ['human']],
    ['close', ['queued', 'human']],
    ['end_by_follower', ['queued', 'human']],
  ] as const)('allows %s in %j only', (action, states) => {
    expect(statesThatAllow(action)).toEqual(states);
  });
});

describe('mayHandle', () => {
  it.each([
    ['the agent who serves it', { staffId: 'a', supervisor: false }, true],
    ['another agent', { staffId: 'b', supervisor: false }, false],
    ['a supervisor', { staffId: 'b', supervisor: true }, true],
  ])('answers for %s', (_who, actor, allowed) => {
    expect(mayHandle({ staffId: 'a' }, actor)).toBe(allowed);
  });

  it('lets no agent handle a chat that nobody took', () => {
    expect(mayHandle({ staffId: null }, { staffId: 'a', supervisor: false })).toBe(false);
  });
});

describe('chatIds', () => {
  it('sorts as the chats were queued, within one millisecond too', () => {
    let random = 1_000;
    const next = chatIds(() => {
      random -= 1;
      return String(random);
    });
    const ids = [
      ...Array.from({ length: 100 }, () => next(1_790_000_000_000)),
      next(1_790_000_000_001),
      next(1_790_000_000_040),
    ];
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
