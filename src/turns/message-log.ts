import { enqueueOutbox } from '../jobs/outbox';
import type { OutboxWait } from '../jobs/outbox-entity';
import type { Reader, Transaction } from '../kernel/transaction';

export type Sender = 'follower' | 'bot' | 'staff' | 'system';

/** How a message left us: `none` for what came in and for passive replies, of which nobody can know more. */
export type Delivery = 'none' | 'pending' | 'sent' | 'failed' | 'unknown';

export interface StoredMessage {
  id: number;
  at: number;
  from: Sender;
  type: string;
  text: string;
  mediaId: string | null;
  staffId: string | null;
  clientId: string | null;
  outboxId: number | null;
  delivery: Delivery;
  /** What went wrong or is waited for, in words for the agent; null when all is well. */
  error: string | null;
}

export interface NewMessage {
  followerId: string;
  at: number;
  from: Sender;
  type: string;
  text: string;
  mediaId?: string | null;
  turnId?: number | null;
  chatId?: string | null;
  staffId?: string | null;
  clientId?: string | null;
  outboxId?: number | null;
}

/** Appends a message to the log and returns its id. */
export async function insertMessage(tx: Transaction, message: NewMessage): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `INSERT INTO message (follower_id, at, sender, type, text, media_id, turn_id, chat_id, staff_id, client_id, outbox_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
    [
      message.followerId,
      message.at,
      message.from,
      message.type,
      message.text,
      message.mediaId ?? null,
      message.turnId ?? null,
      message.chatId ?? null,
      message.staffId ?? null,
      message.clientId ?? null,
      message.outboxId ?? null,
    ],
  );
  if (row === undefined) throw new Error('the message log returned no id');
  return row.id;
}

/** Where a text to a follower goes: to the platform, or (without that right) into the follower's next passive reply. */
export function waitFor(customSend: boolean): OutboxWait {
  return customSend ? null : 'passive';
}

export interface OutgoingText {
  key: string;
  followerId: string;
  text: string;
  /** The text as people read it, where it differs (links of menus). */
  plain?: string;
  at: number;
  from: 'staff' | 'bot' | 'system';
  turnId?: number | null;
  chatId?: string | null;
  staffId?: string | null;
  clientId?: string | null;
  /** Of no use after this instant (epoch ms), should it have to wait for the follower. */
  until?: number;
}

/** A text that goes to the follower as a customer-service message: a log row and an outbox row. */
export async function appendOutgoing(
  tx: Transaction,
  message: OutgoingText,
  customSend: boolean,
): Promise<number> {
  const outboxId = await enqueueOutbox(tx, {
    key: message.key,
    kind: 'wechat.send_text',
    followerId: message.followerId,
    args: { text: message.text, ...(message.until === undefined ? {} : { until: message.until }) },
    waitsFor: waitFor(customSend),
    at: message.at,
  });
  return insertMessage(tx, {
    ...message,
    text: message.plain ?? message.text,
    type: 'text',
    outboxId: outboxId ?? null,
  });
}

interface MessageRow {
  id: number;
  at: number | string;
  sender: Sender;
  type: string;
  text: string;
  media_id: string | null;
  staff_id: string | null;
  client_id: string | null;
  outbox_id: number | null;
  status: string | null;
  waits_for: OutboxWait;
  error: string | null;
}

const SELECT_MESSAGE = `SELECT m.id, m.at, m.sender, m.type, m.text, m.media_id, m.staff_id, m.client_id, m.outbox_id,
    o.status, o.waits_for, o.error
  FROM message m LEFT JOIN outbox o ON o.id = m.outbox_id`;

/** A follower's messages, oldest first, the newest `limit` before id `before`. */
export async function readMessages(
  reader: Reader | Transaction,
  page: { followerId: string; before?: number; limit: number },
): Promise<StoredMessage[]> {
  const rows = await reader.query<MessageRow>(
    `${SELECT_MESSAGE} WHERE m.follower_id = $1 AND m.id < $2 ORDER BY m.id DESC LIMIT $3`,
    [page.followerId, page.before ?? Number.MAX_SAFE_INTEGER, page.limit],
  );
  return rows.reverse().map(presentMessage);
}

/** The message that an agent's page already sent under this client id. */
export async function findByClientId(
  tx: Transaction,
  chatId: string,
  clientId: string,
): Promise<StoredMessage | undefined> {
  const [row] = await tx.query<MessageRow>(`${SELECT_MESSAGE} WHERE m.chat_id = $1 AND m.client_id = $2`, [
    chatId,
    clientId,
  ]);
  return row === undefined ? undefined : presentMessage(row);
}

export async function findMessage(tx: Transaction, id: number): Promise<StoredMessage | undefined> {
  const [row] = await tx.query<MessageRow>(`${SELECT_MESSAGE} WHERE m.id = $1`, [id]);
  return row === undefined ? undefined : presentMessage(row);
}

function presentMessage(row: MessageRow): StoredMessage {
  return {
    id: row.id,
    at: Number(row.at),
    from: row.sender,
    type: row.type,
    text: row.text,
    mediaId: row.media_id,
    staffId: row.staff_id,
    clientId: row.client_id,
    outboxId: row.outbox_id,
    delivery: deliveryOf(row.status),
    error: row.error ?? waitingNote(row),
  };
}

function deliveryOf(status: string | null): Delivery {
  switch (status) {
    case null:
      return 'none';
    case 'sent':
    case 'failed':
    case 'unknown':
      return status;
    default:
      return 'pending';
  }
}

function waitingNote(row: MessageRow): string | null {
  if (row.status !== 'pending') return null;
  if (row.waits_for === 'user') return '可发送条数已用完，对方下次发消息后自动送达';
  if (row.waits_for === 'passive') return '将随对方下一条消息的回复送达';
  return null;
}
