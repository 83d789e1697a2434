import type { Clock } from '../kernel/clock';

/** How long an agent counts as present after the last sign of an open event stream: a page may reload. */
export const PRESENCE_LEASE_MS = 45_000;

/** One open event stream. */
export interface PresenceLease {
  /** The stream still lives; called with every heartbeat. */
  renew(): void;
  /** The stream ended; the agent stays present until the lease runs out, unless another stream is open. */
  release(): void;
}

/**
 * Agents with an open event stream. In memory: after a restart the pages connect again within seconds.
 * `onEnded` is where chats of an agent who went away are taken back to the queue.
 */
export class Presence {
  private readonly agents = new Map<string, { streams: number; until: number }>();
  private readonly listeners: ((staffId: string) => void)[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly leaseMs: number = PRESENCE_LEASE_MS,
  ) {}

  /** An agent opened an event stream. */
  connect(staffId: string): PresenceLease {
    const agent = this.agents.get(staffId) ?? { streams: 0, until: 0 };
    this.agents.set(staffId, agent);
    const renew = () => {
      agent.until = this.clock.now() + this.leaseMs;
      // A stream that slept past its lease (a suspended laptop) brings its agent back.
      if (agent.streams > 0) this.agents.set(staffId, agent);
    };
    let open = true;
    agent.streams += 1;
    renew();
    return {
      renew: () => {
        if (open) renew();
      },
      release: () => {
        if (!open) return;
        open = false;
        agent.streams -= 1;
      },
    };
  }

  isOnline(staffId: string): boolean {
    return (this.agents.get(staffId)?.until ?? 0) > this.clock.now();
  }

  /** How many agents are present. */
  onlineAgents(): number {
    return [...this.agents.keys()].filter((staffId) => this.isOnline(staffId)).length;
  }

  /** The listener is called with an agent's id when their lease has ended, from `sweep`. */
  onEnded(listener: (staffId: string) => void): void {
    this.listeners.push(listener);
  }

  /** Forgets the agents whose lease has ended and tells the listeners. Called every few seconds. */
  sweep(): void {
    const ended = [...this.agents.keys()].filter((staffId) => !this.isOnline(staffId));
    for (const staffId of ended) this.agents.delete(staffId);
    for (const staffId of ended) for (const listener of this.listeners) listener(staffId);
  }
}
