import type { DialogueState, Mode } from '../dialogue';
import type { Reader, Transaction } from '../kernel/transaction';

/**
 * The statements of a turn, as parameterised SQL in one place: they run for every message, and an ORM's `save()`
 * costs ten times as much (docs/decisions/sqlite-and-typeorm.md).
 */

/** A conversation as it was read, with its JSON kept for the turn's record. */
export interface StoredConversation {
  state: DialogueState;
  json: string | null;
  version: number;
}

/** Somebody else changed the conversation between reading and writing: read again and rerun the turn. */
export class StaleConversation extends Error {
  override readonly name = 'StaleConversation';
}

export async function readConversation(
  from: Reader | Transaction,
  followerId: string,
): Promise<{ json: string; version: number } | undefined> {
  const [row] = await from.query<{ state: string; version: number }>(
    'SELECT state, version FROM conversation WHERE follower_id = $1',
    [followerId],
  );
  return row === undefined ? undefined : { json: row.state, version: row.version };
}

export interface NewTurn {
  dedupKey: string | null;
  followerId: string;
  arrivedAt: number;
  stateBefore: string | null;
}

/** Writes the row that makes a repeat of this event a duplicate. Undefined: it is one. */
export async function insertTurn(tx: Transaction, turn: NewTurn): Promise<number | undefined> {
  const [row] = await tx.query<{ id: number }>(
    `INSERT INTO turn (dedup_key, follower_id, arrived_at, outcome, record, state_before)
     VALUES (CAST($1 AS bigint), $2, $3, 'done', '', $4) ON CONFLICT (dedup_key) DO NOTHING RETURNING id`,
    [turn.dedupKey, turn.followerId, turn.arrivedAt, turn.stateBefore],
  );
  return row?.id;
}

export interface StoredReply {
  turnId: number;
  text: string | null;
  /** `transferred`: the reply was to pass the message on. */
  outcome: string;
}

export async function readStoredReply(
  from: Reader | Transaction,
  dedupKey: string,
): Promise<StoredReply | undefined> {
  const [row] = await from.query<{ id: number; reply: string | null; outcome: string }>(
    'SELECT id, reply, outcome FROM turn WHERE dedup_key = CAST($1 AS bigint)',
    [dedupKey],
  );
  return row === undefined ? undefined : { turnId: row.id, text: row.reply, outcome: row.outcome };
}

export async function finishTurn(
  tx: Transaction,
  turnId: number,
  end: { outcome: 'done' | 'failed' | 'ignored' | 'transferred'; record: string; reply: string | null },
): Promise<void> {
  await tx.execute('UPDATE turn SET outcome = $2, record = $3, reply = $4 WHERE id = $1', [
    turnId,
    end.outcome,
    end.record,
    end.reply,
  ]);
}

/** Saves the state unless the stored version is no longer the one that was read: then throws StaleConversation. */
export async function saveConversation(
  tx: Transaction,
  followerId: string,
  save: { stateJson: string; mode: Mode; readVersion: number; now: number },
): Promise<void> {
  const changed = await tx.execute(
    `INSERT INTO conversation (follower_id, state, mode, version, updated_at) VALUES ($1, $2, $3, 1, $5)
     ON CONFLICT (follower_id) DO UPDATE
       SET state = excluded.state, mode = excluded.mode, version = conversation.version + 1, updated_at = excluded.updated_at
     WHERE conversation.version = $4`,
    [followerId, save.stateJson, save.mode, save.readVersion, save.now],
  );
  if (changed === 0) throw new StaleConversation();
}
