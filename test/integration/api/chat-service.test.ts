import { ChatEntity, ChatService, Presence, type StaffEvent } from '../../../src/handoff';
import { ManualClock } from '../../../src/kernel/clock';
import { randomId } from '../../../src/kernel/ids';
import { openTemporaryStore, type TemporaryStore } from './temporary-store';

let store: TemporaryStore;
let events: StaffEvent[];
let chats: ChatService;

const NOW = 1_790_000_000_000;
const anna = { staffId: 'anna', supervisor: false };
const supervisor = { staffId: 'sue', supervisor: true };

beforeEach(async () => {
  store = await openTemporaryStore();
  events = [];
  chats = new ChatService(randomId, (event) => events.push(event));
});

afterEach(() => store.close());

const enqueue = (followerId: string, now = NOW) =>
  store.unitOfWork.run((tx) => chats.enqueue(tx, { followerId, reason: 'asked', now }));
const claim = (chatId: string, staffId = 'anna') =>
  store.unitOfWork.run((tx) => chats.claim(tx, { chatId, staffId, now: NOW + 5 }));

describe('the queue', () => {
  it('gives places in the order of arrival, within one millisecond too', async () => {
    const places = [];
    for (const follower of ['a', 'b', 'c', 'd']) places.push((await enqueue(follower)).position);
    expect(places).toEqual([1, 2, 3, 4]);
  });

  it('keeps the place of a follower who asks again', async () => {
    const first = await enqueue('a');
    await enqueue('b', NOW + 1);
    expect(await enqueue('a', NOW + 2)).toEqual({ ...first, alreadyQueued: true });
    expect(await chats.countByState(store.reader)).toEqual(new Map([['queued', 2]]));
  });

  it('tells a follower who is already served that there is no place to wait at', async () => {
    const { chatId } = await enqueue('a');
    await claim(chatId);
    expect(await enqueue('a')).toEqual({ chatId, position: 0, alreadyQueued: true });
  });

  it('moves everybody up when somebody leaves or is claimed', async () => {
    await enqueue('a');
    const b = await enqueue('b');
    const c = await enqueue('c');
    expect(await store.unitOfWork.run((tx) => chats.leaveQueue(tx, { followerId: 'a', now: NOW }))).toBe(
      true,
    );
    expect(await chats.position(store.reader, c.chatId)).toBe(2);
    await claim(b.chatId);
    expect(await chats.position(store.reader, c.chatId)).toBe(1);
    expect(await chats.position(store.reader, b.chatId)).toBe(0);
  });

  it('lets the database refuse a second open chat of one follower, and allows one after the first is closed', async () => {
    await enqueue('a');
    const row = {
      id: 'x',
      followerId: 'a',
      state: 'queued',
      reason: '',
      queuedAt: NOW,
      lastMessageAt: NOW,
    } as const;
    await expect(store.unitOfWork.run((tx) => tx.manager.insert(ChatEntity, row))).rejects.toThrow(/UNIQUE/);
    await store.unitOfWork.run((tx) => chats.endByFollower(tx, { followerId: 'a', now: NOW }));
    expect((await enqueue('a')).alreadyQueued).toBe(false);
  });

  it('has nothing to leave for a follower who does not wait', async () => {
    const { chatId } = await enqueue('a');
    await claim(chatId);
    const leave = (followerId: string) =>
      store.unitOfWork.run((tx) => chats.leaveQueue(tx, { followerId, now: NOW }));
    expect(await leave('a')).toBe(false);
    expect(await leave('nobody')).toBe(false);
    expect((await chats.find(store.reader, chatId))?.state).toBe('human');
  });
});

