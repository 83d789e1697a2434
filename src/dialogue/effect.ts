import type { Json } from '../kernel/json';

/**
 * Something to be done outside the engine, as data. `inline` effects run in the turn's own unit of work and come back
 * as `{ t: 'effect' }` in the same turn; `outbox` effects are written down with the turn and done later.
 * The key is `turn:n`, unique within the conversation, and the same again in a replay.
 */
export interface Effect {
  key: string;
  kind: string;
  args: Json;
  channel: 'inline' | 'outbox';
}

/** An inline effect under way, with what its result is needed for. */
export type OpenCall =
  | { kind: 'handoff.enqueue' }
  | { kind: 'handoff.position' }
  | { kind: 'handoff.leave_queue'; then: Departure }
  | { kind: 'handoff.end'; then: Departure }
  | { kind: 'handoff.leave_note' }
  | { kind: 'handoff.show_code' }
  | { kind: 'rating.give'; chat: string; stars: number }
  | { kind: 'rating.comment' }
  | { kind: 'kb.entry' }
  | { kind: 'kb.find'; text: string; product: string | null }
  | { kind: 'kb.hot' }
  | { kind: 'kb.miss' }
  | { kind: 'outlets.near'; label: string }
  | { kind: 'outlets.in_city'; words: string }
  | { kind: 'documents.find'; list: 'documents' | 'downloads' | 'shares'; words: string }
  | { kind: 'kb.vote' }
  | { kind: 'channels.describe'; about: 'contact' | 'hours' }
  /** A `do` step of a form. */
  | { kind: 'flow.do'; effect: string; frame: string; step: string }
  /** Done for a form that need not know how it ended: an undo, a timer. */
  | { kind: 'flow.aside'; effect: string };

/** What the follower hears when they are out of the queue or the chat: nothing after an unsubscribe. */
export type Departure = 'left_queue' | 'back_to_bot' | 'silent';
