import type { DialogueEvent, DialogueState, EffectResult } from '../dialogue';
import type { Reader } from '../kernel/transaction';

/** A reply by meaning, as a turn's record has it. */
export interface Said {
  key: string;
  from?: string;
  asks?: string;
  menu?: string[];
}

/** One thing that happened in a stored conversation, in order. */
export type Moment =
  | {
      kind: 'turn';
      at: number;
      event: DialogueEvent;
      said: Said[];
      /** The passive reply with its links; null when there was none. */
      reply: string | null;
      results: { kind: string; result: EffectResult }[];
      before: DialogueState | undefined;
      after: DialogueState | undefined;
    }
  /** An agent wrote to the follower. */
  | { kind: 'staff'; at: number; text: string };

/** A follower's conversation as it is stored. */
export interface Talk {
  moments: Moment[];
  /** What was known of the follower when it began. */
  profile: Record<string, unknown>;
  /** Why the moments end before the conversation does, when they do. */
  cut?: string;
}

interface TurnRow {
  arrived_at: number | string;
  outcome: string;
  record: string;
  reply: string | null;
  state_before: string | null;
}

interface StoredRecord {
  now: number;
  profile?: Record<string, unknown>;
  event?: DialogueEvent;
  replies?: Said[];
  results?: { kind: string; result: EffectResult }[];
}

/** Reads what is stored of a follower; undefined when nothing is. */
export async function readTalk(reader: Reader, followerId: string): Promise<Talk | undefined> {
  const rows = await reader.query<TurnRow>(
    'SELECT arrived_at, outcome, record, reply, state_before FROM turn WHERE follower_id = $1 ORDER BY id',
    [followerId],
  );
  const [conversation] = await reader.query<{ state: string }>(
    'SELECT state FROM conversation WHERE follower_id = $1',
    [followerId],
  );
  const staff = await reader.query<{ at: number | string; text: string }>(
    "SELECT at, text FROM message WHERE follower_id = $1 AND sender = 'staff' ORDER BY id",
    [followerId],
  );
  const talk: Talk = { moments: [], profile: {} };
  let turns = 0;
  for (const [index, row] of rows.entries()) {
    const record = JSON.parse(row.record) as StoredRecord;
    if (row.outcome === 'failed') {
      talk.cut = 'a turn failed here';
      break;
    }
    // What the platform reports of its deliveries is no part of a talk.
    if (record.event === undefined) continue;
    if (turns === 0) talk.profile = record.profile ?? {};
    turns += 1;
    const next = rows[index + 1]?.state_before ?? conversation?.state;
    talk.moments.push({
      kind: 'turn',
      at: record.now,
      event: record.event,
      said: record.replies ?? [],
      reply: row.reply,
      results: record.results ?? [],
      before: readState(row.state_before),
      after: readState(next),
    });
  }
  if (turns === 0) return undefined;
  const lines = staff.map(({ at, text }) => ({ kind: 'staff' as const, at: Number(at), text }));
  // A stable sort: of one instant, turns come first.
  if (talk.cut === undefined) talk.moments = [...talk.moments, ...lines].sort((a, b) => a.at - b.at);
  return talk;
}

function readState(text: string | null | undefined): DialogueState | undefined {
  return text === null || text === undefined ? undefined : (JSON.parse(text) as DialogueState);
}
