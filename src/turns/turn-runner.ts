import { setTimeout as pause } from 'node:timers/promises';
import type { AgentOperation } from '../dialogue';
import { clearTimer } from '../jobs/outbox';
import type { Json } from '../kernel/json';
import { KeyedQueue } from '../kernel/keyed-queue';
import type { Transaction } from '../kernel/transaction';
import { type InboundMessage, repliesPossible } from '../wechat';
import { type LoadedConversation, loadConversation, rerunWhenStale } from './conversation';
import { type Attempt, Deliveries, type Delivery } from './deliveries';
import { runOwnEvent } from './dialogue-turn';
import { FailedTurns } from './failed-turn';
import { FloodGuard } from './flood-guard';
import { runInboundTurn } from './inbound-turn';
import { clearLateReply, sendLateReply } from './late-reply';
import { remark, type TurnDeps, type TurnReply } from './turn-deps';

/**
 * Runs turns: one event from arrival to stored reply. Events of one follower, whether messages, timers or agents'
 * actions, run one after another; each is one unit of work, and the reply is given only after its commit.
 */
export class TurnRunner {
  private readonly queue = new KeyedQueue();
  private readonly deliveries: Deliveries<TurnReply>;
  private readonly floodGuard: FloodGuard;
  private readonly failedTurns: FailedTurns;

  constructor(private readonly deps: TurnDeps) {
    this.deliveries = new Deliveries(deps.clock);
    this.floodGuard = new FloodGuard(deps.clock);
    this.failedTurns = new FailedTurns(deps);
  }

  /**
   * The reply to one delivery. Repeats of a running event wait for it; repeats of a finished one get the stored reply.
   * Throws when nothing could be stored, so that the platform tries again.
   */
  receive(message: InboundMessage, delivery: Delivery): Promise<TurnReply> {
    return this.deliveries.join(message.dedupKey, delivery, (attempt) => this.run(message, attempt));
  }

  /**
   * Runs an agent's action in the follower's queue and in one unit with the dialogue's reaction to it; what the
   * dialogue says goes out as a customer-service message.
   */
  act<T>(
    followerId: string,
    work: (
      tx: Transaction,
      conversation: LoadedConversation,
    ) => Promise<{ value: T; event?: AgentOperation }>,
  ): Promise<T> {
    const { deps } = this;
    return this.queue.run(followerId, () =>
      rerunWhenStale(async () => {
        const conversation = await loadConversation(deps, followerId);
        return deps.unitOfWork.run(async (tx) => {
          const { value, event } = await work(tx, conversation);
          if (event !== undefined) {
            const now = deps.clock.now();
            await runOwnEvent(tx, deps, { followerId, conversation, event: { t: 'agent', op: event }, now });
          }
          return value;
        });
      }),
    );
  }

  /**
   * Erases a follower: the dialogue forgets (queue and chat are left, what forms reserved is given back), then `work` does
   * what is stored, in the same unit and in the follower's queue.
   */
  erase(followerId: string, work: (tx: Transaction, now: number) => Promise<void>): Promise<void> {
    const { deps } = this;
    return this.queue.run(followerId, () =>
      rerunWhenStale(async () => {
        const conversation = await loadConversation(deps, followerId);
        await deps.unitOfWork.run(async (tx) => {
          const now = deps.clock.now();
          await runOwnEvent(tx, deps, { followerId, conversation, event: { t: 'erase' }, now });
          await work(tx, now);
        });
      }),
    );
  }

  /** A timer of a form is due: the dialogue hears of it, once. */
  runTimer(timer: { key: string; name: string; followerId: string; data: Json }): Promise<void> {
    const { deps } = this;
    const { followerId } = timer;
    return this.queue.run(followerId, () =>
      rerunWhenStale(async () => {
        const conversation = await loadConversation(deps, followerId);
        await deps.unitOfWork.run(async (tx) => {
          // First of all: the dialogue may set the same timer again.
          if (!(await clearTimer(tx, timer.key))) return;
          const event = { t: 'timer', name: timer.name, data: timer.data } as const;
          await runOwnEvent(tx, deps, { followerId, conversation, event, now: deps.clock.now() });
        });
      }),
    );
  }

  /** A delivery took a reply that was late: nothing more has to be sent. */
  replyTaken(turnId: number): Promise<void> {
    return this.deps.unitOfWork.run((tx) => clearLateReply(tx, turnId));
  }

  /** No delivery took a late reply in time: it goes out another way. */
  sendLate(followerId: string, turnId: number): Promise<void> {
    const { deps } = this;
    return this.queue.run(followerId, () =>
      deps.unitOfWork.run(async (tx) => {
        await sendLateReply(tx, { turnId, followerId, now: deps.clock.now(), customSend: deps.customSend });
        tx.afterCommit(deps.onOutbox);
      }),
    );
  }

  /** Resolves when no turn is under way: the graceful stop waits for it. */
  idle(): Promise<void> {
    return this.queue.idle();
  }

  private async run(message: InboundMessage, attempt: Attempt): Promise<TurnReply> {
    const verdict = this.floodGuard.judge(message.fromUser);
    if (verdict.kind === 'drop') {
      this.deps.onTurn?.({ kind: message.kind, outcome: 'dropped', ms: 0 });
      const tell = verdict.tell && repliesPossible(message);
      return { turnId: undefined, text: tell ? remark(this.deps.content, 'flood') : null, late: false };
    }
    if (verdict.kind === 'slow') await pause(verdict.pauseMs);

    const startedAt = performance.now();
    let outcome = 'done';
    try {
      return await this.queue.run(message.fromUser, () =>
        rerunWhenStale(() => runInboundTurn(this.deps, message, attempt)),
      );
    } catch (error) {
      outcome = 'failed';
      return await this.failedTurns.answer(message, attempt, error);
    } finally {
      this.deps.onTurn?.({ kind: message.kind, outcome, ms: performance.now() - startedAt });
    }
  }
}
