/** Handing followers to people and back (feature F-07). */
export { AgentDeskEntity } from './agent-desk-entity';
export { AgentGroupEntity } from './agent-group-entity';
export { AgentScanEntity } from './agent-scan-entity';
export { agentOfScene, rememberScan, sceneOf } from './agent-scans';
export { type AgentDesk, AgentService, type DeskChanges, type GroupResult } from './agent-service';
export {
  type Actor,
  CHAT_LEVELS,
  CHAT_STATES,
  type Chat,
  type ChatAction,
  type ChatLevel,
  type ChatState,
  type ClosedBy,
  FIRST_STATE,
  LIFECYCLE,
  mayHandle,
  PROBLEM_CLASSES,
  type ProblemClass,
  statesThatAllow,
} from './chat';
export { type ChatDue, dueOf } from './chat-due';
export { ChatEntity } from './chat-entity';
export { type Arrival, type ChatResult, ChatService, type Queued } from './chat-service';
export {
  DEFAULT_HANDOFF_SETTINGS,
  type GroupSeed,
  type HandoffSettings,
  loadHandoffSettings,
  parseHandoffSettings,
} from './handoff-settings';
export { PRESENCE_LEASE_MS, Presence, type PresenceLease } from './presence';
export {
  MAX_COMMENT,
  type Rating,
  type RatingResult,
  RatingService,
  type RatingSummary,
} from './rating-service';
export {
  type AgentGroup,
  type AgentLoad,
  canServe,
  chooseAgent,
  explainLevel,
  groupFor,
  levelOf,
  queuePlaces,
} from './routing';
export type { Publish, StaffEvent } from './staff-event';
