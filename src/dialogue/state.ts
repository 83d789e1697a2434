import type { Json } from '../kernel/json';
import type { OpenCall } from './effect';
import type { AskOption } from './extract';
import type { Menu } from './menu';
import type { Reply } from './reply';

/** Who answers the follower. */
export type Mode = 'bot' | 'queued' | 'human' | 'after_human';

/** The stored state of one conversation: plain, versioned data that survives JSON unchanged. */
export interface DialogueState {
  v: 1;
  mode: Mode;
  /** Running flows, the last one is active. Empty: idle. */
  stack: Frame[];
  /** Values that outlive a flow. */
  memory: Record<string, Slot>;
  /** The last numbered menu shown: digits bind to it, taps name its nonce. */
  menu?: Menu;
  /** The last substantial replies, for 重复: rendered again, so that links and numbers stay valid. */
  lastReply?: Reply[];
  /** What did not fit into the last message, for 更多. */
  more?: string;
  /** Turns so far (outside events, not results of effects); the source of nonces and effect keys. */
  turn: number;
  /**
   * Effects of the running turn: how many were made, and the inline ones whose result is still to come. `prompt`: the
   * form has to close the message with its question, or has done so. `noted`: what it took along and has not read back yet.
   * `agreed`: the version of the privacy notice that the follower has just gone on with. `own`: the
   * turn is one of ours, and what it says waits for the next reply.
   */
  calls: {
    made: number;
    open: Record<string, OpenCall>;
    prompt?: 'due' | 'said';
    agreed?: string;
    own?: true;
    noted?: { label: string; value: string }[];
  };
  /** A form that was left too long, kept for 继续 until `until` (epoch milliseconds). */
  draft?: { frame: Frame; until: number };
  counters: { unknownInRow: number };
  /** The last answers under which 有用 and 没用 were shown. */
  votes?: VoteOffer[];
  /** The entry that answered last, in which turn and when (epoch milliseconds). `inForm`: in the middle of a form. */
  answered?: { entry: string; turn: number; at?: number; inForm?: true };
  /** What was asked last outside of forms, for half an hour. */
  lastQuestion?: LastQuestion;
  /** The chat that a rating was asked for; `ratedIn` is the turn that gave the stars. */
  rating?: { chat: string; ratedIn?: number };
  /** The version of the privacy notice that an open form has shown; gone when the follower went on with it. */
  noticed?: string;
  /** The turn that asked what to search for, and the product to search in. */
  searchAskedIn?: { turn: number; product: string | null };
  /** The turn that asked for words to leave for people: the next message has them. */
  noteAskedIn?: number;
}

/** An answer under which 有用 and 没用 were shown. */
export interface VoteOffer {
  /** `v12`: shown in turn 12. */
  nonce: string;
  /** Key of the entry. */
  entry: string;
  /** What was asked, masked; empty when it should not be kept. */
  text: string;
  turn: number;
}

/** A question to the knowledge base, masked; never what was said to a form. */
export interface LastQuestion {
  text: string;
  /** `open`: no sure answer was found; `refused`: nor were those that are near. */
  fate: 'answered' | 'open' | 'refused';
  at: number;
}

/** A running flow. */
export interface Frame {
  id: string;
  flow: string;
  /** The revision that it began with; it ends with it too. */
  revision: string;
  /** Id of the step that it stands at. */
  step: string;
  slots: Record<string, Slot>;
  /** Failed answers, by slot. */
  attempts: Record<string, number>;
  /** Slots in the order in which they were answered, for 上一步. */
  trail: string[];
  /** `paused`: a person has the follower; nothing is asked until the bot is back. */
  status: 'active' | 'paused';
  startedAt: number;
  /** Last heard of the follower. */
  touchedAt: number;
  /** The words with which it was started. */
  startedBy: string;
  /** What they had asked just before, when the flow makes something of it. */
  question?: LastQuestion;
  /** What the effects of `do` steps returned, by step. */
  results: Record<string, StepOutcome>;
  /** Optional slots that were skipped, and lists that are complete. */
  closed: string[];
  /** Slots behind the pointer that became empty and have to be asked again. */
  pending: string[];
  /** A filled slot that is asked again; its value stays until there is another. */
  focus?: string;
  /** A question of the engine's own that is open. */
  asking?: Asking;
  /** What was asked last: asked again, it is asked shorter. */
  asked?: string;
  /** The last menus of choices and what they chose, for taps that come late. */
  menus: { nonce: string; slot: string }[];
  reminded?: true;
  /** Begun by a step of the form below, which then simply goes on. */
  called?: true;
}

/** What an effect returned, and what it had read: when that changes, the outcome is given up. */
export interface StepOutcome {
  ok: boolean;
  data: Json;
  /** Slot → value at that time. */
  read: Record<string, Json>;
  /** Results of other steps that it read. */
  from: string[];
  danger: 'read' | 'reserve' | 'write' | 'notify';
  /** Takes back what was reserved, while that is not final. */
  undo?: { kind: string; args: Json };
}

/** Questions of the engine's own. */
export type Asking =
  | { kind: 'cancel' }
  | { kind: 'edit' }
  | { kind: 'clarify'; slot: string; text: string; entry: string; question: string }
  | { kind: 'resume' }
  | { kind: 'exhausted'; slot: string }
  | { kind: 'which'; slot: string; question: string; options: AskOption<Json>[] }
  /** Further options of a long menu. */
  | { kind: 'page'; slot: string; from: number };

export interface Slot {
  value: Json;
  source: 'user' | 'profile' | 'memory' | 'default' | 'agent' | 'effect';
  turn: number;
  at: number;
}

/** A follower who was never heard of. */
export function initialState(): DialogueState {
  return {
    v: 1,
    mode: 'bot',
    stack: [],
    memory: {},
    turn: 0,
    calls: { made: 0, open: {} },
    counters: { unknownInRow: 0 },
  };
}
