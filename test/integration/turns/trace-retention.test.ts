import { forgetOldTraces, TRACE_DAYS } from '../../../src/turns/trace-retention';
import { NOON, startTurns, textMessage, useTurns } from '../../helpers/turn-harness';

useTurns();
const DAY = 86_400_000;

it('clears what old turns read, keeps their replies for repeats, and leaves newer turns replayable', async () => {
  const { receive, clock, store, rows } = await startTurns();
  const messages = ['怎么开发票', '周末上班吗', '怎么开发票', '菜单'].map((text) => textMessage('oA', text));
  const replies: (string | null)[] = [];
  for (const message of messages) {
    replies.push((await receive(message)).text);
    clock.advance(10 * DAY);
  }
  clock.set(NOON + (TRACE_DAYS + 15) * DAY);
  expect(await forgetOldTraces(store.unitOfWork, store.reader, clock.now())).toBe(2);
  expect(
    await rows(`SELECT record = '' AS cleared, state_before IS NULL AS stateless FROM turn ORDER BY id`),
  ).toEqual([
    { cleared: 1, stateless: 1 },
    { cleared: 1, stateless: 1 },
    { cleared: 0, stateless: 0 },
    { cleared: 0, stateless: 0 },
  ]);
  const [first] = messages;
  if (first === undefined) throw new Error('no message');
  expect((await receive(first)).text).toBe(replies[0]);
  expect(await forgetOldTraces(store.unitOfWork, store.reader, clock.now())).toBe(0);
});

it('has nothing to do in an empty database', async () => {
  const { store, clock } = await startTurns();
  expect(await forgetOldTraces(store.unitOfWork, store.reader, clock.now())).toBe(0);
});
