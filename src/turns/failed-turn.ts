import { AppError } from '../kernel/errors';
import { type InboundMessage, repliesPossible } from '../wechat';
import { dedupNumber } from './dedup';
import type { Attempt } from './deliveries';
import { storedReply } from './inbound-turn';
import { insertMessage } from './message-log';
import { toDialogueEvent } from './to-event';
import { remark, type TurnDeps, type TurnReply } from './turn-deps';
import type { PlainRecord } from './turn-record';
import { finishTurn, insertTurn } from './turn-store';

/** From here on the platform has no further delivery to try: say that nothing was taken, rather than nothing. */
const LAST_CHANCE_MS = 9_000;
/** Events remembered while nothing can be stored. */
const MAX_REMEMBERED = 10_000;

/** What happens to a turn that threw. */
export class FailedTurns {
  /** When an event that could not be stored was first seen, to know the platform's last attempt. */
  private readonly refusedSince = new Map<string, number>();

  constructor(private readonly deps: TurnDeps) {}

  /**
   * The turn was rolled back: a fresh unit records it and says sorry, so that the platform never shows its fault line.
   * When not even that can be stored, throws, so that the platform tries again; at its last try the follower is told.
   */
  async answer(message: InboundMessage, attempt: Attempt, error: unknown): Promise<TurnReply> {
    const code = error instanceof AppError ? error.code : 'INTERNAL';
    this.deps.logger.error({ err: error, code }, 'a turn failed');
    if (code === 'STORE_UNAVAILABLE') return this.refuse(message, attempt, error);
    try {
      return await this.apologise(message, attempt, code);
    } catch (second) {
      this.deps.logger.error({ err: second }, 'the apology could not be stored');
      return this.refuse(message, attempt, second);
    }
  }

  private apologise(message: InboundMessage, attempt: Attempt, errorCode: string): Promise<TurnReply> {
    const { deps } = this;
    const text = repliesPossible(message) ? remark(deps.content, 'apology') : null;
    const followerId = message.fromUser;
    const dedupKey = dedupNumber(message.dedupKey);
    return deps.unitOfWork.run(async (tx) => {
      const turnId = await insertTurn(tx, {
        dedupKey,
        followerId,
        arrivedAt: attempt.firstArrivedAt,
        stateBefore: null,
      });
      if (turnId === undefined) return storedReply(tx, dedupKey);
      const now = deps.clock.now();
      const { entry } = toDialogueEvent(message);
      if (entry !== undefined) {
        await insertMessage(tx, { followerId, at: now, from: 'follower', turnId, ...entry });
      }
      if (text !== null)
        await insertMessage(tx, { followerId, at: now, from: 'bot', type: 'text', text, turnId });
      const record: PlainRecord = { v: 1, now, note: 'the turn failed', errorCode };
      await finishTurn(tx, turnId, { outcome: 'failed', record: JSON.stringify(record), reply: text });
      return { turnId, text, late: false };
    });
  }

  private refuse(message: InboundMessage, attempt: Attempt, error: unknown): TurnReply {
    const since = this.refusedSince.get(message.dedupKey) ?? attempt.firstArrivedAt;
    if (this.deps.clock.now() - since >= LAST_CHANCE_MS) {
      this.refusedSince.delete(message.dedupKey);
      const text = repliesPossible(message) ? remark(this.deps.content, 'not_taken') : null;
      return { turnId: undefined, text, late: false };
    }
    if (this.refusedSince.size >= MAX_REMEMBERED) this.refusedSince.clear();
    this.refusedSince.set(message.dedupKey, since);
    throw error;
  }
}
