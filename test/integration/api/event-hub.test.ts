import type { StaffEvent } from '../../../src/handoff';
import { EventHub } from '../../../src/http/api';
import { ManualClock } from '../../../src/kernel/clock';

const NOW = 1_790_000_000_000;
const changed = (chatId: string): StaffEvent => ({ type: 'chat.changed', chatId, followerId: 'fan' });

function start(capacity?: number) {
  const hub = new EventHub(new ManualClock(NOW), capacity);
  const names = (id: number) =>
    hub.since(id)?.map(({ event }) => (event.type === 'chat.changed' ? event.chatId : ''));
  return { hub, names };
}

describe('the event hub', () => {
  it('numbers events without a gap, from the time of the start', () => {
    const { hub } = start();
    const ids: number[] = [];
    hub.subscribe({ onEvent: ({ id }) => ids.push(id), onClose: () => undefined });
    for (const name of ['a', 'b', 'c']) hub.publish(changed(name));
    expect(ids).toEqual([NOW + 1, NOW + 2, NOW + 3]);
    expect(hub.lastId).toBe(NOW + 3);
  });

  it('replays what came after an id it knows', () => {
    const { hub, names } = start();
    expect(names(NOW)).toEqual([]);
    for (const name of ['a', 'b', 'c']) hub.publish(changed(name));
    expect(names(NOW)).toEqual(['a', 'b', 'c']);
    expect(names(NOW + 2)).toEqual(['c']);
    expect(names(NOW + 3)).toEqual([]);
  });

  it('does not pretend to know ids of the past, of the future, or none', () => {
    const { hub } = start();
    hub.publish(changed('a'));
    expect(hub.since(NOW - 1)).toBeUndefined();
    expect(hub.since(NOW + 2)).toBeUndefined();
    expect(hub.since(57)).toBeUndefined();
    expect(hub.since(Number.NaN)).toBeUndefined();
  });

  it('forgets the oldest when it holds too many', () => {
    const { hub, names } = start(3);
    for (const name of ['a', 'b', 'c', 'd', 'e']) hub.publish(changed(name));
    expect(names(NOW + 2)).toEqual(['c', 'd', 'e']);
    expect(names(NOW + 1)).toBeUndefined();
  });

  it('closes its subscribers once, and later ones at once', () => {
    const { hub } = start();
    const closed: string[] = [];
    const subscribe = (name: string) =>
      hub.subscribe({ onEvent: () => closed.push(`${name} got an event`), onClose: () => closed.push(name) });
    const leave = subscribe('gone');
    subscribe('open');
    leave();
    hub.close();
    hub.close();
    subscribe('late');
    hub.publish(changed('a'));
    expect(closed).toEqual(['open', 'late']);
  });
});
