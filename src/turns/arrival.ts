import { rememberFollower, setSubscribed } from '../customers';
import { dropPendingOf, releaseWaitingForUser } from '../jobs/outbox';
import { closeWindows, openWindow, type QuotaLimits } from '../jobs/send-window';
import type { Transaction } from '../kernel/transaction';
import { type InboundMessage, windowOpenedBy } from '../wechat';

/** What an arrival changes apart from the dialogue: who follows us, and how much may be sent to them. */
export async function recordArrival(
  tx: Transaction,
  message: InboundMessage,
  context: { firstContact: boolean; now: number; quota: QuotaLimits },
): Promise<void> {
  const followerId = message.fromUser;
  const { now } = context;
  const event = message.kind === 'event' ? message.event.name : undefined;
  if (event === 'unsubscribe') {
    await setSubscribed(tx, followerId, false, now);
    await closeWindows(tx, followerId);
    await dropPendingOf(tx, followerId, 'UNSUBSCRIBED', now);
    return;
  }
  if (event === 'subscribe') await setSubscribed(tx, followerId, true, now);
  else if (context.firstContact) await rememberFollower(tx, followerId, now);

  const opened = windowOpenedBy(message);
  if (opened === undefined) return;
  await openWindow(tx, followerId, opened, now, context.quota);
  await releaseWaitingForUser(tx, followerId, now);
}
