import type { Json } from '../kernel/json';
import type { Reading } from './read-text';

/** What happened, as the engine sees it: no platform, no database, only data. */
export type DialogueEvent =
  | { t: 'text'; text: string }
  | { t: 'media'; kind: 'image' | 'voice' | 'video' | 'file'; ref: string; recognition?: string }
  | { t: 'tap'; nonce: string; item: number; text: string }
  | { t: 'click'; key: string }
  | { t: 'location'; latitude: number; longitude: number; label: string }
  | { t: 'other'; kind: 'link' | 'card' | 'sticker' | 'scan' | 'unknown'; text?: string; agent?: string }
  /** `agent`: whose code was scanned. */
  | { t: 'subscribe'; scene?: string; agent?: string }
  | { t: 'unsubscribe' }
  /** Everything that is known of the follower is erased. */
  | { t: 'erase' }
  | { t: 'timer'; name: string; data: Json }
  | { t: 'effect'; key: string; result: EffectResult }
  | { t: 'agent'; op: AgentOperation };

/** What a follower does, as against what people and clocks of ours do. */
export type FollowerEvent = Exclude<
  DialogueEvent,
  { t: 'effect' | 'unsubscribe' | 'erase' | 'timer' | 'agent' }
>;

/** What a person at the workbench did, or what happened to a chat in their hands. */
export type AgentOperation =
  /** `silent`: whoever took it greets the follower in words of their own. */
  | { kind: 'claimed'; staffName: string; silent?: true }
  | { kind: 'transferred'; staffName: string }
  /** Nobody has come for too long. */
  | { kind: 'unanswered' }
  /** The agent was lost or silent for too long: the chat waits again. */
  | { kind: 'requeued' }
  /** The chat waits for one of a group of agents. */
  | { kind: 'regrouped'; groupName: string }
  /** `rate`: the chat, when its follower is to be asked for a rating. */
  | { kind: 'handed_back'; rate?: string }
  /** The agent fills in the form that waits, for the follower. */
  | { kind: 'fill_slot'; values: Record<string, Json> }
  /** `idle`: the follower had been silent for too long. */
  | { kind: 'closed'; rate?: string; idle?: true };

/** How an inline effect ended: an expected failure is a code, not an exception. */
export type EffectResult = { ok: true; data: Json } | { ok: false; code: string; data?: Json };

/** What the knowledge base found for the text, with everything that a reply needs. */
export type KbFinding =
  | { kind: 'answer'; entry: KbAnswer; score: number }
  | { kind: 'suggest'; candidates: { entry: KbAnswer; score: number }[] }
  | { kind: 'none'; best?: { id: string; score: number } };

export interface KbAnswer {
  id: string;
  question: string;
  answer: string;
  category: string;
}

/**
 * What understanding found before the pure part runs. The reading may be handed in for the record of the turn; `step`
 * reads the words again itself, since that is cheap and a replay must not depend on what a caller remembered.
 */
export interface Signals extends Partial<Reading> {
  /** What was found for `knowledgeText(state, event, reading)`; absent when nothing was searched. */
  kb?: KbFinding;
  /** The text was short and is understood together with the entry that answered last; `text` is both in full. */
  leansOn?: { entry: string; text: string };
  /**
   * The flow whose trigger phrases are nearest to the same text, with its score and the distance to the next flow's.
   * No margin: no other flow is near.
   */
  trigger?: { flow: string; score: number; margin?: number };
}
