import path from 'node:path';
import { setImmediate as nextLoop } from 'node:timers/promises';
import { type BookingOpenTo, type Core, createCore, readBotContent } from '../core';
import type { Content, DialogueState, EffectResult } from '../dialogue';
import { MediaStore } from '../jobs/media-store';
import { OutboxWorker } from '../jobs/outbox-worker';
import { smsHandler } from '../jobs/sms';
import { TimerWorker } from '../jobs/timer-worker';
import { wechatHandlers } from '../jobs/wechat-handlers';
import type { ManualClock } from '../kernel/clock';
import { randomId } from '../kernel/ids';
import type { Json } from '../kernel/json';
import { createLogger } from '../kernel/logger';
import { openStore, type Store } from '../store';
import { appendOutgoing, type InlineEffects } from '../turns';
import type { InboundMessage } from '../wechat';
import type { ContentFolders } from './content-folders';
import { FakeAccount } from './fake-account';
import { FakeSms } from './fake-sms';

export interface ProductOptions {
  content: ContentFolders;
  /** Holds the database and the media. */
  folder: string;
  clock: ManualClock;
  agentsOnline: number;
  bookingOpenTo?: BookingOpenTo;
  /** Default: true. */
  customSend?: boolean;
}

/** A stored turn. */
export interface TurnRow {
  id: number;
  outcome: string;
  /** JSON of the turn's record. */
  record: string;
  reply: string | null;
}

/** An inline effect as it was asked for. */
export interface EffectCall {
  kind: string;
  args: Json;
}

/** Nobody reads the audit of a test. */
const AUDIT_KEY = Buffer.alloc(32);
const QUOTA = { perMessage: 5, perClick: 3 };
/** The worker is woken by hand; this is longer than any run. */
const POLL_MS = 3_600_000;
/** More timers than a case can set: reaching it means that one is never done. */
const MAX_TIMERS = 500;

interface Parts {
  content: Content;
  store: Store;
  core: Core;
  outbox: OutboxWorker;
  timers: TimerWorker;
}

/**
 * The whole product around a database file, without its edges: messages come in as the webhook would hand them over,
 * sends end at a platform that takes everything, time moves when it is told to.
 */
export class Product {
  readonly account = new FakeAccount();
  readonly sms = new FakeSms();
  /** Error lines of the log since they were last taken. */
  private faults: string[] = [];
  /** Inline effects asked for, by turn. */
  private calls = new Map<number, EffectCall[]>();
  /** Effect kind → the code that it fails with. */
  private forced: Readonly<Record<string, string>> = {};
  private outboxTouched = false;
  private parts: Parts | undefined;

  private constructor(private readonly options: ProductOptions) {}

  static async open(options: ProductOptions): Promise<Product> {
    const product = new Product(options);
    await product.start(options.content);
    return product;
  }

  get core(): Core {
    return this.running.core;
  }

  /** The content in force. */
  get content(): Content {
    return this.running.content;
  }

  get store(): Store {
    return this.running.store;
  }

  /** Whether the account may write of its own accord. */
  get customSend(): boolean {
    return this.options.customSend ?? true;
  }

  get clock(): ManualClock {
    return this.options.clock;
  }

  /** Stops and starts on the same database, as after an update; with other content when it is named. */
  async restart(content: ContentFolders = this.options.content): Promise<void> {
    await this.close();
    await this.start(content);
  }

  async close(): Promise<void> {
    if (this.parts === undefined) return;
    const { core, outbox, store } = this.parts;
    this.parts = undefined;
    await core.turns.idle();
    await outbox.stop();
    await store.close();
  }

  /** One delivery of a message; the passive reply, or null. */
  async deliver(message: InboundMessage): Promise<string | null> {
    const delivery = { arrivedAt: this.clock.now(), isOpen: () => true };
    return (await this.core.turns.receive(message, delivery)).text;
  }

  /** Moves the clock and does what becomes due on the way, each thing at its time. */
  async advance(ms: number): Promise<void> {
    const until = this.clock.now() + ms;
    for (let done = 0; ; done += 1) {
      const [next] = await this.store.reader.query<{ due: number | null }>(
        'SELECT MIN(due_at) AS due FROM timer',
      );
      const due = next?.due ?? null;
      if (due === null || due > until) break;
      if (done > MAX_TIMERS)
        throw new Error(`a timer is due again and again (more than ${MAX_TIMERS} times)`);
      this.clock.set(Math.max(this.clock.now(), due));
      await this.running.timers.runDue();
      this.throwFaults('a timer failed');
      await this.drainOutbox();
    }
    this.clock.set(until);
    this.wakeOutbox();
    await this.drainOutbox();
  }

