import { Presence } from '../../../src/handoff';
import { ManualClock } from '../../../src/kernel/clock';

const LEASE_MS = 45_000;

function start() {
  const clock = new ManualClock(1_000_000);
  const presence = new Presence(clock, LEASE_MS);
  const ended: string[] = [];
  presence.onEnded((staffId) => ended.push(staffId));
  return { clock, presence, ended };
}

describe('presence', () => {
  it('counts an agent with several open pages once', () => {
    const { presence } = start();
    presence.connect('anna');
    presence.connect('anna');
    presence.connect('bo');
    expect(presence.onlineAgents()).toBe(2);
  });

  it('keeps an agent present while heartbeats arrive', () => {
    const { clock, presence, ended } = start();
    const lease = presence.connect('anna');
    for (let beat = 0; beat < 10; beat += 1) {
      clock.advance(LEASE_MS - 1);
      lease.renew();
      presence.sweep();
    }
    expect(presence.isOnline('anna')).toBe(true);
    expect(ended).toEqual([]);
  });

  it('survives a page reload, and ends when nobody comes back', () => {
    const { clock, presence, ended } = start();
    presence.connect('anna').release();
    clock.advance(2_000);
    presence.sweep();
    const reloaded = presence.connect('anna');
    clock.advance(LEASE_MS - 1);
    expect(presence.isOnline('anna')).toBe(true);
    reloaded.release();
    clock.advance(1);
    expect(presence.isOnline('anna')).toBe(false);
    presence.sweep();
    presence.sweep();
    expect(ended).toEqual(['anna']);
  });

  it('does not keep an agent present through a released stream', () => {
    const { clock, presence } = start();
    const lease = presence.connect('anna');
    lease.release();
    clock.advance(LEASE_MS);
    lease.renew();
    expect(presence.onlineAgents()).toBe(0);
  });

  it('brings an agent back whose stream slept past the lease', () => {
    const { clock, presence, ended } = start();
    const lease = presence.connect('anna');
    clock.advance(LEASE_MS);
    presence.sweep();
    expect(ended).toEqual(['anna']);
    lease.renew();
    expect(presence.isOnline('anna')).toBe(true);
  });
});
