import { type AppointmentService, HOLD_TIMER, REMINDER_TIMER } from '../appointments';
import type { Content } from '../dialogue';
import type { Publish } from '../handoff';
import { clearTimer } from '../jobs/outbox';
import { hasQuota } from '../jobs/send-window';
import type { DueTimer, TimerHandler } from '../jobs/timer-worker';
import type { Clock } from '../kernel/clock';
import type { Logger } from '../kernel/logger';
import type { UnitOfWork } from '../kernel/transaction';
import { tellReminder } from './booking-texts';
import { CHAT_TIMER, type ChatWatch } from './chat-watch';
import { ERASE_TIMER } from './effects/privacy-effects';
import { LATE_REPLY_TIMER } from './late-reply';
import { appendOutgoing } from './message-log';
import type { TurnRunner } from './turn-runner';

export interface DueTimerDeps {
  turns: TurnRunner;
  chatWatch: ChatWatch;
  appointments: AppointmentService;
  /** Erases a follower, and the timer that asked for it. */
  erase: (followerId: string, timerKey: string) => Promise<void>;
  content: Content;
  unitOfWork: UnitOfWork;
  clock: Clock;
  logger: Logger;
  /** Whether the account may send customer-service messages. */
  customSend: boolean;
  onOutbox: () => void;
  publish: Publish;
}

/** What is done when a timer is due. Each removes its timer in the unit that does its work: it happens once. */
export function handleDueTimers(deps: DueTimerDeps): TimerHandler {
  return async (timer) => {
    const { key, name, followerId, data } = timer;
    if (followerId === null) {
      deps.logger.warn({ timer: name }, 'no work is known for this timer');
      return;
    }
    switch (name) {
      case LATE_REPLY_TIMER:
        return deps.turns.sendLate(followerId, (data as { turnId: number }).turnId);
      case ERASE_TIMER:
        return deps.erase(followerId, key);
      case CHAT_TIMER:
        return deps.chatWatch.look(followerId, (data as { chatId: string }).chatId);
      case HOLD_TIMER:
        return expireHold(deps, timer);
      case REMINDER_TIMER:
        return remind(deps, { ...timer, followerId });
      default:
        return deps.turns.runTimer({ key, name, followerId, data });
    }
  };
}

/** Nobody confirmed in time: the place is free again. */
function expireHold(deps: DueTimerDeps, { key, data }: DueTimer): Promise<void> {
  return deps.unitOfWork.run(async (tx) => {
    if (!(await clearTimer(tx, key))) return;
    await deps.appointments.expire(tx, (data as { seat: number }).seat, deps.clock.now());
  });
}

/**
 * A booking is near. What the platform would not let through now is dropped; where nothing can ever be sent, it waits for
 * the follower's next message, until the booking begins.
 */
function remind(
  deps: DueTimerDeps,
  { key, followerId, data }: DueTimer & { followerId: string },
): Promise<void> {
  const { content, customSend } = deps;
  return deps.turns.act(followerId, async (tx) => {
    const now = deps.clock.now();
    if (!(await clearTimer(tx, key))) return { value: undefined };
    const due = data as { number: string; startAt: number };
    const booking = await deps.appointments.toRemind(tx, { ...due, now });
    if (booking !== undefined) {
      const { number, startAt } = booking;
      tx.afterCommit(() => deps.publish({ type: 'appointment.due', number, startAt }));
    }
    const mayTell = !customSend || (await hasQuota(tx, followerId, now));
    if (booking === undefined || !mayTell) return { value: undefined };
    const text = tellReminder(content, booking);
    await appendOutgoing(
      tx,
      { key: `${key}:${due.startAt}`, followerId, text, at: now, from: 'system', until: due.startAt },
      customSend,
    );
    tx.afterCommit(deps.onOutbox);
    return { value: undefined };
  });
}
