import type { Transaction } from '../kernel/transaction';
import {
  appendOutgoing,
  findByClientId,
  findMessage,
  insertMessage,
  type StoredMessage,
} from './message-log';

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

/** The type of a message that only staff read. */
export const NOTE = 'note';

/** Stores what an agent notes for colleagues: in the log of the chat, and never sent. */
export async function appendNote(
  tx: Transaction,
  note: Omit<StaffMessage, 'clientId'> & { clientId: string | null },
): Promise<{ message: StoredMessage; created: boolean }> {
  const existing = note.clientId === null ? undefined : await findByClientId(tx, note.chatId, note.clientId);
  if (existing !== undefined) return { message: existing, created: false };
  const id = await insertMessage(tx, { ...note, from: 'staff', type: NOTE });
  const stored = await findMessage(tx, id);
  if (stored === undefined) throw new Error('a note vanished inside its own unit');
  return { message: stored, created: true };
}
