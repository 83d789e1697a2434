import type { Transaction } from '../kernel/transaction';
import { appendOutgoing, findByClientId, findMessage, type StoredMessage } from './message-log';

export interface StaffMessage {
  followerId: string;
  chatId: string;
  staffId: string;
  text: string;
  clientId: string;
  at: number;
}

/**
 * Stores what an agent wrote and hands it to the outbox. The same client id within a chat is the same message,
 * so a page may repeat a request whose answer it lost.
 */
export async function appendStaffMessage(
  tx: Transaction,
  message: StaffMessage,
  customSend: boolean,
): Promise<{ message: StoredMessage; created: boolean }> {
  const existing = await findByClientId(tx, message.chatId, message.clientId);
  if (existing !== undefined) return { message: existing, created: false };
  const id = await appendOutgoing(
    tx,
    { ...message, from: 'staff', key: `staff:${message.chatId}:${message.clientId}` },
    customSend,
  );
  const stored = await findMessage(tx, id);
  if (stored === undefined) throw new Error('a message vanished inside its own unit');
  return { message: stored, created: true };
}