  /** Something was written that the outbox has to send. */
  wakeOutbox(): void {
    this.outboxTouched = true;
  }

  /** Lets the outbox send what may be sent now. */
  async drainOutbox(): Promise<void> {
    if (!this.outboxTouched) return;
    this.outboxTouched = false;
    for (;;) {
      const waiting = await this.store.reader.query(
        `SELECT id FROM outbox WHERE status = 'sending' OR (status = 'pending' AND waits_for IS NULL AND next_at <= $1) LIMIT 1`,
        [this.clock.now()],
      );
      if (waiting.length === 0) return;
      this.throwFaults('the outbox failed');
      this.running.outbox.wake();
      await nextLoop();
    }
  }

  /** Effects that fail from now on, whatever they would do. */
  forceFailures(codes: Readonly<Record<string, string>>): void {
    this.forced = codes;
  }

  turnsAfter(followerId: string, id: number): Promise<TurnRow[]> {
    return this.store.reader.query<TurnRow>(
      "SELECT id, outcome, record, reply FROM turn WHERE follower_id = $1 AND id > $2 AND record <> '' ORDER BY id",
      [followerId, id],
    );
  }

  async stateOf(followerId: string): Promise<DialogueState | undefined> {
    const [row] = await this.store.reader.query<{ state: string }>(
      'SELECT state FROM conversation WHERE follower_id = $1',
      [followerId],
    );
    return row === undefined ? undefined : (JSON.parse(row.state) as DialogueState);
  }

  /** The effects that a turn asked for, in order. */
  callsOf(turnId: number): readonly EffectCall[] {
    return this.calls.get(turnId) ?? [];
  }

  takeFaults(): string[] {
    return this.faults.splice(0);
  }

  private get running(): Parts {
    if (this.parts === undefined) throw new Error('the product is not running');
    return this.parts;
  }

  private throwFaults(what: string): void {
    if (this.faults.length > 0) throw new Error(`${what}: ${this.takeFaults().join('\n')}`);
  }

  private async start(content: ContentFolders): Promise<void> {
    const { folder, clock } = this.options;
    const logger = createLogger('error', { write: (line) => void this.faults.push(describeFault(line)) });
    const bot = readBotContent(content, { customSend: this.customSend });
    const store = await openStore({ kind: 'sqlite', file: path.join(folder, 'weikefu.db') }, { logger });
    try {
      const core = await createCore({
        store,
        clock,
        logger,
        newId: randomId,
        bot,
        kbSeedDir: content.kbSeedDir,
        auditKey: AUDIT_KEY,
        quota: QUOTA,
        customSend: this.customSend,
        smsAvailable: true,
        publish: () => {},
        agentsOnline: () => this.options.agentsOnline,
        bookingOpenTo: this.options.bookingOpenTo ?? 'everyone',
        onOutbox: () => this.wakeOutbox(),
        wrapEffects: (standard) => this.wrapEffects(standard),
      });
      const { unitOfWork, reader } = store;
      const media = new MediaStore(path.join(folder, 'media'), unitOfWork, reader);
      const { sms } = this;
      const handlers = {
        ...wechatHandlers({ api: this.account, media, clock }),
        'sms.send': smsHandler({
          codes: core.codes,
          sender: sms,
          unitOfWork,
          reader,
          clock,
          businessName: bot.content.settings.businessName,
          tellFollower: async (tx, message) => {
            await appendOutgoing(tx, { ...message, from: 'system' }, this.customSend);
            tx.afterCommit(() => this.wakeOutbox());
          },
        }),
      };
      const outbox = new OutboxWorker({ unitOfWork, reader, clock, logger, handlers, pollMs: POLL_MS });
      const timers = new TimerWorker({ reader, clock, logger, handle: core.onTimer });
      await outbox.start();
      this.parts = { content: bot.content, store, core, outbox, timers };
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** Notes what each effect is asked for, and lets those fail that are to fail. */
  private wrapEffects(standard: InlineEffects): InlineEffects {
    const wrapped = Object.entries(standard).map(([kind, run]) => [
      kind,
      async (...[tx, args, context]: Parameters<typeof run>): Promise<EffectResult> => {
        this.calls.set(context.turnId, [...this.callsOf(context.turnId), { kind, args }]);
        const code = this.forced[kind];
        return code === undefined ? run(tx, args, context) : { ok: false, code };
      },
    ]);
    return Object.fromEntries(wrapped) as InlineEffects;
  }
}

/** The message and the first error of a log line. */
function describeFault(line: string): string {
  const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string; stack?: string } };
  return [msg, err?.stack ?? err?.message].filter((part) => part !== undefined).join(': ');
}
