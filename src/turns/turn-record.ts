import type { DialogueEvent, EffectResult, Signals, StepResult, World } from '../dialogue';

/** Everything that `step` read in a turn besides the state before it: stored as JSON in the turn's row. */
export interface TurnRecord {
  v: 1;
  now: number;
  /** Which content (texts, menus, flows) was in force. */
  content: string;
  /** What was known of the follower, when flows were at work. */
  profile?: World['profile'];
  event: DialogueEvent;
  signals: Signals;
  results: { key: string; kind: string; result: EffectResult }[];
  decision: StepResult['decision'];
  /** What was said, by meaning. */
  replies: { key: string; menu?: string[]; asks?: string; from?: string }[];
  /** Mistakes of flows that showed in this turn. */
  faults?: string[];
  stateAfter: string;
  ms: number;
}

/** A turn that never reached `step`: a delivery report, or the apology for a turn that failed. */
export interface PlainRecord {
  v: 1;
  now: number;
  note: string;
  /** What the platform reported, for events that the dialogue does not see. */
  event?: unknown;
  errorCode?: string;
}
