import { Presence } from '../../../src/handoff';
import { ABSENT_AFTER_MS, AbsentAgents } from '../../../src/turns/absent-agents';
import { startTurns, useTurns } from '../../helpers/turn-harness';

useTurns();

async function servedChat() {
  const turns = await startTurns();
  const { say, chats, runner, clock, store, rows } = turns;
  const presence = new Presence(clock, 1_000);
  let seenAt = clock.now();
  const absentAgents = new AbsentAgents({
    reader: store.reader,
    clock,
    chats,
    turns: runner,
    presence,
    lastSeenAt: async () => seenAt,
  });
  await say('oA', '#人工');
  const [chat] = await rows<{ id: string }>('SELECT id FROM chat');
  await runner.act('oA', async (tx) => {
    await chats.claim(tx, { chatId: chat?.id ?? '', staffId: 's1', now: clock.now() });
    return { value: undefined, event: { kind: 'claimed', staffName: '小李' } };
  });
  const state = async () => [
    (await rows<{ state: string }>('SELECT state FROM chat'))[0]?.state,
    (await rows<{ mode: string }>('SELECT mode FROM conversation'))[0]?.mode,
  ];
  return { ...turns, presence, absentAgents, state, seen: () => (seenAt = clock.now()) };
}

describe('a follower whose agent is gone', () => {
  it('waits again, and hears of it', async () => {
    const { absentAgents, state, rows } = await servedChat();
    await absentAgents.takeBackChats('s1');
    expect(await state()).toEqual(['queued', 'queued']);
    const texts = await rows<{ args: string }>('SELECT args FROM outbox ORDER BY id');
    expect(texts.at(-1)?.args).toContain('重新排队');
  });

  it('is taken back after a restart only when nothing was heard of the agent for long', async () => {
    const { absentAgents, state, clock, seen } = await servedChat();
    clock.advance(ABSENT_AFTER_MS);
    await absentAgents.sweep();
    expect(await state()).toEqual(['human', 'human']);
    seen();
    clock.advance(ABSENT_AFTER_MS);
    await absentAgents.sweep();
    expect(await state()).toEqual(['human', 'human']);
    clock.advance(1);
    await absentAgents.sweep();
    expect(await state()).toEqual(['queued', 'queued']);
  });

  it('stays with an agent whose page is open, however long they say nothing', async () => {
    const { absentAgents, state, clock, presence } = await servedChat();
    const lease = presence.connect('s1');
    clock.advance(ABSENT_AFTER_MS * 2);
    lease.renew();
    await absentAgents.sweep();
    expect(await state()).toEqual(['human', 'human']);
  });
});