describe('a chat', () => {
  it('is won by exactly one of many who claim it at once', async () => {
    const { chatId } = await enqueue('a');
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) => claim(chatId, `agent-${index}`)),
    );
    const won = results.filter((result) => result.ok);
    expect(won).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.code === 'CHAT_TAKEN')).toHaveLength(49);
    expect((await chats.find(store.reader, chatId))?.staffId).toBe(won[0]?.ok && won[0].chat.staffId);
  });

  it('is handed back, closed and transferred only by who serves it, or by a supervisor', async () => {
    const { chatId } = await enqueue('a');
    await claim(chatId);
    const bo = { staffId: 'bo', supervisor: false };
    const refused = await store.unitOfWork.run(async (tx) => [
      await chats.handBack(tx, { chatId, by: bo, now: NOW }),
      await chats.close(tx, { chatId, by: bo, now: NOW }),
      await chats.transfer(tx, { chatId, by: bo, toStaffId: 'bo', now: NOW }),
    ]);
    expect(refused.map((result) => !result.ok && result.code)).toEqual([
      'CHAT_TAKEN',
      'CHAT_TAKEN',
      'CHAT_TAKEN',
    ]);
    const moved = await store.unitOfWork.run((tx) =>
      chats.transfer(tx, { chatId, by: supervisor, toStaffId: 'bo', now: NOW }),
    );
    expect(moved).toMatchObject({ ok: true, chat: { state: 'human', staffId: 'bo' } });
    const closed = await store.unitOfWork.run((tx) => chats.close(tx, { chatId, by: bo, now: NOW + 9 }));
    expect(closed).toMatchObject({
      ok: true,
      chat: { state: 'closed', closedAt: NOW + 9, closedBy: 'staff', closedWith: 'close', staffId: 'bo' },
    });
  });

  it('cannot be handed back before somebody took it, nor anything after its end', async () => {
    const { chatId } = await enqueue('a');
    const handBack = () => store.unitOfWork.run((tx) => chats.handBack(tx, { chatId, by: anna, now: NOW }));
    expect(await handBack()).toMatchObject({ ok: false, code: 'CHAT_TAKEN' });
    await claim(chatId);
    expect(await handBack()).toMatchObject({ ok: true, chat: { state: 'closed', closedWith: 'hand_back' } });
    expect(await handBack()).toMatchObject({ ok: false, code: 'CHAT_TAKEN' });
    expect(await claim(chatId)).toMatchObject({ ok: false, code: 'CHAT_TAKEN' });
    expect(await claim('no-such-chat')).toEqual({ ok: false, code: 'CHAT_NOT_FOUND' });
  });

  it('returns to the front of the queue when its agent is away', async () => {
    const { chatId } = await enqueue('a');
    await claim(chatId);
    await enqueue('b', NOW + 10);
    await store.unitOfWork.run((tx) => chats.returnToQueue(tx, { chatId, now: NOW }));
    expect(await chats.position(store.reader, chatId)).toBe(1);
    expect(await chats.find(store.reader, chatId)).toMatchObject({
      state: 'queued',
      staffId: null,
      claimedAt: null,
    });
  });

  it('is announced after the commit, and not when the unit is rolled back', async () => {
    const { chatId } = await enqueue('a');
    expect(events).toEqual([{ type: 'chat.changed', chatId, followerId: 'a' }]);
    const failing = store.unitOfWork.run(async (tx) => {
      await chats.claim(tx, { chatId, staffId: 'anna', now: NOW });
      throw new Error('the turn fails');
    });
    await expect(failing).rejects.toThrow('the turn fails');
    expect(events).toHaveLength(1);
    expect((await chats.find(store.reader, chatId))?.state).toBe('queued');
  });

  it('is found through the index of open chats, however many are closed', async () => {
    for (const where of ["follower_id = 'a' AND state <> 'closed'", "state IN ('queued', 'human')"]) {
      const plan = await store.reader.query<{ detail: string }>(
        `EXPLAIN QUERY PLAN SELECT id FROM chat WHERE ${where}`,
      );
      expect(plan.map(({ detail }) => detail).join()).toMatch(/USING (COVERING )?INDEX chat_(one_open|line)/);
    }
  });

  it('notes when the last message was exchanged', async () => {
    const { chatId } = await enqueue('a');
    await store.unitOfWork.run((tx) => chats.heardFollower(tx, 'a', NOW + 77));
    expect((await chats.find(store.reader, chatId))?.lastMessageAt).toBe(NOW + 77);
    expect(await store.unitOfWork.run((tx) => chats.heardFollower(tx, 'stranger', NOW))).toBeUndefined();
  });
});

describe('lists of chats', () => {
  it('show who waits longest first, and closed ones page by page, the newest first', async () => {
    for (const [index, follower] of ['a', 'b', 'c', 'd', 'e'].entries()) await enqueue(follower, NOW + index);
    for (const follower of ['a', 'b', 'c'])
      await store.unitOfWork.run((tx) => chats.endByFollower(tx, { followerId: follower, now: NOW + 100 }));
    const queued = await chats.list(store.reader, { state: 'queued', limit: 10 });
    expect(queued.map(({ followerId }) => followerId)).toEqual(['d', 'e']);
    const first = await chats.list(store.reader, { state: 'closed', limit: 2 });
    const second = await chats.list(store.reader, { state: 'closed', limit: 2, before: first[1]?.id });
    expect([...first, ...second].map(({ followerId }) => followerId)).toEqual(['c', 'b', 'a']);
  });

  it('know the chats that an agent who went away still holds', async () => {
    const clock = new ManualClock(NOW);
    const presence = new Presence(clock, 1_000);
    const { chatId } = await enqueue('a');
    await claim(chatId);
    presence.connect('anna').release();
    const left: string[] = [];
    presence.onEnded((staffId) => left.push(staffId));
    clock.advance(1_000);
    presence.sweep();
    expect((await chats.servedBy(store.reader, left[0] ?? '')).map(({ id }) => id)).toEqual([chatId]);
  });
});
