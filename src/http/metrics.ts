import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { LOOKUP_SUBJECTS } from '../customers';

/** What the product measures, in the Prometheus format. No label holds anything that a follower wrote. */
export class Metrics {
  readonly registry = new Registry();
  private readonly turns: Histogram<'kind' | 'outcome'>;
  private readonly refused: Counter<'code'>;
  private readonly sends: Counter<'kind' | 'status'>;
  private readonly lookupAlarms: Counter<'subject'>;

  constructor(sources: {
    outboxDepths: () => Promise<Map<string, number>>;
    chatsByState: () => Promise<Map<string, number>>;
    agentsOnline: () => number;
    kbEntries: () => number;
  }) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, prefix: 'weikefu_' });
    this.turns = new Histogram({
      name: 'weikefu_turn_seconds',
      help: 'Time of a turn from arrival to commit',
      labelNames: ['kind', 'outcome'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 4, 5],
      registers,
    });
    this.refused = new Counter({
      name: 'weikefu_deliveries_refused_total',
      help: 'Deliveries refused, by error code',
      labelNames: ['code'],
      registers,
    });
    this.sends = new Counter({
      name: 'weikefu_outbox_settled_total',
      help: 'Outbox items by kind and resulting status',
      labelNames: ['kind', 'status'],
      registers,
    });
    this.lookupAlarms = new Counter({
      name: 'weikefu_lookup_alarms_total',
      help: 'Times that identity data was looked up more often than people do, by what was looked up',
      labelNames: ['subject'],
      registers,
    });
    // An alarm rule sees the first one only when there was a nought before it.
    for (const subject of LOOKUP_SUBJECTS) this.lookupAlarms.inc({ subject }, 0);
    new Gauge({
      name: 'weikefu_outbox_items',
      help: 'Outbox items that are not sent, by status',
      labelNames: ['status'],
      registers,
      async collect() {
        this.reset();
        for (const status of ['pending', 'sending', 'failed', 'unknown']) this.set({ status }, 0);
        for (const [status, count] of await sources.outboxDepths()) this.set({ status }, count);
      },
    });
    new Gauge({
      name: 'weikefu_chats',
      help: 'Chats with people, by state',
      labelNames: ['state'],
      registers,
      async collect() {
        this.reset();
        for (const state of ['queued', 'human']) this.set({ state }, 0);
        for (const [state, count] of await sources.chatsByState()) this.set({ state }, count);
      },
    });
    new Gauge({
      name: 'weikefu_agents_online',
      help: 'Agents with an open event stream',
      registers,
      collect() {
        this.set(sources.agentsOnline());
      },
    });
    new Gauge({
      name: 'weikefu_kb_entries',
      help: 'Knowledge entries in the index',
      registers,
      collect() {
        this.set(sources.kbEntries());
      },
    });
  }

  observeTurn(turn: { kind: string; outcome: string; ms: number }): void {
    this.turns.observe({ kind: turn.kind, outcome: turn.outcome }, turn.ms / 1000);
  }

  countRefusal(code: string): void {
    this.refused.inc({ code });
  }

  countLookupAlarm(subject: string): void {
    this.lookupAlarms.inc({ subject });
  }

  countSettled(kind: string, status: string): void {
    this.sends.inc({ kind, status });
  }
}
