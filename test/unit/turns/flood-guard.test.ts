import { ManualClock } from '../../../src/kernel/clock';
import { FloodGuard } from '../../../src/turns/flood-guard';

/** So many messages of one follower at a steady pace, and what became of each. */
function send(messages: number, everyMs: number, clock = new ManualClock(0), guard = new FloodGuard(clock)) {
  const verdicts = Array.from({ length: messages }, () => {
    const verdict = guard.judge('oA');
    clock.advance(everyMs);
    return verdict;
  });
  const count = (kind: string) => verdicts.filter((verdict) => verdict.kind === kind).length;
  return { verdicts, count, guard, clock };
}

describe('the guard against floods', () => {
  it('lets a person type as fast as they can', () => {
    expect(send(200, 1_000).count('pass')).toBe(200);
  });

  it('slows what no person types, and drops what goes on like that', () => {
    const { count, verdicts } = send(70, 10);
    expect([count('pass'), count('slow'), count('drop')]).toEqual([20, 40, 10]);
    expect(verdicts.filter((verdict) => verdict.kind === 'drop' && verdict.tell)).toHaveLength(1);
  });

  it('listens again after a minute, and says so again when it has to', () => {
    const { guard, clock } = send(61, 0);
    expect(guard.judge('oA')).toEqual({ kind: 'drop', tell: false });
    clock.advance(60_000);
    expect(guard.judge('oA')).toEqual({ kind: 'pass' });
    const again = send(60, 0, clock, guard).verdicts.at(-1);
    expect(again).toEqual({ kind: 'drop', tell: true });
  });

  it('keeps nobody else waiting', () => {
    const { guard } = send(61, 0);
    expect(guard.judge('oB')).toEqual({ kind: 'pass' });
  });
});
